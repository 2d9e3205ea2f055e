package dev.toolrack.mcp.egress;

import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.security.Security;

/**
 * Puts the filter into the one place of a JVM where host names become addresses: the JDK's client
 * has no resolver of its own, and a check beside it would see another answer than the connection
 * does. Found by the JDK through {@code META-INF/services}.
 *
 * <p>The JDK's cache of answers is turned off for the whole JVM: it knows the host alone, but what
 * a host may stand for also depends on who asks.
 */
public final class FilteringResolverProvider extends InetAddressResolverProvider {
  /** Called by the JDK. */
  public FilteringResolverProvider() {}

  @Override
  public InetAddressResolver get(Configuration configuration) {
    // Read by the JDK after its first look-up has ended, and this happens before.
    Security.setProperty("networkaddress.cache.ttl", "0");
    Security.setProperty("networkaddress.cache.stale.ttl", "0");
    Security.setProperty("networkaddress.cache.negative.ttl", "0");
    return new FilteringResolver(configuration.builtinResolver());
  }

  @Override
  public String name() {
    return "toolrack";
  }
}
