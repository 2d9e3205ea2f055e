package dev.toolrack.mcp.egress;

import java.util.regex.Pattern;

/**
 * Names hosts: {@code *} (every host), {@code *.example.com} (every host below, at any depth, not
 * {@code example.com} itself), or one host. A star anywhere else is refused: {@code api.*} would
 * name hosts of anybody.
 *
 * @param text the pattern, lower case
 */
public record HostPattern(String text) {
  private static final String LABEL = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?";
  private static final Pattern FORM =
      Pattern.compile("\\*|(?:\\*\\.)?" + LABEL + "(?:\\." + LABEL + ")*");

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException if it is none of the three above
   */
  public HostPattern {
    if (text.length() > 255 || !FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "not a host pattern (*, *.example.com or a host name): " + text);
    }
  }

  /**
   * Whether a host is named.
   *
   * @param host lower case
   * @return true if it is
   */
  public boolean matches(String host) {
    if (text.equals("*")) {
      return true;
    }
    if (text.startsWith("*.")) {
      String suffix = text.substring(1);
      return host.length() > suffix.length() && host.endsWith(suffix);
    }
    return host.equals(text);
  }
}
