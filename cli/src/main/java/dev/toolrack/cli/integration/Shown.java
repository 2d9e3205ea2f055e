package dev.toolrack.cli.integration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.toolrack.core.tool.CleanText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * JSON of a server as people read it who have to decide about it: nothing is hidden. Characters
 * that nobody would see, or that a terminal would obey, are written as escapes.
 */
final class Shown {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Shown() {}

  /** The lines of a value: of a text its own lines, of anything else indented JSON. */
  static List<String> lines(String json) {
    JsonNode value = tree(json);
    String text = value.isTextual() ? value.asText() : value.toPrettyString();
    List<String> lines = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      lines.add(visible(line));
    }
    return lines;
  }

  /** One line, in which everything can be seen. */
  static String visible(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          boolean plain = c == ' ' || !CleanText.of(Character.toString(c), 1).isEmpty();
          shown.append(plain ? Character.toString(c) : escaped(c));
        });
    return shown.toString();
  }

  private static String escaped(int c) {
    return c > 0xffff
        ? String.format(Locale.ROOT, "\\u{%x}", c)
        : String.format(Locale.ROOT, "\\u%04x", c);
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a valid definition is JSON", e);
    }
  }
}
