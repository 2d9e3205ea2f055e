package dev.toolrack.core.integration;

import dev.toolrack.core.address.HttpUrl;
import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.token.TokenFacts;
import dev.toolrack.core.token.TokenPlan;
import dev.toolrack.core.token.TokenPlan.SecretVersion;
import dev.toolrack.core.tool.CleanText;
import dev.toolrack.crds.ClientAuthMethod;
import dev.toolrack.crds.McpIntegrationStatus.Login;
import dev.toolrack.crds.McpIntegrationStatus.LoginParameter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the status tells those who log in, and of who did. */
final class LoginFacts {
  private static final int MAX_TEXT = 128;
  private static final int MAX_SCOPES = 32;

  private LoginFacts() {}

  /** Empty for grants without a login. */
  static Optional<Login> of(IntegrationSnapshot snapshot, TokenPlan plan) {
    Optional<TokenFacts> token =
        snapshot.token().kept() instanceof Lookup.Found<TokenFacts>(TokenFacts found)
            ? Optional.of(found)
            : Optional.empty();
    return plan.login().map(login -> login(plan, login, token));
  }

  private static Login login(TokenPlan plan, TokenPlan.Login login, Optional<TokenFacts> kept) {
    Optional<TokenFacts> token = kept.filter(t -> t.isFor(plan));
    return new Login(
        plan.identity(),
        plan.server().toString(),
        plan.issuer(),
        login.authorizationEndpoint().map(HttpUrl::toString).orElse(null),
        plan.tokenEndpoint().map(HttpUrl::toString).orElse(null),
        plan.revocationEndpoint().map(HttpUrl::toString).orElse(null),
        plan.client().map(SecretVersion::name).orElse(null),
        plan.method() == ClientAuthMethod.AUTO ? null : plan.method().wire(),
        plan.resource().orElse(null),
        plan.scopes(),
        parameters(plan.parameters()),
        parameters(login.parameters()),
        kept.flatMap(TokenFacts::login).map(TokenFacts.Login::handOver).orElse(null),
        kept.flatMap(TokenFacts::login)
            .flatMap(TokenFacts.Login::refused)
            .map(why -> CleanText.of(why, MAX_TEXT))
            .orElse(null),
        token
            .flatMap(TokenFacts::login)
            .map(who -> CleanText.of(who.account(), MAX_TEXT))
            .filter(account -> !account.isEmpty())
            .orElse(null),
        granted(token.map(TokenFacts::scopes).orElse(List.of())));
  }

  /** The scopes of the token that is kept. */
  static List<String> granted(Lookup<TokenFacts> kept) {
    return kept instanceof Lookup.Found<TokenFacts>(TokenFacts token)
        ? granted(token.scopes())
        : List.of();
  }

  /** Whoever handed the login over may have written anything. */
  private static List<String> granted(List<String> scopes) {
    return scopes.stream()
        .map(scope -> CleanText.of(scope, MAX_TEXT))
        .filter(scope -> !scope.isEmpty())
        .distinct()
        .limit(MAX_SCOPES)
        .toList();
  }

  private static List<LoginParameter> parameters(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(entry -> new LoginParameter(entry.getKey(), entry.getValue()))
        .toList();
  }
}
