package dev.toolrack.mcp;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Looks up the addresses that a connection to a host would use. */
interface HostResolver {
  /**
   * All addresses of a host.
   *
   * @throws UnknownHostException if there are none
   */
  InetAddress[] resolve(String host) throws UnknownHostException;
}
