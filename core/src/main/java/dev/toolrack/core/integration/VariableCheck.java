package dev.toolrack.core.integration;

import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.status.ConditionType;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.status.Reason;
import dev.toolrack.crds.McpConnectorSpec.ConfigMapKeyRef;
import dev.toolrack.crds.McpIntegrationSpec.VariableValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The values of an integration's variables, those included that are in ConfigMaps. What characters
 * a value may have, and whether the connector allows it, is checked afterwards, alike for all.
 */
final class VariableCheck {
  /** As the schema has it for values in the spec, in characters. */
  private static final int LONGEST = 256;

  private VariableCheck() {}

  static Checked<List<VariableValue>> of(IntegrationSnapshot snapshot) {
    var values = new ArrayList<VariableValue>();
    for (VariableValue variable : snapshot.spec().variables()) {
      var from = variable.valueFrom();
      ConfigMapKeyRef ref = from == null ? null : from.configMapKeyRef();
      if (ref == null) {
        values.add(variable);
        continue;
      }
      switch (read(snapshot, variable.name(), ref)) {
        case Checked.Undecided<String>() -> {
          return new Checked.Undecided<>();
        }
        case Checked.Ended<String>(Finding finding) -> {
          return Checked.ended(finding);
        }
        case Checked.Passed<String>(String value, List<Finding> _) ->
            values.add(new VariableValue(variable.name(), value));
      }
    }
    return Checked.passed(List.copyOf(values));
  }

  private static Checked<String> read(
      IntegrationSnapshot snapshot, String variable, ConfigMapKeyRef ref) {
    return switch (snapshot.configs().getOrDefault(ref, Lookup.stale())) {
      case Lookup.Found<ConfigValue>(ConfigValue(boolean labelled, Optional<String> value)) -> {
        if (!labelled) {
          yield ended(Reason.CONFIG_NOT_LABELLED, variable, ref);
        }
        if (value.isEmpty()) {
          yield ended(Reason.CONFIG_KEY_MISSING, variable, ref);
        }
        yield value.get().isEmpty() || value.get().length() > LONGEST
            ? ended(Reason.VARIABLE_INVALID, variable, ref)
            : Checked.passed(value.get());
      }
      case Lookup.Absent<ConfigValue>(), Lookup.Forbidden<ConfigValue>() ->
          ended(Reason.CONFIG_NOT_FOUND, variable, ref);
      case Lookup.Stale<ConfigValue>() -> new Checked.Undecided<>();
    };
  }

  private static Checked<String> ended(Reason reason, String variable, ConfigMapKeyRef ref) {
    String what =
        reason == Reason.VARIABLE_INVALID
            ? "It must have 1 to %d characters.".formatted(LONGEST)
            : reason.sentence();
    return Checked.ended(
        Finding.of(
            ConditionType.ACCEPTED,
            reason,
            "Key %s of ConfigMap %s (variable %s): %s"
                .formatted(ref.key(), ref.name(), variable, what)));
  }
}
