package dev.toolrack.core.address;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An absolute http or https URL that means the same to everybody who reads it: printable ASCII, a
 * host, no user, no fragment, no dot segments.
 *
 * @param scheme {@code http} or {@code https}
 * @param host in lower case; IPv6 addresses in brackets
 * @param port always explicit, the scheme's default where the URL names none
 * @param path as it is spelled; may be empty
 * @param query as it is spelled; {@code null} = none
 */
public record HttpUrl(String scheme, String host, int port, String path, @Nullable String query) {

  /** Reads a URL; empty where it is not one of these. */
  public static Optional<HttpUrl> parse(String text) {
    for (int i = 0; i < text.length(); i++) {
      // URI accepts some other characters, and readers disagree about a backslash.
      if (text.charAt(i) <= ' ' || text.charAt(i) > '~' || text.charAt(i) == '\\') {
        return Optional.empty();
      }
    }
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    int defaultPort = scheme.equals("https") ? 443 : scheme.equals("http") ? 80 : -1;
    int port = uri.getPort() == -1 ? defaultPort : uri.getPort();
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    if (defaultPort == -1
        || port < 1
        || port > 65535
        || uri.getHost() == null
        || uri.getRawUserInfo() != null
        || uri.getRawFragment() != null
        || hasDotSegment(path)) {
      return Optional.empty();
    }
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    return Optional.of(new HttpUrl(scheme, host, port, path, uri.getRawQuery()));
  }

  /** Scheme, host and, unless it is the default, port. */
  public String origin() {
    boolean isDefault = port == (scheme.equals("https") ? 443 : 80);
    return scheme + "://" + host + (isDefault ? "" : ":" + port);
  }

  @Override
  public String toString() {
    return origin() + path + (query == null ? "" : "?" + query);
  }

  /**
   * Whether a segment is {@code .} or {@code ..}, also for a server that decodes dots and slashes
   * first or takes a semicolon for the segment's end.
   */
  static boolean hasDotSegment(String path) {
    String decoded =
        path.replaceAll("(?i)%2e", ".").replaceAll("(?i)%2f|%5c", "/").replaceAll("(?i)%3b", ";");
    for (String segment : decoded.split("/", -1)) {
      int end = segment.indexOf(';');
      String bare = end < 0 ? segment : segment.substring(0, end);
      if (bare.equals(".") || bare.equals("..")) {
        return true;
      }
    }
    return false;
  }
}
