package dev.toolrack.core.explain;

import dev.toolrack.core.cluster.References;
import dev.toolrack.core.cluster.Resolution;
import dev.toolrack.core.explain.ToolExplanation.Decided;
import dev.toolrack.core.explain.ToolExplanation.Said;
import dev.toolrack.core.integration.Policies;
import dev.toolrack.core.policy.Opinion;
import dev.toolrack.core.policy.RuleList;
import dev.toolrack.core.policy.ToolPolicy;
import dev.toolrack.core.policy.ToolTraits;
import dev.toolrack.core.policy.Verdict;
import dev.toolrack.core.tool.KnownTools.KnownTool;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.core.view.ServedTool;
import java.util.ArrayList;
import java.util.Optional;

/** Everything that was said about a tool of an agent. */
final class Verdicts {
  private final Resolution resolution;
  private final IntegrationExplainer integrations;
  private final RuleList rules;

  /**
   * @param rules the binding's
   */
  Verdicts(Resolution resolution, IntegrationExplainer integrations, RuleList rules) {
    this.resolution = resolution;
    this.integrations = integrations;
    this.rules = rules;
  }

  /** What is left for the agent. */
  Verdict verdict(String alias, ServedTool tool) {
    return tool.verdict().tightenedBy(rules, alias, tool.name());
  }

  Decided of(IntegrationRef ref, String alias, ServedTool tool, Verdict verdict) {
    Optional<ToolPolicy> policy = policy(ref);
    Optional<ToolTraits> traits = traits(ref, tool.name());
    var said = new ArrayList<Said>();
    if (policy.isPresent() && traits.isPresent()) {
      policy.get().opinions(traits.get()).forEach(o -> said.add(Said.of(o, verdict.decidedBy())));
    }
    if (tool.verdict().isHeld()) {
      said.add(
          Said.of(
              new Opinion(
                  Opinion.Place.DEFINITION,
                  "enabled: false",
                  tool.verdict().decidedBy(),
                  null,
                  tool.verdict().decision()),
              verdict.decidedBy()));
    }
    tool.verdict()
        .opinions(rules, alias, tool.name())
        .forEach(o -> said.add(Said.of(o, verdict.decidedBy())));
    return new Decided(
        Words.of(verdict),
        verdict.access().wire(),
        policy.flatMap(p -> traits.map(p::classification)).orElse(null),
        verdict.decidedBy(),
        verdict.reason(),
        said);
  }

  /** Empty where the connector is not visible. */
  private Optional<ToolPolicy> policy(IntegrationRef ref) {
    return integrations
        .integration(ref)
        .flatMap(integration ->
            Optional.ofNullable(
                    resolution.cluster().connectors().get(References.connector(integration)))
                .map(connector -> Policies.of(ref, integration.getSpec(), connector.getSpec())));
  }

  private Optional<ToolTraits> traits(IntegrationRef ref, String tool) {
    return integrations.verified(ref).stream()
        .flatMap(server -> server.tools().tools().stream())
        .filter(known -> known.name().equals(tool))
        .map(KnownTool::traits)
        .findFirst();
  }
}
