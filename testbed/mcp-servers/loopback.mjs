// Preloaded into servers that would listen on every interface: `node --import ./loopback.mjs SERVER`.
// A test fixture must not be reachable from the network.
import net from 'node:net';

const listen = net.Server.prototype.listen;

net.Server.prototype.listen = function (...args) {
  const [first, second] = args;
  const port = Number(first);
  if (Number.isInteger(port) && typeof second !== 'string') {
    return listen.call(this, port, '127.0.0.1', ...args.slice(1));
  }
  return listen.apply(this, args);
};
