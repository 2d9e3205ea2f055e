package dev.toolrack.mcp.egress;

import java.util.List;
import java.util.regex.Pattern;

/** The forms of host names that are told apart, and who is named by a list of patterns. */
final class Hosts {
  private static final int MAX_HOST = 253;
  private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";

  // The last label starts with a letter: every numeric, hex and octal form of an address ends in
  // one that does not, and no top-level domain is numeric.
  private static final Pattern HOST =
      Pattern.compile("(?:" + LABEL + "\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern SERVICE = Pattern.compile(LABEL + "\\." + LABEL + "\\.svc");
  private static final Pattern LOOPBACK =
      Pattern.compile("(?:" + LABEL + "\\.)*localhost|127(?:\\.(?:0|[1-9]\\d{0,2})){3}|\\[::1]");

  private Hosts() {}

  /** A lower-case name with a dot, in the one form that every parser reads alike. */
  static boolean isWellFormed(String host) {
    return host.length() <= MAX_HOST
        && HOST.matcher(host).matches()
        && !host.endsWith(".localhost")
        && (!host.endsWith(".svc") || isService(host));
  }

  /** {@code <service>.<namespace>.svc}. */
  static boolean isService(String host) {
    return SERVICE.matcher(host).matches();
  }

  /** The namespace of a Service's name. */
  static String namespaceOf(String service) {
    int first = service.indexOf('.') + 1;
    return service.substring(first, service.indexOf('.', first));
  }

  static boolean isLoopback(String host) {
    return LOOPBACK.matcher(host).matches();
  }

  static boolean named(List<HostPattern> patterns, String host) {
    return patterns.stream().anyMatch(pattern -> pattern.matches(host));
  }
}
