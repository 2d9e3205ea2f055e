package dev.toolrack.core.integration;

import dev.toolrack.core.token.TokenPlan;
import dev.toolrack.crds.McpConnectorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What to do where the server finds a token too narrow that Toolrack asks for (RFC 6750 section
 * 3.1, "step-up" in MCP). It is not widened by itself: the scopes are the hard limit of what agents
 * can do, so that people decide about them.
 */
final class ScopeAdvice {

  private ScopeAdvice() {}

  /** What is said. */
  static String of(IntegrationSnapshot snapshot, ConnectorFacts connector, TokenPlan plan) {
    return "The server answered 403: the access token lacks a scope. Asked for: %s. Granted: %s. %s%s"
        .formatted(
            listed(plan.scopes()),
            listed(LoginFacts.granted(snapshot.token().kept())),
            remedy(snapshot, connector, plan),
            plan.login().isPresent() ? " Then log in again: " + LoginCommand.of(snapshot, "") : "");
  }

  private static String remedy(
      IntegrationSnapshot snapshot, ConnectorFacts connector, TokenPlan plan) {
    McpConnectorSpec.OAuth offered = Objects.requireNonNull(connector.spec().oauth());
    if (offered.scopes().isEmpty()) {
      return "Add what is lacking to spec.credentials.oauth.scopes.";
    }
    List<String> further = new ArrayList<>(offered.scopes());
    further.removeAll(plan.scopes());
    return further.isEmpty()
        ? "That is all that connector %s allows: its spec.oauth.scopes would have to name more."
            .formatted(snapshot.spec().connectorRef().name())
        : "Add what is lacking to spec.credentials.oauth.scopes; the connector also allows: %s."
            .formatted(listed(further));
  }

  private static String listed(List<String> scopes) {
    return scopes.isEmpty() ? "nothing in particular" : String.join(" ", scopes);
  }
}
