package dev.toolrack.mcp.egress;

import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hosts that this program connects to on its own account, such as the API server's: their names are
 * looked up unfiltered, but only outside of guarded requests.
 */
public final class ExemptHosts {
  private static final Set<String> HOSTS = ConcurrentHashMap.newKeySet();

  private ExemptHosts() {}

  /**
   * Exempts a host for the life of this JVM.
   *
   * @param host its name, any case
   */
  public static void add(String host) {
    HOSTS.add(host.toLowerCase(Locale.ROOT));
  }

  static boolean contains(String host) {
    return HOSTS.contains(host.toLowerCase(Locale.ROOT));
  }
}
