package dev.toolrack.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.toolrack.core.tool.CleanText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a person sees of a tool's answer: its texts, cleaned line by line, and what else there is.
 */
final class CallTexts {
  private static final JsonFactory JSON = new JsonFactory();

  private final List<String> lines = new ArrayList<>();

  private CallTexts() {}

  /** The lines to show of a result, an object as JSON text. */
  static List<String> of(String result) {
    CallTexts texts = new CallTexts();
    try (JsonParser parser = JSON.createParser(result)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        if (parser.nextToken() == JsonToken.START_ARRAY && name.equals("content")) {
          texts.content(parser);
        } else {
          parser.skipChildren();
        }
      }
    } catch (IOException e) {
      texts.lines.add("(the answer is not what MCP wants; see --output json)");
    }
    return texts.lines.isEmpty() ? List.of("(no texts; see --output json)") : texts.lines;
  }

  private void content(JsonParser parser) throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.hasToken(JsonToken.START_OBJECT)) {
        part(parser);
      } else {
        parser.skipChildren();
      }
    }
  }

  private void part(JsonParser parser) throws IOException {
    String type = "";
    String text = "";
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      boolean isText = parser.nextToken() == JsonToken.VALUE_STRING;
      if (isText && name.equals("type")) {
        type = parser.getText();
      } else if (isText && name.equals("text")) {
        text = parser.getText();
      } else {
        parser.skipChildren();
      }
    }
    if (type.equals("text")) {
      text.lines().map(Words::line).forEach(lines::add);
    } else {
      lines.add("(" + CleanText.of(type, 32) + "; see --output json)");
    }
  }
}
