package dev.toolrack.cli.lint;

import dev.toolrack.core.naming.Alias;
import dev.toolrack.core.status.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Integrations of one namespace that claim the same alias. */
final class AliasCheck {
  private AliasCheck() {}

  /** Of enabled integrations; the first by name has the alias. */
  static List<Problem> of(List<Manifest> integrations) {
    Map<String, List<Manifest>> claims = new HashMap<>();
    for (Manifest manifest : integrations) {
      if (manifest.node().at("/spec/enabled").asBoolean(true)
          && effective(manifest) instanceof Alias.Valid(String alias)) {
        claims
            .computeIfAbsent(manifest.namespace() + "/" + alias, key -> new ArrayList<>())
            .add(manifest);
      }
    }
    List<Problem> problems = new ArrayList<>();
    for (List<Manifest> claim : claims.values()) {
      claim.sort((a, b) -> a.name().compareTo(b.name()));
      Manifest first = claim.getFirst();
      for (Manifest loser : claim.subList(1, claim.size())) {
        if (!loser.name().equals(first.name())) {
          problems.add(
              loser.problem(
                  "/spec/alias",
                  Severity.WARNING,
                  Reason.ALIAS_CONFLICT.wire(),
                  "%s has the same alias and comes first by name. %s"
                      .formatted(first.describe(), Reason.ALIAS_CONFLICT.remedy())));
        }
      }
    }
    return problems;
  }

  /** The alias of an integration. */
  static Alias effective(Manifest integration) {
    return Alias.effective(integration.name(), integration.node().at("/spec/alias").textValue());
  }
}
