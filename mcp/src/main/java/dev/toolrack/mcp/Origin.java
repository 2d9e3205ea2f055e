package dev.toolrack.mcp;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Scheme, host and port of a URL (RFC 6454), which decide who hears what is sent there. */
record Origin(String scheme, String host, int port) {

  static @Nullable Origin of(URI url) {
    String scheme = url.getScheme();
    String host = url.getHost();
    if (scheme == null || host == null || url.getRawUserInfo() != null) {
      return null;
    }
    String lower = scheme.toLowerCase(Locale.ROOT);
    int port = url.getPort() != -1 ? url.getPort() : lower.equals("https") ? 443 : 80;
    return new Origin(lower, host.toLowerCase(Locale.ROOT), port);
  }

  /** Whether both have an origin and it is the same. */
  static boolean same(URI one, URI other) {
    Origin origin = of(one);
    return origin != null && Objects.equals(origin, of(other));
  }
}
