package dev.toolrack.mcp.egress;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The operator's own word on where connections may go; no API object can widen it.
 *
 * @param allowLoopback for demos and tests: loopback, and only loopback, is allowed
 * @param proxy through which everything outside the cluster goes; empty = directly
 * @param services which Services may be named
 * @param clusterNetworks where Services and pods have their addresses; empty = the service networks
 *     that are known, and private ranges
 * @param hosts who may be named at all
 * @param http hosts reachable without TLS
 * @param networks private ranges that some hosts may use
 * @param deny ranges that nobody may use, whatever else is said: nodes, control plane
 */
public record EgressSettings(
    boolean allowLoopback,
    Optional<ForwardProxy> proxy,
    ServiceReach services,
    List<Cidr> clusterNetworks,
    List<HostPattern> hosts,
    List<HostPattern> http,
    List<Network> networks,
    List<Cidr> deny) {

  /** Takes copies of the lists. */
  public EgressSettings {
    clusterNetworks = List.copyOf(clusterNetworks);
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
   * @param orgs the organisations whose connectors may use it; empty = everybody's
   */
  public record Network(Cidr cidr, List<HostPattern> hosts, Set<String> orgs) {
    /** Takes copies. */
    public Network {
      hosts = List.copyOf(hosts);
      orgs = Set.copyOf(orgs);
    }
  }

  /**
   * What holds without any setting: every public host over TLS, Services of the own and of
   * providing namespaces also without.
   *
   * @return the defaults
   */
  public static EgressSettings defaults() {
    return new EgressSettings(
        false,
        Optional.empty(),
        ServiceReach.ANCESTORS,
        List.of(),
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
    return new EgressSettings(
        allowed, proxy, services, clusterNetworks, hosts, http, networks, deny);
  }

  /**
   * The same settings with the private networks opened to every host: those of RFC 1918, shared and
   * unique local addresses. Link-local addresses and those of metadata services stay closed.
   *
   * @return a copy
   */
  public EgressSettings withPrivateNetworks() {
    List<HostPattern> every = List.of(new HostPattern("*"));
    return new EgressSettings(
        allowLoopback,
        proxy,
        services,
        clusterNetworks,
        hosts,
        http,
        Stream.concat(
                networks.stream(),
                AddressKind.PRIVATE_RANGES.stream().map(cidr -> new Network(cidr, every, Set.of())))
            .toList(),
        deny);
  }

  /**
   * The same settings with a proxy.
   *
   * @param through the proxy
   * @return a copy
   */
  public EgressSettings withProxy(ForwardProxy through) {
    return new EgressSettings(
        allowLoopback,
        Optional.of(through),
        services,
        clusterNetworks,
        hosts,
        http,
        networks,
        deny);
  }
}
