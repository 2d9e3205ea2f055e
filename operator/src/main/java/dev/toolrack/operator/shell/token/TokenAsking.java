package dev.toolrack.operator.shell.token;

import dev.toolrack.core.address.HttpUrl;
import dev.toolrack.core.integration.Requester;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.token.TokenFacts;
import dev.toolrack.core.token.TokenPlan;
import dev.toolrack.core.token.TokenPlan.ClientSecret;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.Api;
import dev.toolrack.mcp.oauth.AskedServer;
import dev.toolrack.mcp.oauth.ClientAuthMethod;
import dev.toolrack.mcp.oauth.OAuthClient;
import dev.toolrack.mcp.oauth.OAuthClientId;
import dev.toolrack.mcp.oauth.OAuthFailure;
import dev.toolrack.mcp.oauth.TokenAnswer;
import dev.toolrack.mcp.oauth.TokenTerms;
import dev.toolrack.mcp.oauth.Tokens;
import dev.toolrack.operator.shell.apply.TokenStore;
import dev.toolrack.operator.shell.apply.TokenStore.Content;
import dev.toolrack.operator.shell.apply.WriteGate;
import dev.toolrack.operator.shell.settings.EgressRules;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Asks authorization servers for tokens and stores the answers; the place where the words of mcp
 * about tokens become the words of core.
 */
public final class TokenAsking implements TokenRequests {
  private final OAuthClient oauth;
  private final Backing backing;
  private final TokenStore store;
  private final BooleanSupplier leads;
  private final InstantSource clock;

  /**
   * @param leads whether this replica works: another one may ask otherwise
   * @param clock for the ends of tokens
   */
  public TokenAsking(
      OAuthClient oauth,
      Backing backing,
      TokenStore store,
      BooleanSupplier leads,
      InstantSource clock) {
    this.oauth = oauth;
    this.backing = backing;
    this.store = store;
    this.leads = leads;
    this.clock = clock;
  }

  /** What is read from the caches when a token is asked for. */
  public interface Backing {

    /** What the client's Secret holds, if it is still the one that was decided about. */
    Optional<ClientValues> client(String namespace, ClientSecret client);

    /** Whether the owner of the client's Secret lets that URL have what is in it. */
    boolean agrees(String namespace, ClientSecret client, HttpUrl destination);

    /** On whose behalf connectors of a namespace are asked. */
    Requester requester(String namespace);
  }

  @Override
  public Answer ask(IntegrationRef ref, String uid, TokenPlan plan) throws InterruptedException {
    Optional<ClientValues> client = backing.client(ref.namespace(), plan.client());
    if (client.isEmpty() || !leads.getAsBoolean()) {
      return new Answer.Outdated();
    }
    TokenAnswer answer =
        oauth.clientCredentials(
            server(ref, plan),
            client(client.get(), plan),
            new TokenTerms(plan.resource(), plan.scopes(), plan.parameters()));
    return switch (answer) {
      case TokenAnswer.Granted(Tokens tokens) -> stored(ref, uid, plan, tokens);
      case TokenAnswer.Refused(OAuthFailure failure) ->
          new Answer.Failed(reason(failure), failure.message());
    };
  }

  private Answer stored(IntegrationRef ref, String uid, TokenPlan plan, Tokens tokens) {
    Optional<TokenFacts> facts;
    try {
      facts = store.save(ref, uid, content(plan, tokens));
    } catch (WriteGate.ClosedException e) {
      // Everything stops; the next operator asks for one of its own.
      return new Answer.Outdated();
    }
    return facts.isEmpty()
        ? new Answer.Failed(
            Reason.OUTPUT_NAME_TAKEN,
            "Secret %s exists and is not this integration's. Delete or rename it; it is never overwritten."
                .formatted(TokenPlan.secretName(ref.name())))
        : new Answer.Stored(facts.get(), tokens.lifetime());
  }

  private Content content(TokenPlan plan, Tokens tokens) {
    var annotations = new HashMap<String, String>();
    annotations.put(Api.TOKEN_PLAN_ANNOTATION, plan.identity());
    annotations.put(Api.TOKEN_CLIENT_ANNOTATION, plan.client().text());
    // Rounded down: to the other side it would be good for longer than it is.
    tokens
        .lifetime()
        .map(lifetime -> clock.instant().plus(lifetime).truncatedTo(ChronoUnit.SECONDS))
        .map(Instant::toString)
        .ifPresent(end -> annotations.put(Api.TOKEN_EXPIRES_ANNOTATION, end));
    List<String> scopes = tokens.scopes().orElse(plan.scopes());
    if (!scopes.isEmpty()) {
      annotations.put(Api.TOKEN_SCOPES_ANNOTATION, String.join(" ", scopes));
    }
    return new Content(annotations, Map.of(Api.ACCESS_TOKEN_KEY, tokens.accessToken()));
  }

  private AskedServer server(IntegrationRef ref, TokenPlan plan) {
    return new AskedServer(
        plan.issuer(),
        Optional.empty(),
        plan.tokenEndpoint().map(url -> URI.create(url.toString())),
        Optional.empty(),
        EgressRules.tenant(backing.requester(plan.connectorNamespace())),
        Optional.empty(),
        destination ->
            HttpUrl.parse(destination.toString())
                .filter(url -> backing.agrees(ref.namespace(), plan.client(), url))
                .isPresent(),
        plan.timeout());
  }

  private static OAuthClientId client(ClientValues values, TokenPlan plan) {
    return new OAuthClientId(values.id(), method(plan), values.secret(), values.key());
  }

  private static ClientAuthMethod method(TokenPlan plan) {
    return switch (plan.method()) {
      // A connector with a value that is not understood is not accepted.
      case AUTO, UNRECOGNISED -> ClientAuthMethod.AUTO;
      case BASIC -> ClientAuthMethod.BASIC;
      case POST -> ClientAuthMethod.POST;
      case PRIVATE_KEY_JWT -> ClientAuthMethod.PRIVATE_KEY_JWT;
    };
  }

  /** The reason in status; what exactly is wrong is in the failure's message. */
  static Reason reason(OAuthFailure failure) {
    return switch (failure) {
      case ISSUER_UNAVAILABLE,
          ISSUER_TIMEOUT,
          ISSUER_TLS_FAILED,
          RATE_LIMITED,
          REDIRECT_REFUSED,
          ANSWER_INVALID,
          ANSWER_LOST,
          NO_METADATA,
          METADATA_INVALID ->
          Reason.ISSUER_UNAVAILABLE;
      case ISSUER_MISMATCH, NO_PKCE -> Reason.ISSUER_INVALID;
      case ISSUER_FORBIDDEN, INSECURE_TRANSPORT -> Reason.ISSUER_FORBIDDEN;
      case DESTINATION_NOT_AGREED -> Reason.SECRET_DESTINATION_FORBIDDEN;
      case CLIENT_INVALID,
          CLIENT_REFUSED,
          SCOPE_REFUSED,
          RESOURCE_REFUSED,
          GRANT_REFUSED,
          REQUEST_REFUSED,
          NOT_THIS_LOGIN,
          LOGIN_REFUSED,
          NO_REGISTRATION,
          REGISTRATION_REFUSED ->
          Reason.TOKEN_REFUSED;
    };
  }
}
