package dev.toolrack.mcp.egress;

import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Decides, before every request, whether its URL and the addresses of its host may be used.
 *
 * <p>Both checks are needed: the URL check knows the name that was written and on whose behalf, the
 * address check what the name stands for when the connection is made.
 */
public final class EgressGuard {
  private final EgressSettings settings;
  private final Supplier<Surroundings> surroundings;

  /**
   * A guard outside any cluster.
   *
   * @param settings what is allowed
   */
  public EgressGuard(EgressSettings settings) {
    this(settings, () -> Surroundings.NONE);
  }

  /**
   * A guard for one set of settings.
   *
   * @param settings what is allowed
   * @param surroundings asked for every check
   */
  public EgressGuard(EgressSettings settings, Supplier<Surroundings> surroundings) {
    this.settings = settings;
    this.surroundings = surroundings;
  }

  /**
   * Checks a URL without looking anything up: https (http only where the settings say so), a host
   * in the one plain form that all parsers read alike, no user info, no fragment, a Service only of
   * a namespace that concerns the tenant.
   *
   * @param url the URL of a request
   * @param tenant on whose behalf
   * @return why it is refused, or empty
   */
  public Optional<Refusal> checkUrl(URI url, Tenant tenant) {
    String host = url.getHost();
    String scheme = url.getScheme();
    if (host == null
        || scheme == null
        || !plainAuthority(url, host)
        || url.getRawFragment() != null) {
      return Optional.of(Refusal.DESTINATION_FORBIDDEN);
    }
    if (!scheme.equals("https") && !scheme.equals("http")) {
      return Optional.of(Refusal.DESTINATION_FORBIDDEN);
    }
    if (settings.allowLoopback() && Hosts.isLoopback(host)) {
      return Optional.empty();
    }
    if (!Hosts.isWellFormed(host)
        || isInfrastructure(host)
        || !Hosts.named(settings.hosts(), host)
        || (Hosts.isService(host) && !serves(Hosts.namespaceOf(host), tenant))) {
      return Optional.of(Refusal.DESTINATION_FORBIDDEN);
    }
    return scheme.equals("https") || Hosts.named(settings.http(), host)
        ? Optional.empty()
        : Optional.of(Refusal.INSECURE_TRANSPORT);
  }

  /**
   * The rules for the addresses of hosts.
   *
   * @param org on whose behalf, see {@link #privateNetworksOf}
   * @return what a connection has to obey
   */
  public AddressRules addresses(Optional<String> org) {
    return new AddressRules(settings, org, surroundings);
  }

  /**
   * The organisation of a tenant if any network is opened to it alone. Tenants for which this is
   * equal may use the same addresses, and so share connections.
   *
   * @param tenant on whose behalf
   * @return empty for those to whom only what is open to everybody is
   */
  public Optional<String> privateNetworksOf(Tenant tenant) {
    return tenant
        .org()
        .filter(org -> settings.networks().stream().anyMatch(n -> n.orgs().contains(org)));
  }

  /**
   * The proxy that leads to a host.
   *
   * @param host of an accepted URL
   * @return empty if the connection is made directly: no proxy, or a host of the cluster
   */
  public Optional<ForwardProxy> proxyFor(String host) {
    return Hosts.isService(host) || Hosts.isLoopback(host) ? Optional.empty() : settings.proxy();
  }

  private boolean serves(String namespace, Tenant tenant) {
    return switch (settings.services()) {
      case NONE -> false;
      case OWN -> namespace.equals(tenant.namespace());
      case ANCESTORS ->
          namespace.equals(tenant.namespace()) || tenant.ancestors().contains(namespace);
    };
  }

  /**
   * Whether a host is this machine itself, by its name or its address.
   *
   * @param host as a URL has it
   * @return false for everything that first has to be looked up, but for names under localhost
   */
  public static boolean isLoopback(String host) {
    return Hosts.isLoopback(host);
  }

  private static boolean plainAuthority(URI url, String host) {
    int port = url.getPort();
    String expected = port == -1 ? host : host + ":" + port;
    return expected.equals(url.getRawAuthority()) && (port == -1 || (port > 0 && port < 65_536));
  }

  /** What carries the operator is no destination: the API server, the proxy. */
  private boolean isInfrastructure(String host) {
    return host.equals("kubernetes.default.svc")
        || host.startsWith("kubernetes.default.svc.")
        || surroundings.get().untouchableHosts().contains(host)
        || settings.proxy().filter(proxy -> proxy.host().equals(host)).isPresent();
  }
}
