package dev.toolrack.cli.lint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON, which is YAML but for its tabs, and remembers where everything stands. */
final class JsonReader {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final String file;
  private Map<String, Place> places = new HashMap<>();

  private JsonReader(String file) {
    this.file = file;
  }

  /** All documents of a text, one after the other. */
  static List<Document> read(String file, String text) throws Unreadable {
    return new JsonReader(file).documents(text);
  }

  private List<Document> documents(String text) throws Unreadable {
    List<Document> documents = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(text)) {
      while (parser.nextToken() != null) {
        places = new HashMap<>();
        places.put("", place(parser.currentTokenLocation()));
        documents.add(new Document(file, value(parser, ""), places));
      }
      return documents;
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw new Unreadable(
          at == null ? new Place(file, 1, 1) : place(at), "this is no JSON: " + firstLine(e));
    } catch (IOException e) {
      throw new Unreadable(new Place(file, 1, 1), "this is no JSON");
    }
  }

  private static String firstLine(JsonProcessingException e) {
    return e.getOriginalMessage().lines().findFirst().orElse("");
  }

  private JsonNode value(JsonParser parser, String pointer) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser, pointer);
      case START_ARRAY -> array(parser, pointer);
      case VALUE_STRING -> TextNode.valueOf(parser.getText());
      case VALUE_TRUE, VALUE_FALSE -> BooleanNode.valueOf(parser.getBooleanValue());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Scalars.plain(parser.getText());
      default -> NullNode.getInstance();
    };
  }

  private JsonNode object(JsonParser parser, String pointer) throws IOException {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      String at = Pointers.field(pointer, name);
      places.put(at, place(parser.currentTokenLocation()));
      parser.nextToken();
      object.set(name, value(parser, at));
    }
    return object;
  }

  private JsonNode array(JsonParser parser, String pointer) throws IOException {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String at = Pointers.item(pointer, array.size());
      places.put(at, place(parser.currentTokenLocation()));
      array.add(value(parser, at));
    }
    return array;
  }

  private Place place(JsonLocation at) {
    return new Place(file, Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()));
  }
}
