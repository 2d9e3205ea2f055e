package dev.toolrack.core.tool;

import java.text.Normalizer;

/**
 * Text of a remote server, fit to be shown (resolution.md: "Shown text is cleaned (Cc, Cf, Co, Cs,
 * unassigned, line separators; NFC)"): nothing that ends a line, turns it around or is invisible.
 */
public final class CleanText {

  private CleanText() {}

  /** The text without what must not be shown, of at most so many code points. */
  public static String of(String text, int maxCodePoints) {
    StringBuilder kept = new StringBuilder(Math.min(text.length(), 4 * maxCodePoints));
    text.codePoints().filter(CleanText::isShown).forEach(kept::appendCodePoint);
    String clean = Normalizer.normalize(kept, Normalizer.Form.NFC).strip();
    if (clean.codePointCount(0, clean.length()) <= maxCodePoints) {
      return clean;
    }
    return clean.substring(0, clean.offsetByCodePoints(0, maxCodePoints)).strip();
  }

  private static boolean isShown(int codePoint) {
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
