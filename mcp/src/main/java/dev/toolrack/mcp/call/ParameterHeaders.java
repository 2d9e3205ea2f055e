package dev.toolrack.mcp.call;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which arguments of a tool travel as {@code Mcp-Param-*} headers too: those whose schema says
 * {@code x-mcp-header}, wherever {@code properties} alone lead to (2026-07-28, Custom Headers from
 * Tool Parameters). Elsewhere in a schema the word makes a tool invalid, which is judged before
 * there is a call.
 */
final class ParameterHeaders {
  private static final String PREFIX = "Mcp-Param-";
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}");
  private static final Set<String> TYPES = Set.of("string", "integer", "boolean");

  /** By the way to the argument, such as {@code [filter, region]}. */
  private final Map<List<String>, String> headers = new LinkedHashMap<>();

  private final Set<String> names = new HashSet<>();
  private boolean sendable = true;

  private ParameterHeaders() {}

  /** The headers of one call; empty if the tool wants some that cannot be sent. */
  static Optional<Map<String, String>> of(ToolCall call) {
    ParameterHeaders wanted = new ParameterHeaders();
    Map<String, String> found = new HashMap<>();
    try {
      JsonObjects.read(call.tool().json(), wanted::tool);
      JsonObjects.read(
          call.arguments(), (parser, name) -> wanted.argument(parser, List.of(name), found));
    } catch (IOException e) {
      return Optional.empty();
    }
    return wanted.sendable ? Optional.of(found) : Optional.empty();
  }

  private void tool(JsonParser parser, String name) throws IOException {
    if (name.equals("inputSchema")) {
      schema(parser, List.of());
    } else {
      parser.skipChildren();
    }
  }

  private void schema(JsonParser parser, List<String> path) throws IOException {
    if (!parser.hasToken(JsonToken.START_OBJECT)) {
      parser.skipChildren();
      return;
    }
    Map<String, @Nullable String> texts = new HashMap<>();
    JsonObjects.members(
        parser,
        (p, name) -> {
          switch (name) {
            case "type", "x-mcp-header" -> {
              texts.put(name, p.hasToken(JsonToken.VALUE_STRING) ? p.getText() : null);
              p.skipChildren();
            }
            case "properties" -> properties(p, path);
            default -> p.skipChildren();
          }
        });
    if (texts.containsKey("x-mcp-header")) {
      add(path, texts.get("x-mcp-header"), texts.get("type"));
    }
  }

  private void properties(JsonParser parser, List<String> path) throws IOException {
    if (!parser.hasToken(JsonToken.START_OBJECT)) {
      parser.skipChildren();
      return;
    }
    JsonObjects.members(parser, (p, name) -> schema(p, below(path, name)));
  }

  private void add(List<String> path, @Nullable String name, @Nullable String type) {
    if (name == null || type == null || !NAME.matcher(name).matches() || !TYPES.contains(type)) {
      sendable = false;
    } else {
      sendable &= names.add(name.toLowerCase(Locale.ROOT));
      headers.put(path, name);
    }
  }

  private void argument(JsonParser parser, List<String> path, Map<String, String> found)
      throws IOException {
    String header = headers.get(path);
    if (parser.hasToken(JsonToken.START_OBJECT)) {
      JsonObjects.members(parser, (p, name) -> argument(p, below(path, name), found));
    } else if (parser.hasToken(JsonToken.START_ARRAY)) {
      parser.skipChildren();
    } else if (header != null && !parser.hasToken(JsonToken.VALUE_NULL)) {
      found.put(PREFIX + header, HeaderText.of(parser.getText()));
    }
  }

  private static List<String> below(List<String> path, String name) {
    List<String> longer = new ArrayList<>(path);
    longer.add(name);
    return List.copyOf(longer);
  }
}
