package dev.toolrack.operator.shell.connect;

/** Text as HTML shows it. */
final class Html {

  private Html() {}

  /**
   * A text that HTML shows as it is, between tags and in quoted attributes alike: whatever it says,
   * nothing in it begins or ends anything.
   */
  static String escape(String text) {
    var escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        case '`' -> escaped.append("&#96;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
