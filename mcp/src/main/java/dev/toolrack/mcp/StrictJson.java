package dev.toolrack.mcp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks one JSON document strictly: valid UTF-8, no name twice in an object, nothing behind the
 * end, bounded depth and number of names. Keeps no tree, so that memory does not multiply with what
 * a hostile server sends.
 */
final class StrictJson {
  /**
   * Depth of what is walked here. What is cut out as a slice may go as deep as the factory says.
   */
  private static final int MAX_DEPTH = 32;

  private static final int MAX_NAMES = 1024;
  private static final int MAX_LIST = 64;
  private static final int MAX_NESTING = 1000;
  private static final int MAX_TEXT = 64 * 1024;

  /** Reads the value of one member; must consume it whole. */
  interface Member {
    void read(String name) throws IOException, Stopped;
  }

  /** Reads one element of an array; must consume it whole. */
  interface Element {
    void read() throws IOException, Stopped;
  }

  private final JsonParser parser;
  private final byte[] document;
  private int depth;
  // A place in the document, counted both ways: the parser counts characters.
  private long charsPassed;
  private int bytesPassed;

  private StrictJson(JsonParser parser, byte[] document) {
    this.parser = parser;
    this.document = document;
  }

  /** A factory to share: its limits are on what a single answer may hold, not on its size. */
  static JsonFactory factory() {
    StreamReadConstraints constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(MAX_NESTING)
            // Of texts that are looked at. What is passed over or cut out may be longer.
            .maxStringLength(MAX_TEXT)
            .maxNameLength(4096)
            // Numbers of tools are judged with the tools.
            .maxNumberLength(Integer.MAX_VALUE)
            .build();
    return new JsonFactoryBuilder()
        .streamReadConstraints(constraints)
        // The library's table of names costs many times what an answer full of names is long.
        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
        .build();
  }

  /** Reads a document that is one object. */
  static void document(JsonFactory factory, byte[] document, MemberReader members) throws Stopped {
    try (JsonParser parser = factory.createParser(utf8(document))) {
      StrictJson json = new StrictJson(parser, document);
      parser.nextToken();
      json.object(name -> members.read(json, name));
      if (parser.nextToken() != null) {
        throw malformed();
      }
    } catch (IOException e) {
      throw malformed();
    }
  }

  /** Reads the members of a document's outermost object. */
  interface MemberReader {
    void read(StrictJson json, String name) throws IOException, Stopped;
  }

  static Stopped malformed() {
    return new Stopped(FailureReason.MALFORMED_ANSWER);
  }

  void object(Member members) throws IOException, Stopped {
    require(JsonToken.START_OBJECT);
    enter();
    Set<String> names = new HashSet<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      if (!names.add(name) || names.size() > MAX_NAMES) {
        throw malformed();
      }
      parser.nextToken();
      members.read(name);
    }
    depth--;
  }

  void array(Element elements) throws IOException, Stopped {
    require(JsonToken.START_ARRAY);
    enter();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.read();
    }
    depth--;
  }

  /** Passes over a value, which must be as strict as everything else. */
  void skip() throws IOException, Stopped {
    if (parser.hasToken(JsonToken.START_OBJECT)) {
      object(name -> skip());
    } else if (parser.hasToken(JsonToken.START_ARRAY)) {
      array(this::skip);
    }
  }

  /** A text; null for JSON's null. */
  @Nullable String text() throws IOException, Stopped {
    if (parser.hasToken(JsonToken.VALUE_NULL)) {
      return null;
    }
    require(JsonToken.VALUE_STRING);
    return parser.getText();
  }

  /** A text, or empty for any other value: for what is only shown. */
  String textOrEmpty() throws IOException, Stopped {
    if (parser.hasToken(JsonToken.VALUE_STRING)) {
      return parser.getText();
    }
    skip();
    return "";
  }

  /** A short list of texts. */
  List<String> texts() throws IOException, Stopped {
    List<String> found = new ArrayList<>();
    array(() -> {
      require(JsonToken.VALUE_STRING);
      found.add(parser.getText());
      if (found.size() > MAX_LIST) {
        throw malformed();
      }
    });
    return found;
  }

  /** An integer; null for any other value. */
  @Nullable Long integer() throws IOException, Stopped {
    if (parser.hasToken(JsonToken.VALUE_NUMBER_INT)
        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      return parser.getLongValue();
    }
    skip();
    return null;
  }

  /**
   * Whatever is there, as a tree: for documents whose size is bounded.
   *
   * @return a text, a Boolean, a Long, a Double, a List, a Map; null for JSON's null
   */
  @Nullable Object value() throws IOException, Stopped {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> parser.getText();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
      case START_ARRAY -> {
        List<Object> elements = new ArrayList<>();
        array(() -> {
          Object element = value();
          if (element != null) {
            elements.add(element);
          }
        });
        yield elements;
      }
      case START_OBJECT -> members();
      case VALUE_NULL -> null;
      case null, default -> throw malformed();
    };
  }

  /** The members of an object, as a tree; those that are null are as good as absent. */
  private Map<String, Object> members() throws IOException, Stopped {
    Map<String, Object> members = new LinkedHashMap<>();
    object(name -> {
      Object value = value();
      if (value != null) {
        members.put(name, value);
      }
    });
    return members;
  }

  /** An integer if it is one that fits. */
  private Object number() throws IOException, Stopped {
    Long integer = parser.hasToken(JsonToken.VALUE_NUMBER_INT) ? integer() : null;
    if (integer != null) {
      return integer;
    }
    return parser.getDoubleValue();
  }

  boolean isObject() {
    return parser.hasToken(JsonToken.START_OBJECT);
  }

  /** Cuts out an object, unread but for its being well-formed, byte for byte. */
  String slice() throws IOException, Stopped {
    require(JsonToken.START_OBJECT);
    int start = byteAt(parser.currentTokenLocation().getCharOffset());
    parser.skipChildren();
    int end = byteAt(parser.currentLocation().getCharOffset());
    if (document[start] != '{' || document[end - 1] != '}') {
      throw malformed();
    }
    return new String(document, start, end - start, StandardCharsets.UTF_8);
  }

  /** Where a character starts. Asked in the order of the document, most of which it walks once. */
  private int byteAt(long character) {
    while (charsPassed < character) {
      int first = document[bytesPassed] & 0xFF;
      int bytes = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
      bytesPassed += bytes;
      charsPassed += bytes == 4 ? 2 : 1;
    }
    return bytesPassed;
  }

  private void require(JsonToken token) throws Stopped {
    if (!parser.hasToken(token)) {
      throw malformed();
    }
  }

  private void enter() throws Stopped {
    if (++depth > MAX_DEPTH) {
      throw malformed();
    }
  }

  /**
   * UTF-8 and nothing else (RFC 8259 section 8.1), to the letter: a slice must come out as it is.
   */
  private static Reader utf8(byte[] document) {
    return new InputStreamReader(
        new ByteArrayInputStream(document),
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT));
  }
}
