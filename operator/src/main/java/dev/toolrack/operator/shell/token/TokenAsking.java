package dev.toolrack.operator.shell.token;

import dev.toolrack.core.address.HttpUrl;
import dev.toolrack.core.cluster.TokenReading;
import dev.toolrack.core.integration.Requester;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.token.TokenPlan;
import dev.toolrack.core.token.TokenPlan.SecretVersion;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.Api;
import dev.toolrack.mcp.oauth.OAuthClient;
import dev.toolrack.mcp.oauth.OAuthFailure;
import dev.toolrack.mcp.oauth.TokenAnswer;
import dev.toolrack.mcp.oauth.Tokens;
import dev.toolrack.operator.shell.apply.TokenStore;
import dev.toolrack.operator.shell.apply.TokenStore.Content;
import dev.toolrack.operator.shell.apply.WriteGate;
import io.fabric8.kubernetes.api.model.Secret;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Asks authorization servers for tokens and stores the answers; the place where the words of mcp
 * about tokens become the words of core.
 */
public final class TokenAsking implements TokenRequests, AutoCloseable {
  private final OAuthClient oauth;
  private final Backing backing;
  private final TokenStore store;
  private final BooleanSupplier leads;
  private final InstantSource clock;
  private final Logins logins;

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
    this.logins = new Logins(oauth, backing, store, leads, clock);
  }

  /** What is read from the caches when a token is asked for. */
  public interface Backing {

    /** What the client's Secret holds, if it is still the one that was decided about. */
    Optional<ClientValues> client(String namespace, SecretVersion client);

    /** Whether the owner of the client's Secret lets that URL have what is in it. */
    boolean agrees(String namespace, SecretVersion client, HttpUrl destination);

    /** The Secret that somebody's login came in, as it is in the cluster now. */
    Optional<Secret> handOver(String namespace, SecretVersion login);

    /** On whose behalf connectors of a namespace are asked. */
    Requester requester(String namespace);
  }

  @Override
  public Answer ask(IntegrationRef ref, String uid, TokenPlan plan) throws InterruptedException {
    if (plan.login().isPresent()) {
      return logins.ask(ref, uid, plan);
    }
    try {
      return ownToken(ref, uid, plan);
    } catch (WriteGate.ClosedException e) {
      // Everything stops; the next operator asks for one of its own.
      return new Answer.Outdated();
    } catch (TokenStore.NotStoredException e) {
      return Unstored.answer(ref, e);
    }
  }

  private Answer ownToken(IntegrationRef ref, String uid, TokenPlan plan)
      throws InterruptedException, TokenStore.NotStoredException {
    Optional<ClientValues> client =
        plan.client().flatMap(secret -> backing.client(ref.namespace(), secret));
    if (client.isEmpty() || !leads.getAsBoolean()) {
      return new Answer.Outdated();
    }
    TokenAnswer answer =
        oauth.clientCredentials(
            Requests.server(backing, plan, Requests.agreed(backing, ref, plan)),
            Requests.client(client.get(), plan),
            Requests.terms(plan));
    return switch (answer) {
      case TokenAnswer.Granted(Tokens tokens) ->
          new Answer.Stored(store.save(ref, uid, content(plan, tokens)), tokens.lifetime());
      case TokenAnswer.Refused(OAuthFailure failure) ->
          new Answer.Failed(reason(failure), failure.message());
    };
  }

  private Content content(TokenPlan plan, Tokens tokens) {
    var annotations =
        new HashMap<>(
            TokenReading.annotations(
                tokens.lifetime(),
                tokens.scopes().or(() -> Optional.of(plan.scopes())),
                clock.instant()));
    annotations.put(Api.TOKEN_PLAN_ANNOTATION, plan.identity());
    plan.client().ifPresent(client -> annotations.put(Api.TOKEN_CLIENT_ANNOTATION, client.text()));
    return new Content(annotations, Map.of(Api.ACCESS_TOKEN_KEY, tokens.accessToken()));
  }

  /** Gives back a token that is of no use any more, without anybody waiting for it. */
  public void abandon(IntegrationRef ref, TokenPlan plan, Secret token) {
    logins.abandon(ref, plan, token);
  }

  /** Forgets an integration that is gone. */
  public void forget(String uid) {
    logins.forget(uid);
  }

  /** Lets refreshes under way come to their end: their answers may be the only ones there are. */
  @Override
  public void close() {
    logins.close();
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
      case GRANT_REFUSED -> Reason.RECONNECT_REQUIRED;
      case CLIENT_INVALID,
          CLIENT_REFUSED,
          SCOPE_REFUSED,
          RESOURCE_REFUSED,
          REQUEST_REFUSED,
          NOT_THIS_LOGIN,
          LOGIN_REFUSED,
          NO_REGISTRATION,
          REGISTRATION_REFUSED ->
          Reason.TOKEN_REFUSED;
    };
  }
}
