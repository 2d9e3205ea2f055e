package dev.toolrack.mcp.egress;

import java.util.List;

/**
 * The operator's own word on where connections may go; no API object can widen it.
 *
 * @param allowLoopback for demos and tests: loopback, and only loopback, is allowed
 * @param hosts who may be named at all
 * @param http hosts reachable without TLS
 * @param networks private ranges that some hosts may use
 * @param deny ranges that nobody may use, whatever else is said: nodes, control plane
 */
public record EgressSettings(
    boolean allowLoopback,
    List<HostPattern> hosts,
    List<HostPattern> http,
    List<Network> networks,
    List<Cidr> deny) {

  /** Takes copies of the lists. */
  public EgressSettings {
    hosts = List.copyOf(hosts);
    http = List.copyOf(http);
    networks = List.copyOf(networks);
    deny = List.copyOf(deny);
  }

  /**
   * A private range opened for some hosts.
   *
   * @param cidr the range
   * @param hosts whose names may stand for addresses in it
   */
  public record Network(Cidr cidr, List<HostPattern> hosts) {
    /** Takes a copy of the list. */
    public Network {
      hosts = List.copyOf(hosts);
    }
  }

  /**
   * What holds without any setting: every public host over TLS, Services also without.
   *
   * @return the defaults
   */
  public static EgressSettings defaults() {
    return new EgressSettings(
        false,
        List.of(new HostPattern("*")),
        List.of(new HostPattern("*.svc")),
        List.of(),
        List.of());
  }

  /**
   * The same settings with the development switch set.
   *
   * @param allowed whether loopback is allowed
   * @return a copy
   */
  public EgressSettings withLoopback(boolean allowed) {
    return new EgressSettings(allowed, hosts, http, networks, deny);
  }
}
