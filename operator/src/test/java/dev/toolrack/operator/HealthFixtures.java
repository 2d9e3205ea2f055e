package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Compares objects of a cluster with the committed ones that health checks are tested on. What
 * differs from run to run (names of namespaces, addresses, digests over them, identities, times) is
 * replaced.
 */
final class HealthFixtures {
  private final KubernetesClient client;
  private final String namespace;
  private final String servers;

  HealthFixtures(KubernetesClient client, String namespace, String servers) {
    this.client = client;
    this.namespace = namespace;
    this.servers = servers;
  }

  /**
   * Waits until an object is in the state of that name, and is as committed.
   *
   * @param state the name of the file; it begins with the health that it is an example of
   * @param conditions some of its conditions, {@code Type=Status/Reason}, that make out the state
   */
  void compare(String kind, String name, String state, String... conditions) {
    eventually(() -> assertThat(conditions(kind, name)).contains(conditions));
    Path file = new HealthCheck(kind).object(state);
    if (Boolean.getBoolean("golden.update")) {
      write(file, text(kind, name));
    }
    eventually(() -> assertThat(text(kind, name)).as(state).isEqualTo(HealthCheck.read(file)));
  }

  private List<String> conditions(String kind, String name) {
    JsonNode object = live(kind, name);
    var conditions = new ArrayList<String>();
    if (object.at("/status/observedGeneration").equals(object.at("/metadata/generation"))) {
      object
          .at("/status/conditions")
          .forEach(c ->
              conditions.add(
                  c.path("type").asText()
                      + "="
                      + c.path("status").asText()
                      + "/"
                      + c.path("reason").asText()));
    }
    return conditions;
  }

  private JsonNode live(String kind, String name) {
    String raw =
        client.raw(
            "/apis/toolrack.dev/v1alpha1/namespaces/%s/%ss/%s"
                .formatted(namespace, kind.toLowerCase(Locale.ROOT), name));
    try {
      return new JsonMapper().readTree(raw);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String text(String kind, String name) {
    ObjectNode object = (ObjectNode) live(kind, name);
    ObjectNode metadata = (ObjectNode) object.get("metadata");
    metadata.retain("name", "namespace", "generation");
    try {
      Object sorted = HealthCheck.YAML.treeToValue(object, Object.class);
      return normal(HealthCheck.YAML.writeValueAsString(sorted));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String normal(String text) {
    return text.replace(namespace, "acme")
        .replace(servers, "http://mcp.example.com")
        .replaceAll("_[0-9A-F]{8}_TOKEN", "_00000000_TOKEN")
        .replaceAll("sha256:[0-9a-f]{64}", "sha256:" + "0".repeat(64))
        .replaceAll(
            "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "00000000-0000-4000-8000-000000000000")
        .replaceAll("resourceVersion: \\S+", "resourceVersion: \"1\"")
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ", "2026-01-01T00:00:00Z");
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
