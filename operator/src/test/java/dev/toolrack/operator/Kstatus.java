package dev.toolrack.operator;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What kstatus computes of a custom resource, by its documented rules (sigs.k8s.io/cli-utils,
 * pkg/kstatus): deletion first, then the generation, then Reconciling and Stalled in the order of
 * the list, then Ready; what says nothing of these is current. Flux and kpt wait for it.
 */
final class Kstatus {
  private Kstatus() {}

  /** {@code Terminating}, {@code InProgress}, {@code Failed} or {@code Current}. */
  static String of(JsonNode object) {
    if (!object.at("/metadata/deletionTimestamp").asText().isEmpty()) {
      return "Terminating";
    }
    JsonNode generation = object.at("/metadata/generation");
    JsonNode observed = object.at("/status/observedGeneration");
    if (generation.isNumber() && observed.isNumber() && !observed.equals(generation)) {
      return "InProgress";
    }
    JsonNode conditions = object.at("/status/conditions");
    for (JsonNode condition : conditions) {
      if (isTrue(condition)) {
        switch (condition.path("type").asText()) {
          case "Reconciling" -> {
            return "InProgress";
          }
          case "Stalled" -> {
            return "Failed";
          }
          default -> {}
        }
      }
    }
    for (JsonNode condition : conditions) {
      if (condition.path("type").asText().equals("Ready") && !isTrue(condition)) {
        return "InProgress";
      }
    }
    return "Current";
  }

  private static boolean isTrue(JsonNode condition) {
    return condition.path("status").asText().equals("True");
  }
}
