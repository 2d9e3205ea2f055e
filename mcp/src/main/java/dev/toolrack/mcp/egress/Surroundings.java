package dev.toolrack.mcp.egress;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;

/**
 * What the guard has to know of the place it runs in. It may change while it runs.
 *
 * @param serviceNetworks where the cluster's Services have their addresses; empty = not known
 * @param untouchable addresses that nobody may use: the API server's and the operator's own
 * @param untouchableHosts names that nobody may use: the API server's
 */
public record Surroundings(
    List<Cidr> serviceNetworks, Set<InetAddress> untouchable, Set<String> untouchableHosts) {
  /** Nothing is known: no cluster. */
  public static final Surroundings NONE = new Surroundings(List.of(), Set.of(), Set.of());

  /** Takes copies. */
  public Surroundings {
    serviceNetworks = List.copyOf(serviceNetworks);
    untouchable = Set.copyOf(untouchable);
    untouchableHosts = Set.copyOf(untouchableHosts);
  }
}
