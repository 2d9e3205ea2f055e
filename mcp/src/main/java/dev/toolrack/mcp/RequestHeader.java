package dev.toolrack.mcp;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A header to send with every request to the server; its value may be a secret.
 *
 * @param name a header name (RFC 9110 token) that the protocol does not need for itself
 * @param value printable ASCII, at most 16 KiB
 */
public record RequestHeader(String name, String value) {
  private static final int MAX_VALUE = 16 * 1024;
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}");

  // What the HTTP client or the protocol sets, what proxies and clouds believe (who is asking, from
  // where), and what would make us somebody else. Accept-Encoding is here because a compressed
  // answer could not be bounded by the bytes received. The list is the API's own.
  private static final Set<String> RESERVED =
      Set.of(
          "connection",
          "cookie",
          "expect",
          "forwarded",
          "host",
          "last-event-id",
          "origin",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "x-real-ip");
  private static final List<String> RESERVED_PREFIXES =
      List.of(
          "accept",
          "content-",
          "impersonate-",
          "mcp-",
          "metadata",
          "proxy-",
          "x-aws-ec2-",
          "x-forwarded-",
          "x-remote-");

  /**
   * Checks both parts. The exception shows neither.
   *
   * @throws IllegalArgumentException if the header cannot or must not be sent
   */
  public RequestHeader {
    if (!isSettable(name)) {
      throw new IllegalArgumentException("not a header name that may be set");
    }
    if (value.length() > MAX_VALUE || value.chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw new IllegalArgumentException(
          "the header value is not printable ASCII of at most 16 KiB");
    }
  }

  /**
   * Whether a header of this name may be set by users of this package.
   *
   * @param name any text
   * @return false for what is no header name and for names the protocol uses itself
   */
  public static boolean isSettable(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return TOKEN.matcher(name).matches()
        && !RESERVED.contains(lower)
        && RESERVED_PREFIXES.stream().noneMatch(lower::startsWith);
  }

  /** Shows the name only. */
  @Override
  public String toString() {
    return "RequestHeader[" + name + "]";
  }
}
