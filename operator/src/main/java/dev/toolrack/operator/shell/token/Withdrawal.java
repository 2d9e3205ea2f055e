package dev.toolrack.operator.shell.token;

import dev.toolrack.core.token.TokenPlan;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.Api;
import dev.toolrack.mcp.CredentialConsent;
import dev.toolrack.mcp.oauth.AskedServer;
import dev.toolrack.mcp.oauth.OAuthClient;
import dev.toolrack.mcp.oauth.OAuthClientId;
import dev.toolrack.mcp.oauth.OAuthFailure;
import dev.toolrack.mcp.oauth.Registration;
import dev.toolrack.operator.shell.apply.TokenStore.Content;
import dev.toolrack.operator.shell.token.TokenAsking.Backing;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives back what authorization servers gave: tokens (RFC 7009) and the registration of a client
 * (RFC 7592). Best effort: a token that is not revoked ends by itself, and nobody waits for it.
 */
final class Withdrawal {
  private static final Logger LOG = LoggerFactory.getLogger(Withdrawal.class);

  private static final Duration COURTESY = Duration.ofSeconds(3);

  private final OAuthClient oauth;
  private final Backing backing;

  Withdrawal(OAuthClient oauth, Backing backing) {
    this.oauth = oauth;
    this.backing = backing;
  }

  /** The client that tokens were obtained with: of a Secret, or the one registered for a login. */
  Optional<ClientValues> client(IntegrationRef ref, TokenPlan plan, Content token) {
    return plan.client().isPresent()
        ? plan.client().flatMap(secret -> backing.client(ref.namespace(), secret))
        : LoginContents.client(token);
  }

  /** Revokes tokens, and deletes the client that was registered for them. */
  void revoke(IntegrationRef ref, TokenPlan plan, Content token) {
    attempt(
        ref,
        plan,
        token,
        (server, client) -> {
          revoked(server, client, token)
              .ifPresent(f -> LOG.warn("the token of integration {} was not revoked: {}", ref, f));
          unregister(ref, plan, server, client, token);
        });
  }

  /**
   * Revokes tokens that agents keep for as long as this waits, which is not long: with an
   * authorization server that takes its time the rest is done without anybody waiting.
   */
  void revokeBriefly(IntegrationRef ref, TokenPlan plan, Content token, ExecutorService workers)
      throws InterruptedException {
    try {
      workers
          .submit(() -> revoke(ref, plan, token))
          .get(COURTESY.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.info("nobody waits any more until the token of integration {} is revoked", ref);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /**
   * Revokes tokens that others came instead of, if the client is another one. Of the same client,
   * authorization servers may take the revocation of one token for the end of all that the person
   * has with it (RFC 7009 section 2.1), the new ones included.
   */
  void replaced(IntegrationRef ref, TokenPlan plan, Content token, Content by) {
    boolean same =
        Objects.equals(token.data().get(Api.CLIENT_ID_KEY), by.data().get(Api.CLIENT_ID_KEY));
    if (!same) {
      revoke(ref, plan, token);
    }
  }

  /** Deletes the client that was registered for tokens that the authorization server has ended. */
  void forgetClient(IntegrationRef ref, TokenPlan plan, Content token) {
    attempt(ref, plan, token, (server, client) -> unregister(ref, plan, server, client, token));
  }

  /** Something that is given back. */
  @FunctionalInterface
  private interface Step {
    void take(AskedServer server, OAuthClientId client) throws InterruptedException;
  }

  private void attempt(IntegrationRef ref, TokenPlan plan, Content token, Step step) {
    try {
      Optional<ClientValues> values = client(ref, plan, token);
      if (values.isEmpty()) {
        return;
      }
      step.take(
          Requests.server(backing, plan, consent(ref, plan, token)),
          Requests.client(values.get(), plan));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("revoking the token of {} failed unexpectedly", ref, e);
    }
  }

  /** A client of a Secret is not the operator's to delete. */
  private void unregister(
      IntegrationRef ref, TokenPlan plan, AskedServer server, OAuthClientId client, Content token)
      throws InterruptedException {
    Optional<Registration> registration =
        registration(client, token).filter(_ -> plan.client().isEmpty());
    if (registration.isPresent()) {
      oauth
          .unregister(server, registration.get())
          .ifPresent(f -> LOG.warn("the client of integration {} was not deleted: {}", ref, f));
    }
  }

  private Optional<OAuthFailure> revoked(AskedServer server, OAuthClientId client, Content token)
      throws InterruptedException {
    String refresh = token.data().get(Api.REFRESH_TOKEN_KEY);
    String value = refresh == null ? token.data().get(Api.ACCESS_TOKEN_KEY) : refresh;
    return value == null ? Optional.empty() : oauth.revoke(server, client, value, refresh != null);
  }

  /**
   * Whoever logged in said where the tokens may go, and whoever owns the client's Secret where that
   * may go: both are sent together.
   */
  CredentialConsent consent(IntegrationRef ref, TokenPlan plan, Content token) {
    CredentialConsent owners = Requests.agreed(backing, ref, plan);
    if (plan.login().isEmpty()) {
      return owners;
    }
    CredentialConsent persons = LoginContents.consent(token);
    return plan.client().isEmpty()
        ? persons
        : destination -> persons.allows(destination) && owners.allows(destination);
  }

  private static Optional<Registration> registration(OAuthClientId client, Content token) {
    return Optional.ofNullable(token.data().get(Api.REGISTRATION_URI_KEY))
        .flatMap(Withdrawal::uri)
        .map(uri ->
            new Registration(
                client,
                Optional.of(uri),
                Optional.ofNullable(token.data().get(Api.REGISTRATION_TOKEN_KEY))));
  }

  /** Whoever handed the login over may have written anything. */
  private static Optional<URI> uri(String text) {
    try {
      return Optional.of(URI.create(text)).filter(uri -> uri.getHost() != null);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
