package dev.toolrack.mcp;

/**
 * How this client introduces itself to servers ({@code clientInfo}, {@code User-Agent}).
 *
 * @param name printable ASCII without blanks
 * @param version printable ASCII without blanks
 */
public record ClientIdentity(String name, String version) {
  /**
   * Checks that both can stand in a header.
   *
   * @throws IllegalArgumentException if not
   */
  public ClientIdentity {
    if (!token(name) || !token(version)) {
      throw new IllegalArgumentException("name and version must be printable ASCII without blanks");
    }
  }

  private static boolean token(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 127);
  }
}
