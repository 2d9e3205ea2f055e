package dev.toolrack.core.integration;

import dev.toolrack.core.status.Finding;
import dev.toolrack.core.token.TokenPlan;
import dev.toolrack.core.view.CredentialSlot;
import dev.toolrack.crds.Api;

/**
 * What to do where the server does not like a token that Toolrack obtains: nobody but the operator
 * writes the Secret that it is in.
 */
final class TokenAdvice {

  private TokenAdvice() {}

  /** Says more of a token that was refused; of everything else, what was said. */
  static Finding of(
      IntegrationSnapshot snapshot,
      ConnectorFacts connector,
      TokenPlan plan,
      VerificationPlan asked,
      Finding finding) {
    return switch (finding.reason()) {
      case INSUFFICIENT_SCOPE -> saying(finding, ScopeAdvice.of(snapshot, connector, plan));
      case CREDENTIAL_REJECTED -> saying(finding, audience(snapshot, plan, asked));
      default -> finding;
    };
  }

  private static Finding saying(Finding finding, String message) {
    return Finding.of(finding.type(), finding.reason(), message);
  }

  /** The token is fresh, so it is more likely for another server than no longer good. */
  private static String audience(
      IntegrationSnapshot snapshot, TokenPlan plan, VerificationPlan asked) {
    String resource =
        plan.resource()
            .map("Asked for was one for %s (resource)."::formatted)
            .orElse(
                "No parameter resource was sent (the connector's spec.oauth.resourceParameter).");
    return "The server answered 401 to the access token that the authorization server gave.%s %s"
            .formatted(others(asked), resource)
        + " Mostly its audience (aud) is not this server: give the client an audience mapper there,"
        + " or correct the connector's spec.oauth.resourceParameter."
        + (plan.login().isPresent() ? " Then log in again: " + LoginCommand.of(snapshot, "") : "");
  }

  /** What people keep was sent too, and may be what the server refuses. */
  private static String others(VerificationPlan asked) {
    return asked.credentials().stream()
        .filter(slot -> !isToken(slot))
        .map(slot -> "key %s of Secret %s".formatted(slot.key(), slot.secret()))
        .reduce((one, other) -> one + ", " + other)
        .map(" Sent was also %s."::formatted)
        .orElse("");
  }

  private static boolean isToken(CredentialSlot slot) {
    return slot.bearer() && slot.key().equals(Api.ACCESS_TOKEN_KEY);
  }
}
