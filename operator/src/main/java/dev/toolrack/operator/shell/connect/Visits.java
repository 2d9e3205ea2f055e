package dev.toolrack.operator.shell.connect;

import dev.toolrack.core.token.TokenPlan;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.McpIntegration;
import java.util.Optional;

/** Lets in whoever may log an integration in. */
final class Visits {
  private final KubernetesUsers users;
  private final Integrations integrations;

  Visits(KubernetesUsers users, Integrations integrations) {
    this.users = users;
    this.integrations = integrations;
  }

  /** What that user finds. Whoever may not has nothing looked up. */
  Visit of(IntegrationRef ref, KubernetesUser user) {
    if (!users.mayConnect(user, ref)) {
      return new Visit.Nothing();
    }
    Optional<McpIntegration> integration = integrations.find(ref);
    if (integration.isEmpty()) {
      return new Visit.Nothing();
    }
    Optional<TokenPlan> plan = integrations.plan(integration.get());
    return plan.isEmpty() ? new Visit.Closed() : new Visit.Open(integration.get(), plan.get());
  }
}
