package dev.toolrack.operator.shell.connect;

import dev.toolrack.core.token.TokenPlan;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.crds.McpIntegrationStatus;
import dev.toolrack.crds.McpIntegrationStatus.Login;
import java.util.Optional;

/** What somebody finds who comes for an integration. */
sealed interface Visit {

  /** They may not, or it is not there: nobody is told which. */
  record Nothing() implements Visit {}

  /** They may, but nobody can log in now. */
  record Closed() implements Visit {}

  /**
   * They may log in.
   *
   * @param integration as it is in the cluster now
   * @param plan what for
   */
  record Open(McpIntegration integration, TokenPlan plan) implements Visit {

    String uid() {
      return integration.getMetadata().getUid();
    }

    /** Who is connected now; may be empty. */
    String account() {
      return Optional.ofNullable(integration.getStatus())
          .map(McpIntegrationStatus::login)
          .map(Login::account)
          .orElse("");
    }
  }
}
