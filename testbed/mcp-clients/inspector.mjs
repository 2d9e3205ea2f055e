// The MCP project's Inspector. It opens the file itself: --config FILE.
//
//   node inspector.mjs FILE TOOL
import { command } from './command.mjs';

const SCRIPT = '@modelcontextprotocol/inspector/clients/launcher/build/index.js';
const [file, tool] = process.argv.slice(2);

const inspector = (...args) => command(SCRIPT, '--cli', '--config', file, '--stored-auth-only', ...args);

async function read(server) {
  const { stdout, failure } = await inspector('--server', server, '--method', 'tools/list');
  if (failure) {
    return { failure };
  }
  const tools = JSON.parse(stdout).tools.map(({ name }) => name);
  if (!tools.includes(tool)) {
    return { tools };
  }
  const called = await inspector('--server', server, '--method', 'tools/call', '--tool-name', tool);
  return called.failure ? called : { tools, answer: JSON.parse(called.stdout).content[0].text };
}

const listed = await inspector('--method', 'servers/list');
if (listed.failure) {
  throw new Error(listed.failure);
}
const report = {};
for (const { name } of JSON.parse(listed.stdout).servers) {
  report[name] = await read(name);
}
console.log(JSON.stringify(report));
