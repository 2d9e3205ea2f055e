package dev.toolrack.mcp.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Turns host names into addresses; what it answers is filtered by whoever asks. */
@FunctionalInterface
public interface Names {
  /**
   * All addresses of a host.
   *
   * @param host as it stands in a URL
   * @return at least one
   * @throws UnknownHostException if there are none
   */
  List<InetAddress> resolve(String host) throws UnknownHostException;
}
