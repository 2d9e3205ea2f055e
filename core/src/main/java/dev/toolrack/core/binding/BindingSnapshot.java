package dev.toolrack.core.binding;

import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.render.ToolsetDocument.ServerPart;
import dev.toolrack.core.scope.Agent;
import dev.toolrack.core.scope.CrossNamespace;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.AgentToolBindingSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything that a decision about one binding depends on.
 *
 * @param generation of its spec
 * @param spec what was declared
 * @param agent who it is and where it belongs
 * @param integrations every one whose namespace may reach the agent's, in any order
 * @param cross whether namespace labels may decide across namespaces
 * @param delivered the agent's servers as they are in its ConfigMap now; only those of integrations
 *     whose view is unknown have to be there
 */
public record BindingSnapshot(
    long generation,
    AgentToolBindingSpec spec,
    Lookup<Agent> agent,
    List<IntegrationInReach> integrations,
    CrossNamespace cross,
    Map<IntegrationRef, ServerPart> delivered) {
  public BindingSnapshot {
    integrations = List.copyOf(integrations);
    delivered = Map.copyOf(delivered);
  }

  /**
   * The same without some integrations' credentials: their Secrets refuse the delivery, whatever
   * was decided about them earlier.
   */
  public BindingSnapshot withoutCredentialsOf(Set<IntegrationRef> refused) {
    return new BindingSnapshot(
        generation,
        spec,
        agent,
        integrations.stream().map(i -> refused.contains(i.ref()) ? i.refused() : i).toList(),
        cross,
        delivered);
  }
}
