package dev.toolrack.core.tool;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.erdtman.jcs.NumberToJSON;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a raw tool object that notes every fault and the few fields that matter; it goes on
 * after a fault, so that an invalid tool can still be named.
 */
final class RawTool {

  private static final int MAX_DEPTH = 64;
  private static final Set<String> TEXTS = Set.of("name", "title", "description");
  private static final int MAX_NUMBER = 1_000;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          // The library's table of names costs many times what a text full of names is long.
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(1_000)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final Set<Rejection> faults = EnumSet.noneOf(Rejection.class);
  // By path: "name", "annotations.readOnlyHint"; a field given twice is kept as the first.
  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, Boolean> booleans = new HashMap<>();
  private final Deque<Set<String>> keys = new ArrayDeque<>();
  private final boolean whole;
  private int names;
  private boolean hasInputSchema;

  private RawTool(boolean whole) {
    this.whole = whole;
  }

  /** Reads everything. For texts of bounded size only: keys and values are kept and compared. */
  static RawTool read(String json) {
    return read(new RawTool(true), json);
  }

  /** Finds the name and checks that it is JSON, in little memory however large the text is. */
  static RawTool readName(String json) {
    return read(new RawTool(false), json);
  }

  private static RawTool read(RawTool tool, String json) {
    try (JsonParser parser = JSON.createParser(json)) {
      tool.read(parser);
    } catch (IOException e) {
      tool.faults.add(Rejection.NOT_JSON);
    }
    return tool;
  }

  Set<Rejection> faults() {
    return faults;
  }

  /** The name as sent; {@code null} where there is none, two, or one that is no text. */
  @Nullable String name() {
    String name = texts.get("name");
    return names == 1 && name != null && isWellFormed(name) ? name : null;
  }

  @Nullable String text(String path) {
    return texts.get(path);
  }

  @Nullable Boolean bool(String path) {
    return booleans.get(path);
  }

  boolean hasInputSchema() {
    return hasInputSchema;
  }

  private void read(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      faults.add(Rejection.NOT_JSON);
      return;
    }
    keys.push(new HashSet<>());
    String top = "";
    while (!keys.isEmpty()) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        faults.add(Rejection.NOT_JSON);
        return;
      }
      if (token == JsonToken.FIELD_NAME && keys.size() == 1) {
        top = parser.currentName();
        names += top.equals("name") ? 1 : 0;
      }
      if (whole || keys.size() == 1 || token.isStructEnd() || token.isStructStart()) {
        step(parser, token, top);
      }
    }
    if (parser.nextToken() != null) {
      faults.add(Rejection.NOT_JSON);
    }
  }

  private void step(JsonParser parser, JsonToken token, String top) throws IOException {
    switch (token) {
      case START_OBJECT, START_ARRAY -> {
        hasInputSchema |=
            token == JsonToken.START_OBJECT && keys.size() == 1 && top.equals("inputSchema");
        keys.push(new HashSet<>());
        if (keys.size() > MAX_DEPTH) {
          faults.add(Rejection.TOO_DEEP);
        }
      }
      case END_OBJECT, END_ARRAY -> keys.pop();
      case FIELD_NAME -> {
        checkText(parser.currentName());
        if (whole && !keys.element().add(parser.currentName())) {
          faults.add(Rejection.DUPLICATE_KEY);
        }
      }
      case VALUE_STRING -> {
        String path = path(parser, top);
        if (!whole && path == null) {
          return;
        }
        checkText(parser.getText());
        if (path != null) {
          texts.putIfAbsent(path, parser.getText());
        }
      }
      case VALUE_TRUE, VALUE_FALSE -> {
        String path = path(parser, top);
        if (path != null) {
          booleans.putIfAbsent(path, token == JsonToken.VALUE_TRUE);
        }
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        if (whole && !isExact(parser.getText())) {
          faults.add(Rejection.INEXACT_NUMBER);
        }
      }
      default -> {}
    }
  }

  /** Where a plain value stands, if it is one of the fields that matter. */
  private @Nullable String path(JsonParser parser, String top) throws IOException {
    if (keys.size() == 1) {
      return TEXTS.contains(top) ? top : null;
    }
    return keys.size() == 2 && top.equals("annotations") && parser.currentName() != null
        ? top + "." + parser.currentName()
        : null;
  }

  private void checkText(String text) {
    if (!isWellFormed(text)) {
      faults.add(Rejection.LONE_SURROGATE);
    }
  }

  private static boolean isWellFormed(String text) {
    return text.codePoints()
        .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  /**
   * Whether the number survives being read as a double and written again, which is what RFC 8785
   * does to it: {@code 0.1} does, 2^53 + 1 does not.
   */
  private static boolean isExact(String number) {
    if (number.length() > MAX_NUMBER) {
      return false; // Comparing it would cost more than any number is worth.
    }
    double read = Double.parseDouble(number);
    if (Double.isInfinite(read)) {
      return false;
    }
    try {
      String written = NumberToJSON.serializeNumber(read);
      return new BigDecimal(number).compareTo(new BigDecimal(written)) == 0;
    } catch (NumberFormatException | IOException e) {
      return false; // An exponent beyond all bounds.
    }
  }
}
