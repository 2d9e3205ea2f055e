package dev.toolrack.mcp.call;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a tool's result says about whether, and how, the call goes on (2026-07-28, SEP-2322). */
final class InputRequests {
  static final String ELICITATION = "elicitation/create";

  private String type = "complete";
  private boolean isError;
  private @Nullable String state;

  /** The method of each request, by its key. */
  private final Map<String, String> methods = new LinkedHashMap<>();

  private InputRequests() {}

  /** Reads a result; empty if it is none. */
  static Optional<InputRequests> of(String result) {
    InputRequests read = new InputRequests();
    try {
      JsonObjects.read(result, read::member);
      return Optional.of(read);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** A result that does not say what it is, is complete. */
  boolean complete() {
    return type.equals("complete");
  }

  boolean isError() {
    return isError;
  }

  /** Whether it asks for things that a user can accept, and for nothing else. */
  boolean elicits() {
    return type.equals("input_required") && methods.values().stream().allMatch(ELICITATION::equals);
  }

  /** The members that the next round adds to the parameters; all of them are this tool's alone. */
  Map<String, String> accepted(String content) {
    Map<String, String> members = new LinkedHashMap<>();
    String answer = "{\"action\":\"accept\",\"content\":" + content + "}";
    members.put(
        "inputResponses",
        methods.keySet().stream()
            .map(key -> JsonObjects.quoted(key) + ":" + answer)
            .collect(Collectors.joining(",", "{", "}")));
    if (state != null) {
      members.put("requestState", JsonObjects.quoted(state));
    }
    return members;
  }

  private void member(JsonParser parser, String name) throws IOException {
    switch (name) {
      case "resultType" -> type = text(parser);
      case "requestState" -> state = parser.hasToken(JsonToken.VALUE_NULL) ? null : text(parser);
      case "isError" -> isError = parser.hasToken(JsonToken.VALUE_TRUE);
      case "inputRequests" -> {
        if (!parser.hasToken(JsonToken.START_OBJECT)) {
          throw new IOException("no object");
        }
        JsonObjects.members(parser, this::request);
      }
      default -> parser.skipChildren();
    }
  }

  private void request(JsonParser parser, String key) throws IOException {
    methods.put(key, "");
    if (!parser.hasToken(JsonToken.START_OBJECT)) {
      throw new IOException("no object");
    }
    JsonObjects.members(
        parser,
        (p, name) -> {
          if (name.equals("method")) {
            methods.put(key, text(p));
          } else {
            p.skipChildren();
          }
        });
  }

  private static String text(JsonParser parser) throws IOException {
    if (!parser.hasToken(JsonToken.VALUE_STRING)) {
      throw new IOException("no text");
    }
    return parser.getText();
  }
}
