package dev.toolrack.core.explain;

import dev.toolrack.core.cluster.ObjectName;
import dev.toolrack.core.cluster.Resolution;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.AgentToolBinding;
import java.util.List;
import java.util.Optional;

/** Answers "why" about one cluster. */
public final class Explainer {
  private final Resolution resolution;
  private final IntegrationExplainer integrations;

  /** Explains what is decided there. */
  public Explainer(Resolution resolution) {
    this.resolution = resolution;
    this.integrations = new IntegrationExplainer(resolution);
  }

  /** What an agent gets; empty where there is no such binding. */
  public Optional<AgentExplanation> agent(ObjectName binding) {
    return explainer(binding).map(AgentExplainer::explain);
  }

  /**
   * Why an agent has a tool or has not: one answer for each server that is meant, at least one.
   * Empty where there is no such binding.
   *
   * @param tool as {@link ToolQuery} reads it
   */
  public Optional<List<ToolExplanation>> tool(ObjectName binding, String tool) {
    return explainer(binding)
        .map(agent ->
            new ToolExplainer(resolution, integrations, agent).explain(ToolQuery.parse(tool)));
  }

  /** What decides about an integration; empty where there is none. */
  public Optional<IntegrationExplanation> integration(IntegrationRef ref) {
    return integrations.explain(ref);
  }

  /** Every tool of an integration; empty where there is none. */
  public Optional<ToolTable> tools(IntegrationRef ref) {
    return new ToolLister(resolution, integrations).integration(ref);
  }

  /** Every tool of an agent's servers; empty where there is no such binding. */
  public Optional<ToolTable> tools(ObjectName binding) {
    return explainer(binding).map(agent -> new ToolLister(resolution, integrations).agent(agent));
  }

  private Optional<AgentExplainer> explainer(ObjectName name) {
    AgentToolBinding binding = resolution.cluster().bindings().get(name);
    return Optional.ofNullable(binding)
        .map(found -> new AgentExplainer(resolution, integrations, found));
  }
}
