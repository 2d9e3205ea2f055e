package dev.toolrack.core.world;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * YAML documents by kind, namespace and name. A later one of the same name replaces an earlier one;
 * with {@code gone: true} it removes it.
 */
record Documents(SortedMap<Named, JsonNode> all) {
  private static final YAMLMapper YAML = new YAMLMapper();

  /** What names a document. */
  record Named(String kind, String namespace, String name) implements Comparable<Named> {
    private static final Comparator<Named> ORDER =
        Comparator.comparing(Named::kind)
            .thenComparing(Named::namespace)
            .thenComparing(Named::name);

    @Override
    public int compareTo(Named other) {
      return ORDER.compare(this, other);
    }
  }

  Documents with(String yaml) {
    var next = new TreeMap<>(all);
    try (var parser = YAML.createParser(yaml)) {
      var values = YAML.readerFor(JsonNode.class).<JsonNode>readValues(parser);
      while (values.hasNext()) {
        JsonNode document = values.next();
        if (document.path("gone").asBoolean()) {
          next.remove(key(document));
        } else if (document.isObject()) {
          next.put(key(document), document);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Documents(next);
  }

  private static Named key(JsonNode document) {
    JsonNode metadata = document.path("metadata");
    return new Named(
        document.path("kind").asText(),
        metadata.path("namespace").asText(),
        metadata.path("name").asText());
  }

  List<Named> of(String kind) {
    return all.keySet().stream().filter(key -> key.kind().equals(kind)).toList();
  }

  Optional<JsonNode> find(String kind, String namespace, String name) {
    return Optional.ofNullable(all.get(new Named(kind, namespace, name)));
  }

  static String uid(Named key, JsonNode document) {
    return document
        .path("metadata")
        .path("uid")
        .asText("uid-of-%s-%s-%s".formatted(key.kind(), key.namespace(), key.name()));
  }

  static long generation(JsonNode document) {
    return document.path("metadata").path("generation").asLong(1);
  }

  static Map<String, String> texts(JsonNode object) {
    var texts = new HashMap<String, String>();
    object.properties().forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
    return texts;
  }

  static <T> T spec(JsonNode document, Class<T> type) {
    try {
      JsonNode spec = document.path("spec");
      return YAML.treeToValue(spec.isMissingNode() ? YAML.createObjectNode() : spec, type);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A text as the enum of the API that has it. */
  static <T> T wire(String text, Class<T> type) {
    return YAML.convertValue(text, type);
  }

  static String yaml(Object value) {
    try {
      return YAML.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
