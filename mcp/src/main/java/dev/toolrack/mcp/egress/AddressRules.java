package dev.toolrack.mcp.egress;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Decides about the addresses that a host stands for, on behalf of one organisation or of nobody in
 * particular. Everything else that depends on the tenant is decided by the name alone, see {@link
 * EgressGuard#checkUrl}.
 */
public final class AddressRules {
  private final EgressSettings settings;
  private final List<EgressSettings.Network> opened;
  private final Supplier<Surroundings> surroundings;

  AddressRules(EgressSettings settings, Optional<String> org, Supplier<Surroundings> surroundings) {
    this.settings = settings;
    this.opened =
        settings.networks().stream()
            .filter(network ->
                network.orgs().isEmpty() || org.filter(network.orgs()::contains).isPresent())
            .toList();
    this.surroundings = surroundings;
  }

  /**
   * Checks one address that a host of an accepted URL resolved to. All addresses of a host must
   * pass: which of them is used is not ours to choose.
   *
   * @param host the host as it stands in the URL
   * @param address one of its addresses
   * @return why it is refused, or empty
   */
  public Optional<Refusal> check(String host, InetAddress address) {
    return allows(host, address) ? Optional.empty() : Optional.of(Refusal.DESTINATION_FORBIDDEN);
  }

  /** Whether a host is the proxy's, which the administrator chose and nobody else can name. */
  boolean isProxy(String host) {
    return settings.proxy().filter(proxy -> proxy.host().equals(host)).isPresent();
  }

  private boolean allows(String host, InetAddress address) {
    InetAddress target = AddressKind.unwrap(address);
    AddressKind kind = AddressKind.of(target);
    if (within(settings.deny(), address, target) || kind == AddressKind.NEVER) {
      return false;
    }
    if (kind == AddressKind.LOOPBACK) {
      return settings.allowLoopback() && AddressKind.of(address) == AddressKind.LOOPBACK;
    }
    Surroundings now = surroundings.get();
    if (now.untouchable().contains(address) || now.untouchable().contains(target)) {
      return false;
    }
    return Hosts.isService(host)
        ? service(host, kind, address, target, now)
        : outside(host, kind, address, target, now);
  }

  private boolean service(
      String host, AddressKind kind, InetAddress address, InetAddress target, Surroundings now) {
    if (!settings.clusterNetworks().isEmpty()) {
      return within(settings.clusterNetworks(), address, target);
    }
    // A Service that leads out of the cluster (ExternalName) must be named by its real host. One
    // without an address of its own leads to pods, whose networks are private as a rule.
    return kind == AddressKind.PRIVATE
        || within(now.serviceNetworks(), address, target)
        || opened(host, address, target);
  }

  private boolean outside(
      String host, AddressKind kind, InetAddress address, InetAddress target, Surroundings now) {
    if (within(settings.clusterNetworks(), address, target)
        || within(now.serviceNetworks(), address, target)) {
      return false;
    }
    return kind == AddressKind.PUBLIC || opened(host, address, target);
  }

  private boolean opened(String host, InetAddress address, InetAddress target) {
    return opened.stream()
        .filter(network -> network.cidr().contains(address) || network.cidr().contains(target))
        .anyMatch(network -> Hosts.named(network.hosts(), host));
  }

  private static boolean within(List<Cidr> ranges, InetAddress address, InetAddress target) {
    return ranges.stream().anyMatch(cidr -> cidr.contains(address) || cidr.contains(target));
  }
}
