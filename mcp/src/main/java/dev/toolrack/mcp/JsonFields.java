package dev.toolrack.mcp;

import com.fasterxml.jackson.core.JsonFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The members of one JSON object, read strictly (no name twice, valid UTF-8, bounded depth) from a
 * document whose size is bounded. A member of another type than the one asked for is as good as
 * absent. Its values may be secrets.
 */
public final class JsonFields {
  private static final JsonFactory FACTORY = StrictJson.factory();

  private final Map<String, Object> members;

  private JsonFields(Map<String, Object> members) {
    this.members = members;
  }

  /**
   * Reads a document.
   *
   * @param document a JSON text; bounded by the caller
   * @return empty if it is not one object, or not well-formed throughout
   */
  public static Optional<JsonFields> read(byte[] document) {
    Map<String, Object> members = new LinkedHashMap<>();
    try {
      StrictJson.document(
          FACTORY,
          document,
          (json, name) -> {
            Object value = json.value();
            if (value != null) {
              members.put(name, value);
            }
          });
    } catch (Stopped e) {
      return Optional.empty();
    }
    return Optional.of(new JsonFields(members));
  }

  /** Whether there is a member of that name, whatever it is, but null. */
  public boolean has(String name) {
    return members.containsKey(name);
  }

  /** A text that is not empty. */
  public Optional<String> text(String name) {
    return members.get(name) instanceof String text && !text.isEmpty()
        ? Optional.of(text)
        : Optional.empty();
  }

  /** The texts in a list; what is none is left out. */
  public Optional<List<String>> texts(String name) {
    return members.get(name) instanceof List<?> list
        ? Optional.of(
            list.stream().filter(String.class::isInstance).map(String.class::cast).toList())
        : Optional.empty();
  }

  /** A number. */
  public Optional<Number> number(String name) {
    return members.get(name) instanceof Number number ? Optional.of(number) : Optional.empty();
  }

  /** The members of an object in it. */
  public Optional<JsonFields> object(String name) {
    if (!(members.get(name) instanceof Map<?, ?> object)) {
      return Optional.empty();
    }
    Map<String, Object> inner = new LinkedHashMap<>();
    object.forEach((member, value) -> inner.put((String) member, value));
    return Optional.of(new JsonFields(inner));
  }

  /** Whether a member is true. */
  public boolean isTrue(String name) {
    return Boolean.TRUE.equals(members.get(name));
  }

  /** Whether a member is false: not the same as its being absent. */
  public boolean isFalse(String name) {
    return Boolean.FALSE.equals(members.get(name));
  }

  /** Shows how many members there are. */
  @Override
  public String toString() {
    return "JsonFields[" + members.size() + "]";
  }
}
