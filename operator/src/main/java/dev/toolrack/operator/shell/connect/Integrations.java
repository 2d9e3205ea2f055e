package dev.toolrack.operator.shell.connect;

import dev.toolrack.core.token.TokenPlan;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.McpIntegration;
import java.util.Optional;

/** What the page has to know of integrations; every replica does. */
public interface Integrations {

  /** An integration as it is in the cluster now. */
  Optional<McpIntegration> find(IntegrationRef ref);

  /** What somebody can log in for; empty where there is nothing, or it cannot be said now. */
  Optional<TokenPlan> plan(McpIntegration integration);
}
