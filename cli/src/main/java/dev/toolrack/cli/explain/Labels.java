package dev.toolrack.cli.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The labels that a Namespace would have after somebody applied a file: those of the file, and
 * those of the Namespace that nobody ever applied. A label that was applied and is no longer in the
 * file goes.
 */
final class Labels {
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
  private static final ObjectMapper JSON = new ObjectMapper();

  private Labels() {}

  static Namespace applied(Namespace file, Optional<Namespace> live) {
    var labels = new HashMap<String, String>();
    live.ifPresent(namespace -> {
      labels.putAll(labels(namespace));
      labels.keySet().removeAll(everApplied(namespace));
    });
    labels(file)
        .forEach((key, value) -> {
          // A label without a value is one to take off.
          if (value == null) {
            labels.remove(key);
          } else {
            labels.put(key, value);
          }
        });
    return new NamespaceBuilder(file).editMetadata().withLabels(labels).endMetadata().build();
  }

  private static Set<String> everApplied(Namespace namespace) {
    var applied = new HashSet<String>();
    Map<String, String> annotations =
        Objects.requireNonNullElse(namespace.getMetadata().getAnnotations(), Map.of());
    String last = annotations.get(LAST_APPLIED);
    if (last != null) {
      tree(last).path("metadata").path("labels").fieldNames().forEachRemaining(applied::add);
    }
    for (ManagedFieldsEntry entry : namespace.getMetadata().getManagedFields()) {
      if ("Apply".equals(entry.getOperation()) && entry.getFieldsV1() != null) {
        JsonNode fields = JSON.valueToTree(entry.getFieldsV1());
        fields
            .path("f:metadata")
            .path("f:labels")
            .fieldNames()
            .forEachRemaining(name -> applied.add(name.replaceFirst("^f:", "")));
      }
    }
    return applied;
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }

  private static Map<String, String> labels(Namespace namespace) {
    return Objects.requireNonNullElse(namespace.getMetadata().getLabels(), Map.of());
  }
}
