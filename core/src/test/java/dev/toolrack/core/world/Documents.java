package dev.toolrack.core.world;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.toolrack.core.cluster.Unseen.Spot;
import dev.toolrack.crds.AgentToolBinding;
import dev.toolrack.crds.McpConnector;
import dev.toolrack.crds.McpIntegration;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
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
record Documents(SortedMap<Named, JsonNode> all, Map<Named, HasMetadata> objects) {
  private static final YAMLMapper YAML = new YAMLMapper();

  private static final Map<String, Class<? extends HasMetadata>> KINDS =
      Map.of(
          "Namespace", Namespace.class,
          "McpConnector", McpConnector.class,
          "McpIntegration", McpIntegration.class,
          "AgentToolBinding", AgentToolBinding.class,
          "ConfigMap", ConfigMap.class,
          "Secret", Secret.class);

  /** Nothing. */
  static Documents none() {
    return new Documents(new TreeMap<>(), Map.of());
  }

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
    var read = new HashMap<>(objects);
    try (var parser = YAML.createParser(yaml)) {
      var values = YAML.readerFor(JsonNode.class).<JsonNode>readValues(parser);
      while (values.hasNext()) {
        JsonNode document = values.next();
        if (document.path("gone").asBoolean()) {
          next.remove(key(document));
          read.remove(key(document));
        } else if (document.isObject()) {
          Named key = key(document);
          next.put(key, document);
          read.remove(key);
          Class<? extends HasMetadata> type = KINDS.get(key.kind());
          if (type != null && isSeen(document)) {
            read.put(key, object(key, document, type));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Documents(next, read);
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
  private static <T extends HasMetadata> T object(Named key, JsonNode document, Class<T> type) {
    try {
      ObjectNode plain = document.deepCopy();
      plain.remove(List.of("gone", "lookup"));
      T object = YAML.treeToValue(plain, type);
      ObjectMeta metadata = object.getMetadata();
      if (metadata.getUid() == null) {
        metadata.setUid("uid-of-%s-%s-%s".formatted(key.kind(), key.namespace(), key.name()));
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

  /** Those of a Kubernetes kind that nobody can look at. */
  List<Spot> unseen() {
    return all.keySet().stream()
        .filter(key -> KINDS.containsKey(key.kind()) && !objects.containsKey(key))
        .map(key -> new Spot(key.kind(), key.namespace(), key.name()))
        .toList();
  }

  /** Whether a look at it finds it. */
  private static boolean isSeen(JsonNode document) {
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
