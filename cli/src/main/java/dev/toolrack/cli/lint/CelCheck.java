package dev.toolrack.cli.lint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.runtime.CelEvaluationException;
import java.util.ArrayList;
import java.util.List;

/**
 * The validation rules of a kind. Those about a change are left out: a file does not say what was
 * there before.
 */
final class CelCheck {
  private static final String BEFORE = "oldSelf";

  private final CelRules rules;
  private final Manifest manifest;
  private final List<Problem> problems = new ArrayList<>();

  CelCheck(CelRules rules, Manifest manifest) {
    this.rules = rules;
    this.manifest = manifest;
  }

  /** Checks an object that has its defaults and the right structure. */
  List<Problem> of(JsonNode filled, CrdSchema schema) {
    SchemaWalk.of(filled, schema.root(), this::visit);
    return problems;
  }

  private void visit(JsonNode value, JsonNode schema, String pointer) {
    for (JsonNode validation : schema.path("x-kubernetes-validations")) {
      String rule = validation.path("rule").asText();
      if (!rule.contains(BEFORE)) {
        check(value, schema, pointer, validation, rule);
      }
    }
  }

  private void check(
      JsonNode value, JsonNode schema, String pointer, JsonNode validation, String rule) {
    String message = validation.path("message").asText();
    try {
      if (rules.holds(rule, CelValues.of(value, schema))) {
        return;
      }
    } catch (CelEvaluationException e) {
      message = message + " (the rule cannot be evaluated for this value)";
    }
    String at = pointer + validation.path("fieldPath").asText("").replace('.', '/');
    problems.add(manifest.error(at, FileRule.RULE_VIOLATED, message));
  }
}
