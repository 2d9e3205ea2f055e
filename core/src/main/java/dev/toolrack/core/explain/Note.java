package dev.toolrack.core.explain;

import dev.toolrack.core.status.ConditionType;
import dev.toolrack.core.status.Effect;
import dev.toolrack.core.status.Finding;
import dev.toolrack.crds.McpIntegrationStatus;
import java.util.List;

/**
 * Something worth telling about an object.
 *
 * @param condition it belongs to
 * @param reason of the closed set
 * @param message what and the remedy
 */
public record Note(String condition, String reason, String message) {

  /** What is not as it should be, the loudest first. */
  static List<Note> of(List<Finding> findings) {
    return findings.stream()
        .filter(finding -> finding.effect() != Effect.NONE)
        .sorted((one, other) -> other.effect().compareTo(one.effect()))
        .map(f -> new Note(f.type().wire(), f.reason().wire(), f.message()))
        .toList();
  }

  /** The same as it stands in a status. */
  static List<Note> of(McpIntegrationStatus status) {
    return status.conditions().stream()
        .filter(condition -> !"True".equals(condition.getStatus()))
        .filter(condition -> !ConditionType.READY.wire().equals(condition.getType()))
        .map(c -> new Note(c.getType(), c.getReason(), c.getMessage()))
        .toList();
  }
}
