package dev.toolrack.core.binding;

import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.scope.NamespaceScope;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.view.Availability;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.core.view.IntegrationView;
import dev.toolrack.crds.McpIntegrationSpec;

/**
 * An integration that may reach the agent; whether it does is decided.
 *
 * @param ref its name
 * @param generation of its spec
 * @param spec decides at once about access, alias, override and the switch
 * @param namespace the place of its namespace
 * @param view everything else; {@code Stale} = it was not published yet
 * @param delivered whether the agent's last toolset had it
 */
public record IntegrationInReach(
    IntegrationRef ref,
    long generation,
    McpIntegrationSpec spec,
    NamespaceScope namespace,
    Lookup<IntegrationView> view,
    boolean delivered) {

  /** The same with a credential that may not be delivered. */
  IntegrationInReach refused() {
    return new IntegrationInReach(
        ref,
        generation,
        spec,
        namespace,
        view.optional()
            .map(seen ->
                Lookup.found(
                    new IntegrationView(
                        seen.uid(),
                        seen.generation(),
                        seen.established(),
                        new Availability.Unavailable(Reason.CREDENTIAL_UNAVAILABLE))))
            .orElse(view),
        delivered);
  }
}
