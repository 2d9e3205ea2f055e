package dev.toolrack.operator.shell.token;

import dev.toolrack.core.address.HttpUrl;
import dev.toolrack.core.token.TokenPlan;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.mcp.CredentialConsent;
import dev.toolrack.mcp.oauth.AskedServer;
import dev.toolrack.mcp.oauth.ClientAuthMethod;
import dev.toolrack.mcp.oauth.OAuthClientId;
import dev.toolrack.mcp.oauth.TokenTerms;
import dev.toolrack.operator.shell.settings.EgressRules;
import dev.toolrack.operator.shell.token.TokenAsking.Backing;
import java.net.URI;
import java.util.Optional;

/** What a plan says, in the words of those who ask authorization servers. */
final class Requests {

  private Requests() {}

  /**
   * Whom to ask.
   *
   * @param consent whether an endpoint may have what is sent there
   */
  static AskedServer server(Backing backing, TokenPlan plan, CredentialConsent consent) {
    return new AskedServer(
        plan.issuer(),
        plan.login().flatMap(TokenPlan.Login::authorizationEndpoint).map(Requests::uri),
        plan.tokenEndpoint().map(Requests::uri),
        plan.revocationEndpoint().map(Requests::uri),
        EgressRules.tenant(backing.requester(plan.connectorNamespace())),
        Optional.empty(),
        consent,
        plan.timeout());
  }

  /** What the owner of the client's Secret agreed to. */
  static CredentialConsent agreed(Backing backing, IntegrationRef ref, TokenPlan plan) {
    return destination ->
        HttpUrl.parse(destination.toString())
            .filter(url ->
                plan.client()
                    .filter(client -> backing.agrees(ref.namespace(), client, url))
                    .isPresent())
            .isPresent();
  }

  /** Who asks. */
  static OAuthClientId client(ClientValues values, TokenPlan plan) {
    boolean secretless = values.secret().isEmpty() && values.key().isEmpty();
    return new OAuthClientId(
        values.id(),
        secretless ? ClientAuthMethod.NONE : method(plan),
        values.secret(),
        values.key());
  }

  /** What is asked for. */
  static TokenTerms terms(TokenPlan plan) {
    return new TokenTerms(plan.resource(), plan.scopes(), plan.parameters());
  }

  private static ClientAuthMethod method(TokenPlan plan) {
    return switch (plan.method()) {
      // A connector with a value that is not understood is not accepted.
      case AUTO, UNRECOGNISED -> ClientAuthMethod.AUTO;
      case NONE -> ClientAuthMethod.NONE;
      case BASIC -> ClientAuthMethod.BASIC;
      case POST -> ClientAuthMethod.POST;
      case PRIVATE_KEY_JWT -> ClientAuthMethod.PRIVATE_KEY_JWT;
    };
  }

  static URI uri(HttpUrl url) {
    return URI.create(url.toString());
  }
}
