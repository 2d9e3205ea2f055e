package dev.toolrack.core.policy;

/**
 * Names as a careless reader would take them: "lower case; {@code -}, {@code .}, camel humps become
 * {@code _}" (api.md, Rules). What tightens must not be escaped by another spelling.
 */
public final class NameFolding {

  private NameFolding() {}

  /** The folded form of a name; {@code deleteRepo} and {@code Delete-Repo} are one name. */
  public static String fold(String name) {
    StringBuilder folded = new StringBuilder(name.length() + 8);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (isHump(name, i)) {
        folded.append('_');
      }
      folded.append(isSeparator(c) ? '_' : lower(c));
    }
    return folded.toString();
  }

  static boolean isSeparator(char c) {
    return c == '_' || c == '-' || c == '.';
  }

  /**
   * Whether a new camel word begins here: after a small letter or a digit, and at the last of
   * several capitals that a small letter follows ({@code HTTPServer}).
   */
  static boolean isHump(String name, int at) {
    if (at == 0 || !isUpper(name.charAt(at))) {
      return false;
    }
    char before = name.charAt(at - 1);
    if (isLower(before) || (before >= '0' && before <= '9')) {
      return true;
    }
    return isUpper(before) && at + 1 < name.length() && isLower(name.charAt(at + 1));
  }

  static char lower(char c) {
    return isUpper(c) ? (char) (c + ('a' - 'A')) : c;
  }

  private static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }
}
