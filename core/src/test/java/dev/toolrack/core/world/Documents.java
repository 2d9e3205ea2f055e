package dev.toolrack.core.world;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
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

  /** A document as an object of a Kubernetes kind, with what an API server would add. */
  static <T extends HasMetadata> T object(Named key, JsonNode document, Class<T> type) {
    try {
      ObjectNode plain = document.deepCopy();
      plain.remove(List.of("gone", "lookup"));
      T object = YAML.treeToValue(plain, type);
      ObjectMeta metadata = object.getMetadata();
      if (metadata.getUid() == null) {
        metadata.setUid(
            "uid-of-%s-%s-%s".formatted(key.kind(), key.namespace(), key.name()));
      }
      if (metadata.getGeneration() == null) {
        metadata.setGeneration(1L);
      }
      if (metadata.getResourceVersion() == null) {
        metadata.setResourceVersion("1");
      }
      if (metadata.getCreationTimestamp() == null) {
        metadata.setCreationTimestamp(World.NOON.toString());
      }
      return object;
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a look at it finds it. */
  static boolean isSeen(JsonNode document) {
    return document.path("lookup").isMissingNode();
  }

  static String yaml(Object value) {
    try {
      return YAML.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
