package dev.toolrack.cli.lint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Objects of files as the core knows them. */
final class Typed {
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private Typed() {}

  /** The object, with what a cluster would add to it; empty if it is none of that type. */
  static <T extends HasMetadata> Optional<T> read(Manifest manifest, Class<T> type) {
    return read(manifest, type, spec -> {});
  }

  /** The same after a change of its spec. */
  static <T extends HasMetadata> Optional<T> read(
      Manifest manifest, Class<T> type, Consumer<ObjectNode> change) {
    ObjectNode copy = manifest.node().deepCopy();
    JsonNode spec = copy.path("spec");
    if (spec instanceof ObjectNode object) {
      change.accept(object);
    }
    try {
      T object = JSON.treeToValue(copy, type);
      if (object.getMetadata() == null || object.getMetadata().getName() == null) {
        return Optional.empty();
      }
      object.getMetadata().setUid(manifest.describe());
      object.getMetadata().setResourceVersion("1");
      object.getMetadata().setGeneration(1L);
      object.getMetadata().setCreationTimestamp(Instant.EPOCH.toString());
      if (!manifest.kind().equals("Namespace")) {
        object.getMetadata().setNamespace(manifest.namespace());
      }
      return Optional.of(object);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A part of a spec as its record. */
  static <T> T part(JsonNode node, Class<T> type) {
    try {
      return JSON.treeToValue(node, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an object that the schema allows", e);
    }
  }
}
