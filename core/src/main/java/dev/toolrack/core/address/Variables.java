package dev.toolrack.core.address;

import dev.toolrack.core.address.Expansion.Invalid;
import dev.toolrack.core.address.Expansion.Problem;
import dev.toolrack.core.scope.Belonging;
import dev.toolrack.crds.Api;
import dev.toolrack.crds.McpConnectorSpec;
import dev.toolrack.crds.McpIntegrationSpec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values of one integration's variables, the built-in ones included. */
final class Variables {

  private static final Map<String, String> BUILT_IN =
      Map.of(
          "scope.org",
          Api.ORG_LABEL,
          "scope.team",
          Api.TEAM_LABEL,
          "scope.project",
          Api.PROJECT_LABEL);

  private final Map<String, String> values = new HashMap<>();

  private Variables() {}

  static boolean isBuiltIn(String name) {
    return BUILT_IN.containsKey(name);
  }

  static Variables of(
      List<McpConnectorSpec.Variable> declared,
      List<McpIntegrationSpec.VariableValue> given,
      Belonging place) {
    Variables variables = new Variables();
    for (McpConnectorSpec.Variable variable : declared) {
      if (variable.defaultValue() != null) {
        variables.values.putIfAbsent(variable.name(), variable.defaultValue());
      }
    }
    given.forEach(value -> variables.values.put(value.name(), value.value()));
    if (place instanceof Belonging.Placed(var path)) {
      variables.values.put("scope.org", path.org());
      if (path.team() != null) {
        variables.values.put("scope.team", path.team());
      }
      if (path.project() != null) {
        variables.values.put("scope.project", path.project());
      }
    }
    return variables;
  }

  @Nullable String get(String name) {
    return values.get(name);
  }

  /** What is wrong with what an integration gives. */
  static Optional<Invalid> problem(
      List<McpConnectorSpec.Variable> declared, List<McpIntegrationSpec.VariableValue> given) {
    Map<String, McpConnectorSpec.Variable> byName = new HashMap<>();
    declared.forEach(variable -> byName.putIfAbsent(variable.name(), variable));
    Set<String> seen = new HashSet<>();
    for (McpIntegrationSpec.VariableValue value : given) {
      McpConnectorSpec.Variable variable = byName.get(value.name());
      if (variable == null) {
        return invalid(value.name(), "is not declared by the connector: remove it");
      }
      if (!seen.add(value.name())) {
        return invalid(value.name(), "is given twice: remove one");
      }
      if (value.value() == null) {
        return invalid(value.name(), "has no value that this version knows: set value");
      }
      Optional<Invalid> problem = problem(variable, value.value());
      if (problem.isPresent()) {
        return problem;
      }
    }
    for (McpConnectorSpec.Variable variable : byName.values()) {
      if (variable.required()
          && variable.defaultValue() == null
          && !seen.contains(variable.name())) {
        return Optional.of(missing(variable.name()));
      }
    }
    return Optional.empty();
  }

  /** What is wrong with a variable having that value. */
  static Optional<Invalid> problem(McpConnectorSpec.Variable variable, String value) {
    if (!Template.isLiteral(value)) {
      return invalid(
          variable.name(), "must be printable ASCII without dollar sign, backslash and braces");
    }
    if (!variable.choices().isEmpty() && !variable.choices().contains(value)) {
      return invalid(variable.name(), "must be one of: " + String.join(", ", variable.choices()));
    }
    return Optional.empty();
  }

  /** The finding for a variable without a value. */
  static Invalid missing(String name) {
    String label = BUILT_IN.get(name);
    return label == null
        ? new Invalid(
            Problem.VARIABLE_MISSING,
            "variable %s has no value: set it in the integration's spec.variables".formatted(name))
        : new Invalid(
            Problem.URL_INVALID,
            "{%s} has no value: the integration's namespace has no label %s"
                .formatted(name, label));
  }

  private static Optional<Invalid> invalid(String name, String what) {
    return Optional.of(new Invalid(Problem.VARIABLE_INVALID, "variable " + name + " " + what));
  }
}
