package dev.toolrack.cli.lint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.toolrack.crds.McpConnector;
import dev.toolrack.crds.McpConnectorSpec;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.crds.McpIntegrationSpec;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Objects of files as the core knows them, with what a cluster would add. Only what the core looks
 * at is read: looking at whole classes of the client's model takes longer than all of lint.
 */
final class Typed {
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private Typed() {}

  /** The whole object, for those who need more of it; empty if it is none of that type. */
  static <T extends HasMetadata> Optional<T> whole(Manifest manifest, Class<T> type) {
    try {
      T object = JSON.treeToValue(manifest.node(), type);
      if (object.getMetadata() == null || object.getMetadata().getName() == null) {
        return Optional.empty();
      }
      ObjectMeta added = metadata(manifest);
      object.getMetadata().setUid(added.getUid());
      object.getMetadata().setResourceVersion(added.getResourceVersion());
      object.getMetadata().setGeneration(added.getGeneration());
      object.getMetadata().setCreationTimestamp(added.getCreationTimestamp());
      if (!manifest.kind().equals("Namespace")) {
        object.getMetadata().setNamespace(manifest.namespace());
      }
      return Optional.of(object);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A connector whose structure is sound, after a change of its spec. */
  static McpConnector connector(Manifest manifest, Consumer<ObjectNode> change) {
    McpConnector connector = new McpConnector();
    connector.setMetadata(metadata(manifest));
    connector.setSpec(part(changed(manifest, change), McpConnectorSpec.class));
    return connector;
  }

  /** An integration whose structure is sound, after a change of its spec. */
  static McpIntegration integration(Manifest manifest, Consumer<ObjectNode> change) {
    McpIntegration integration = new McpIntegration();
    integration.setMetadata(metadata(manifest));
    integration.setSpec(part(changed(manifest, change), McpIntegrationSpec.class));
    return integration;
  }

  static Namespace namespace(Manifest manifest) {
    Namespace namespace = new Namespace();
    namespace.setMetadata(metadata(manifest));
    namespace.getMetadata().setNamespace(null);
    return namespace;
  }

  static ConfigMap config(Manifest manifest) {
    ConfigMap config = new ConfigMap();
    config.setMetadata(metadata(manifest));
    config.setData(texts(manifest.node().path("data")));
    return config;
  }

  static Secret secret(Manifest manifest) {
    Secret secret = new Secret();
    secret.setMetadata(metadata(manifest));
    secret.setData(texts(manifest.node().path("data")));
    secret.setStringData(texts(manifest.node().path("stringData")));
    return secret;
  }

  /** A part of a spec as its record. */
  static <T> T part(JsonNode node, Class<T> type) {
    try {
      return JSON.treeToValue(node, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an object that the schema allows", e);
    }
  }

  private static JsonNode changed(Manifest manifest, Consumer<ObjectNode> change) {
    JsonNode spec = manifest.node().path("spec").deepCopy();
    if (spec instanceof ObjectNode object) {
      change.accept(object);
    }
    return spec;
  }

  private static ObjectMeta metadata(Manifest manifest) {
    JsonNode given = manifest.node().path("metadata");
    ObjectMeta metadata = new ObjectMeta();
    metadata.setName(manifest.name());
    metadata.setNamespace(manifest.namespace());
    metadata.setLabels(texts(given.path("labels")));
    metadata.setAnnotations(texts(given.path("annotations")));
    metadata.setUid(manifest.describe());
    metadata.setResourceVersion("1");
    metadata.setGeneration(1L);
    metadata.setCreationTimestamp(Instant.EPOCH.toString());
    return metadata;
  }

  private static Map<String, String> texts(JsonNode node) {
    Map<String, String> texts = new TreeMap<>();
    node.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }
}
