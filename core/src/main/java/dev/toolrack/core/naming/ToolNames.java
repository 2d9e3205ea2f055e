package dev.toolrack.core.naming;

/**
 * How tools are called outside (resolution.md, Names). Both names depend on alias and tool only, so
 * that they never change because of what else an agent has.
 */
public final class ToolNames {

  private static final int MAX = 64;
  private static final int KEPT = 55;

  private ToolNames() {}

  /** The full name, {@code mcp:<alias>:<tool>}. */
  public static String id(String alias, String tool) {
    return "mcp:" + alias + ":" + tool;
  }

  /**
   * The name that every LLM API takes: {@code mcp__<alias>__<tool>}; "if any character had to be
   * replaced (outside {@code [A-Za-z0-9_-]} by {@code _}) or it is over 64 long: first 55
   * characters, {@code _}, 8 hex of SHA-256 of the full name".
   */
  public static String llmName(String alias, String tool) {
    String wanted = "mcp__" + alias + "__" + tool;
    StringBuilder safe = new StringBuilder(wanted.length());
    wanted.codePoints().forEach(c -> safe.appendCodePoint(isSafe(c) ? c : '_'));
    if (safe.length() <= MAX && safe.toString().equals(wanted)) {
      return wanted;
    }
    return safe.substring(0, Math.min(KEPT, safe.length()))
        + "_"
        + Sha256.hex(id(alias, tool)).substring(0, 8);
  }

  private static boolean isSafe(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-';
  }
}
