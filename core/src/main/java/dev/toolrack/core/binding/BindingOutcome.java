package dev.toolrack.core.binding;

import dev.toolrack.core.render.AgentOutputs;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.AgentToolBindingStatus;
import java.util.List;
import java.util.Set;

/**
 * What was decided about one binding.
 *
 * @param findings everything worth telling, apart from the delivery
 * @param facts the status apart from its conditions
 * @param outputs what the agent is to mount
 * @param included the integrations in its toolset
 */
public record BindingOutcome(
    List<Finding> findings,
    AgentToolBindingStatus facts,
    AgentOutputs outputs,
    Set<IntegrationRef> included) {
  public BindingOutcome {
    findings = List.copyOf(findings);
    included = Set.copyOf(included);
  }
}
