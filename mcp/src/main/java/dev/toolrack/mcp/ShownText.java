package dev.toolrack.mcp;

import java.text.Normalizer;

/** Makes a server's words fit to be shown. */
public final class ShownText {
  private static final int MAX = 128;
  // Normalizing is not linear for every input; far more than can be shown is not looked at.
  private static final int MAX_READ = 16 * MAX;

  private ShownText() {}

  /**
   * Leaves out what is not visible, and all beyond 128 characters.
   *
   * @param raw any text
   * @return it in NFC; may be empty
   */
  public static String clean(String raw) {
    StringBuilder kept = new StringBuilder();
    raw.codePoints().limit(MAX_READ).filter(ShownText::visible).forEach(kept::appendCodePoint);
    String normal = Normalizer.normalize(kept, Normalizer.Form.NFC).strip();
    int length = normal.codePointCount(0, normal.length());
    return length <= MAX ? normal : normal.substring(0, normal.offsetByCodePoints(0, MAX));
  }

  private static boolean visible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
