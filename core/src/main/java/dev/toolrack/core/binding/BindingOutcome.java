package dev.toolrack.core.binding;

import dev.toolrack.core.render.AgentOutputs;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.AgentToolBindingStatus;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was decided about one binding.
 *
 * @param findings everything worth telling, apart from the delivery
 * @param facts the status apart from its conditions
 * @param outputs what the agent is to mount
 * @param included the integrations in its toolset
 * @param refused the integrations that would reach the agent and do not get their alias there, and
 *     why; not those that merely gave way to a nearer one
 */
public record BindingOutcome(
    List<Finding> findings,
    AgentToolBindingStatus facts,
    AgentOutputs outputs,
    Set<IntegrationRef> included,
    Map<IntegrationRef, AliasRefusal> refused) {
  public BindingOutcome {
    findings = List.copyOf(findings);
    included = Set.copyOf(included);
    refused = Map.copyOf(refused);
  }
}
