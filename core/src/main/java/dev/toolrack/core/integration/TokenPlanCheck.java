package dev.toolrack.core.integration;

import dev.toolrack.core.address.HttpUrl;
import dev.toolrack.core.naming.Durations;
import dev.toolrack.core.status.ConditionType;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.token.TokenPlan;
import dev.toolrack.core.token.TokenPlan.SecretVersion;
import dev.toolrack.crds.Api;
import dev.toolrack.crds.McpConnectorSpec;
import dev.toolrack.crds.McpConnectorSpec.Parameter;
import dev.toolrack.crds.McpIntegrationSpec;
import dev.toolrack.crds.McpIntegrationSpec.ClientRef;
import dev.toolrack.crds.OAuthGrant;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which access token an integration needs, if it declares one: whether its connector allows that,
 * whether its client's Secret may go where it would have to, and what is to be asked for.
 */
final class TokenPlanCheck {
  private static final String FIELD = "spec.credentials.oauth";
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

  private TokenPlanCheck() {}

  /** The plan; empty where no token is declared. */
  static Checked<Optional<TokenPlan>> of(
      IntegrationSnapshot snapshot, ConnectorFacts connector, HttpUrl server) {
    McpIntegrationSpec.OAuth wanted = snapshot.spec().credentials().oauth();
    if (wanted == null) {
      return Checked.passed(Optional.empty());
    }
    McpConnectorSpec.OAuth offered = connector.spec().oauth();
    if (offered == null) {
      return ended(
          Reason.CREDENTIALS_NOT_ALLOWED,
          "%s: connector %s is not of type OAuth. %s"
              .formatted(
                  FIELD,
                  snapshot.spec().connectorRef().name(),
                  Reason.CREDENTIALS_NOT_ALLOWED.remedy()));
    }
    List<String> beyond = beyond(wanted, offered);
    if (!beyond.isEmpty()) {
      return ended(
          Reason.SCOPES_NOT_ALLOWED,
          "%s.scopes: %s. %s"
              .formatted(FIELD, String.join(", ", beyond), Reason.SCOPES_NOT_ALLOWED.sentence()));
    }
    Optional<HttpUrl> issuer = HttpUrl.parse(offered.issuer());
    Optional<HttpUrl> endpoint = url(offered.tokenEndpoint());
    if (issuer.isEmpty() || (offered.tokenEndpoint() != null && endpoint.isEmpty())) {
      return ended(
          Reason.ISSUER_INVALID,
          "The connector's spec.oauth.%s is no http:// or https:// URL. Correct it there."
              .formatted(issuer.isEmpty() ? "issuer" : "tokenEndpoint"));
    }
    Optional<Reason> refusal =
        snapshot.destinations().refusal(endpoint.orElse(issuer.get()), true, connector.requester());
    if (refusal.isPresent()) {
      return ended(
          Reason.ISSUER_FORBIDDEN,
          "%s: %s"
              .formatted(
                  endpoint.orElse(issuer.get()).origin(), Reason.ISSUER_FORBIDDEN.sentence()));
    }
    ClientRef ref = wanted.clientRef();
    if (ref == null) {
      // The schema lets only logins do without.
      return Checked.passed(
          Optional.of(plan(snapshot, connector, server, endpoint, Optional.empty())));
    }
    return withClient(snapshot, connector, server, endpoint, ref.name());
  }

  /** Scopes that the connector does not list; one that lists none leaves it open. */
  private static List<String> beyond(
      McpIntegrationSpec.OAuth wanted, McpConnectorSpec.OAuth offered) {
    return offered.scopes().isEmpty()
        ? List.of()
        : wanted.scopes().stream().filter(scope -> !offered.scopes().contains(scope)).toList();
  }

  private static Checked<Optional<TokenPlan>> withClient(
      IntegrationSnapshot snapshot,
      ConnectorFacts connector,
      HttpUrl server,
      Optional<HttpUrl> endpoint,
      String name) {
    String field = FIELD + ".clientRef";
    // A token goes where the client's Secret may go. Metadata may name another token endpoint than
    // the declared one; whoever asks there checks it then.
    List<HttpUrl> destinations = Stream.concat(Stream.of(server), endpoint.stream()).toList();
    return switch (SecretCheck.of(snapshot, name, field, destinations)) {
      case Checked.Undecided<SecretFacts>() -> new Checked.Undecided<>();
      case Checked.Ended<SecretFacts>(Finding finding) -> Checked.ended(finding);
      case Checked.Passed<SecretFacts>(SecretFacts secret, List<Finding> _) ->
          lacking(snapshot, secret, name, field)
              .<Checked<Optional<TokenPlan>>>map(Checked::ended)
              .orElseGet(() ->
                  Checked.passed(
                      Optional.of(
                          plan(
                              snapshot,
                              connector,
                              server,
                              endpoint,
                              Optional.of(
                                  new SecretVersion(
                                      name, secret.uid(), secret.resourceVersion()))))));
    };
  }

  /** A key's PEM form has line breaks, so nothing more can be said of it here. */
  private static Optional<Finding> lacking(
      IntegrationSnapshot snapshot, SecretFacts secret, String name, String field) {
    Optional<Finding> id = SecretCheck.value(secret, name, Api.CLIENT_ID_KEY, field);
    boolean secretless =
        secret.usable().containsKey(Api.PRIVATE_KEY_KEY)
            || (isLogin(snapshot) && !secret.usable().containsKey(Api.CLIENT_SECRET_KEY));
    return id.isPresent() || secretless
        ? id
        : SecretCheck.value(secret, name, Api.CLIENT_SECRET_KEY, field);
  }

  private static boolean isLogin(IntegrationSnapshot snapshot) {
    McpIntegrationSpec.OAuth wanted = snapshot.spec().credentials().oauth();
    return wanted != null && wanted.grant() == OAuthGrant.AUTHORIZATION_CODE;
  }

  private static TokenPlan plan(
      IntegrationSnapshot snapshot,
      ConnectorFacts connector,
      HttpUrl server,
      Optional<HttpUrl> endpoint,
      Optional<SecretVersion> client) {
    McpIntegrationSpec.OAuth wanted = Objects.requireNonNull(snapshot.spec().credentials().oauth());
    McpConnectorSpec.OAuth offered = Objects.requireNonNull(connector.spec().oauth());
    return new TokenPlan(
        wanted.grant(),
        connector.uid(),
        connector.requester().namespace(),
        server,
        offered.issuer(),
        endpoint,
        url(offered.revocationEndpoint()),
        offered.clientAuthMethod(),
        client,
        resource(offered, server),
        wanted.scopes().isEmpty() ? offered.scopes() : wanted.scopes(),
        parameters(offered.extraTokenParameters()),
        Durations.parse(connector.spec().verify().timeout()).orElse(DEFAULT_TIMEOUT),
        Optional.empty(),
        isLogin(snapshot)
            ? Optional.of(
                new TokenPlan.Login(
                    url(offered.authorizationEndpoint()),
                    parameters(offered.extraAuthorizationParameters()),
                    snapshot.token().handOver()))
            : Optional.empty());
  }

  private static Optional<HttpUrl> url(@Nullable String text) {
    return Optional.ofNullable(text).flatMap(HttpUrl::parse);
  }

  private static SortedMap<String, String> parameters(List<Parameter> declared) {
    var parameters = new TreeMap<String, String>();
    declared.forEach(parameter -> parameters.put(parameter.name(), parameter.value()));
    return parameters;
  }

  /** The server's canonical URI (MCP 2026-07-28, Authorization): without its query. */
  private static Optional<String> resource(McpConnectorSpec.OAuth offered, HttpUrl server) {
    return switch (offered.resourceParameter()) {
      case AUTO -> Optional.of(server.origin() + server.path());
      case OMIT, UNRECOGNISED -> Optional.empty();
      case VALUE -> Optional.ofNullable(offered.resource());
    };
  }

  private static Checked<Optional<TokenPlan>> ended(Reason reason, String message) {
    return Checked.ended(Finding.of(ConditionType.CREDENTIALS_READY, reason, message));
  }
}
