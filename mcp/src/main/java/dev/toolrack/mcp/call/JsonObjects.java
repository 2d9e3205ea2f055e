package dev.toolrack.mcp.call;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;

/** JSON objects as text, read member by member. */
final class JsonObjects {
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();

  private JsonObjects() {}

  /** Reads the value of a member, on whose first token the parser stands; must consume it. */
  interface Member {
    void read(JsonParser parser, String name) throws IOException;
  }

  /**
   * Reads the members of the object that a text consists of.
   *
   * @throws IOException if it does not; its message may quote the text
   */
  static void read(String json, Member member) throws IOException {
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("no object");
      }
      members(parser, member);
      if (parser.nextToken() != null) {
        throw new IOException("more than an object");
      }
    }
  }

  /** Reads the members of the object on whose start the parser stands. */
  static void members(JsonParser parser, Member member) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      member.read(parser, name);
    }
  }

  static boolean isObject(String json) {
    try {
      read(json, (parser, name) -> parser.skipChildren());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** A text as JSON. */
  static String quoted(String text) {
    return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
  }
}
