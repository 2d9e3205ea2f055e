package dev.toolrack.mcp.egress;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Decides, before every request, whether its URL and the addresses of its host may be used.
 *
 * <p>Both checks are needed: the URL check knows the name that was written, the address check what
 * the name stands for today.
 */
public final class EgressGuard {
  private static final int MAX_HOST = 253;
  private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";

  // The last label starts with a letter: every numeric, hex and octal form of an address ends in
  // one that does not, and no top-level domain is numeric.
  private static final Pattern HOST =
      Pattern.compile("(?:" + LABEL + "\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern SERVICE = Pattern.compile(LABEL + "\\." + LABEL + "\\.svc");
  private static final Pattern LOOPBACK_HOST =
      Pattern.compile("(?:" + LABEL + "\\.)*localhost|127(?:\\.(?:0|[1-9]\\d{0,2})){3}|\\[::1]");

  private final EgressSettings settings;

  /**
   * A guard for one set of settings.
   *
   * @param settings what is allowed
   */
  public EgressGuard(EgressSettings settings) {
    this.settings = settings;
  }

  /**
   * Checks a URL without looking anything up: https (http only where the settings say so), a host
   * in the one plain form that all parsers read alike, no user info, no fragment.
   *
   * @param url the URL of a request
   * @return why it is refused, or empty
   */
  public Optional<Refusal> checkUrl(URI url) {
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
    if (settings.allowLoopback() && LOOPBACK_HOST.matcher(host).matches()) {
      return Optional.empty();
    }
    if (!wellFormed(host) || isApiServer(host) || !named(settings.hosts(), host)) {
      return Optional.of(Refusal.DESTINATION_FORBIDDEN);
    }
    return scheme.equals("https") || named(settings.http(), host)
        ? Optional.empty()
        : Optional.of(Refusal.INSECURE_TRANSPORT);
  }

  /**
   * Checks one address that a host of an accepted URL resolved to. All addresses of a host must
   * pass: which of them is used is not ours to choose.
   *
   * @param host the host as it stands in the URL
   * @param address one of its addresses
   * @return why it is refused, or empty
   */
  public Optional<Refusal> checkAddress(String host, InetAddress address) {
    InetAddress target = AddressKind.unwrap(address);
    boolean denied =
        settings.deny().stream().anyMatch(cidr -> cidr.contains(address) || cidr.contains(target));
    if (denied) {
      return Optional.of(Refusal.DESTINATION_FORBIDDEN);
    }
    boolean allowed =
        switch (AddressKind.of(target)) {
          case LOOPBACK ->
              settings.allowLoopback() && AddressKind.of(address) == AddressKind.LOOPBACK;
          case NEVER -> false;
          case PRIVATE -> isService(host) || opened(host, address, target);
          case SPECIAL -> opened(host, address, target);
          // A Service that leads out of the cluster (ExternalName) must be named by its real host.
          case PUBLIC -> !isService(host) || opened(host, address, target);
        };
    return allowed ? Optional.empty() : Optional.of(Refusal.DESTINATION_FORBIDDEN);
  }

  private boolean opened(String host, InetAddress address, InetAddress target) {
    return settings.networks().stream()
        .filter(network -> network.cidr().contains(address) || network.cidr().contains(target))
        .anyMatch(network -> named(network.hosts(), host));
  }

  private static boolean plainAuthority(URI url, String host) {
    int port = url.getPort();
    String expected = port == -1 ? host : host + ":" + port;
    return expected.equals(url.getRawAuthority()) && (port == -1 || (port > 0 && port < 65_536));
  }

  private static boolean wellFormed(String host) {
    return host.length() <= MAX_HOST
        && HOST.matcher(host).matches()
        && !host.endsWith(".localhost")
        && (!host.endsWith(".svc") || isService(host));
  }

  private static boolean isService(String host) {
    return SERVICE.matcher(host).matches();
  }

  private static boolean isApiServer(String host) {
    return host.equals("kubernetes.default.svc") || host.startsWith("kubernetes.default.svc.");
  }

  private static boolean named(List<HostPattern> patterns, String host) {
    return patterns.stream().anyMatch(pattern -> pattern.matches(host));
  }
}
