package dev.toolrack.cli;

import dev.toolrack.core.tool.CleanText;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How things are called in what is printed. */
public final class Words {
  private Words() {}

  /** A reason as the operator's objects have it, such as {@code CredentialRequired}. */
  public static String reason(Enum<?> reason) {
    return Arrays.stream(reason.name().split("_", -1))
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  /** An enum's constant in small letters. */
  public static String small(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** A server's line, fit for a terminal; what indents it stays. */
  public static String line(String raw) {
    int start = 0;
    while (start < raw.length() && raw.charAt(start) == ' ') {
      start++;
    }
    return " ".repeat(start) + CleanText.of(raw.substring(start), Integer.MAX_VALUE / 4);
  }

  /**
   * JSON with nothing but ASCII in it: the same values, and nothing that a terminal obeys. Outside
   * of its strings JSON has no other characters, inside they may be written as escapes.
   */
  public static String ascii(String json) {
    StringBuilder ascii = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c < 127) {
        ascii.append(c);
      } else {
        ascii.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      }
    }
    return ascii.toString();
  }
}
