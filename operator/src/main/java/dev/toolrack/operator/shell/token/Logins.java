package dev.toolrack.operator.shell.token;

import dev.toolrack.core.cluster.TokenReading;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.token.TokenFacts;
import dev.toolrack.core.token.TokenPlan;
import dev.toolrack.core.token.TokenPlan.SecretVersion;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.Api;
import dev.toolrack.mcp.oauth.OAuthClient;
import dev.toolrack.mcp.oauth.OAuthFailure;
import dev.toolrack.mcp.oauth.TokenAnswer;
import dev.toolrack.mcp.oauth.Tokens;
import dev.toolrack.operator.shell.apply.TokenStore;
import dev.toolrack.operator.shell.apply.WriteGate;
import dev.toolrack.operator.shell.token.TokenAsking.Backing;
import dev.toolrack.operator.shell.token.TokenRequests.Answer;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over what people's logins gave, refreshes it, and ends it. Refresh tokens are good once at
 * many authorization servers, so there is one request for an integration at a time, it begins with
 * the live Secret, and once begun it goes on until its answer is stored, whoever stops waiting.
 */
final class Logins implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Logins.class);

  /** Longer than any request may take. */
  private static final Duration FAREWELL = Duration.ofSeconds(70);

  private static final int TRIES = 8;

  private final OAuthClient oauth;
  private final Backing backing;
  private final TokenStore store;
  private final BooleanSupplier leads;
  private final InstantSource clock;
  private final LoginContents contents;
  private final UnderWay underWay = new UnderWay();
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final ConcurrentMap<String, ReentrantLock> locks = new ConcurrentHashMap<>();

  Logins(
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
    this.contents = new LoginContents(clock);
  }

  /** Takes a new login over, or refreshes the one that is there. */
  Answer ask(IntegrationRef ref, String uid, TokenPlan plan) throws InterruptedException {
    if (!underWay.begin()) {
      // Everything stops; the next operator does it.
      return new Answer.Outdated();
    }
    try {
      return workers.submit(() -> counted(() -> alone(ref, uid, plan))).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Work that was said to begin. */
  private <T> T counted(Callable<T> work) throws Exception {
    try {
      return work.call();
    } finally {
      underWay.end();
    }
  }

  private Answer alone(IntegrationRef ref, String uid, TokenPlan plan) throws InterruptedException {
    ReentrantLock lock = locks.computeIfAbsent(uid, _ -> new ReentrantLock());
    lock.lock();
    try {
      return leads.getAsBoolean() ? settle(ref, uid, plan) : new Answer.Outdated();
    } catch (WriteGate.ClosedException e) {
      return new Answer.Outdated();
    } finally {
      lock.unlock();
    }
  }

  private Answer settle(IntegrationRef ref, String uid, TokenPlan plan)
      throws InterruptedException {
    Optional<Secret> live = store.live(ref, uid);
    Optional<TokenFacts> facts = live.map(TokenReading::facts);
    Optional<SecretVersion> login =
        plan.handOver().filter(given -> facts.filter(token -> token.isOf(given)).isEmpty());
    if (login.isPresent()) {
      Optional<Secret> given = backing.handOver(ref.namespace(), login.get());
      return given.isEmpty() ? new Answer.Outdated() : takeOver(ref, uid, plan, given.get(), live);
    }
    if (live.isEmpty() || facts.filter(token -> token.isFor(plan)).isEmpty()) {
      return new Answer.Outdated();
    }
    return refresh(ref, uid, plan, live.get());
  }

  private Answer takeOver(
      IntegrationRef ref, String uid, TokenPlan plan, Secret given, Optional<Secret> before)
      throws InterruptedException {
    if (LoginContents.isDisconnect(given)) {
      before.ifPresent(token -> revoke(ref, plan, token));
      return ended(ref, uid, given, "Somebody has logged out.");
    }
    if (!plan.identity().equals(LoginContents.plan(given))) {
      return ended(ref, uid, given, "The login was made for other settings than they are now.");
    }
    boolean ready = LoginContents.value(given, Api.ACCESS_TOKEN_KEY).isPresent();
    if (!ready && LoginContents.value(given, Api.REFRESH_TOKEN_KEY).isEmpty()) {
      return ended(ref, uid, given, "The login brought no token.");
    }
    TokenFacts facts = saved(ref, uid, contents.takenOver(plan, given));
    LOG.info("the login of integration {} was taken over", ref);
    // The grant before it is of no use to anybody any more.
    before
        .filter(token -> !LoginContents.sameGrant(token, given))
        .ifPresent(token -> revoke(ref, plan, token));
    Optional<Secret> taken = ready ? Optional.empty() : store.live(ref, uid);
    return taken.isPresent() ? refresh(ref, uid, plan, taken.get()) : stored(facts);
  }

  private Answer refresh(IntegrationRef ref, String uid, TokenPlan plan, Secret live)
      throws InterruptedException {
    Optional<String> refreshToken = LoginContents.value(live, Api.REFRESH_TOKEN_KEY);
    Optional<ClientValues> client = client(ref, plan, live);
    if (refreshToken.isEmpty() || client.isEmpty()) {
      return new Answer.Outdated();
    }
    TokenAnswer answer =
        oauth.refresh(
            Requests.server(backing, plan, LoginContents.consent(live)),
            Requests.client(client.get(), plan),
            Requests.terms(plan),
            refreshToken.get());
    return switch (answer) {
      case TokenAnswer.Granted(Tokens tokens) -> {
        Instant received = clock.instant();
        TokenFacts facts = saved(ref, uid, contents.refreshed(live, tokens, received));
        Duration spent = Duration.between(received, clock.instant());
        yield new Answer.Stored(facts, tokens.lifetime().map(lifetime -> lifetime.minus(spent)));
      }
      case TokenAnswer.Refused(OAuthFailure failure) ->
          failure == OAuthFailure.GRANT_REFUSED
              ? ended(ref, uid, live, "The authorization server has ended the login.")
              : new Answer.Failed(TokenAsking.reason(failure), failure.message());
    };
  }

  private Optional<ClientValues> client(IntegrationRef ref, TokenPlan plan, Secret live) {
    return plan.client().isPresent()
        ? plan.client().flatMap(secret -> backing.client(ref.namespace(), secret))
        : LoginContents.client(live);
  }

  /** Nothing is left of the login but that it was there: it is not taken over once more. */
  private Answer ended(IntegrationRef ref, String uid, Secret of, String why)
      throws InterruptedException {
    saved(ref, uid, contents.ended(of));
    LOG.info("the login of integration {} has ended", ref);
    return new Answer.Failed(Reason.RECONNECT_REQUIRED, why);
  }

  private Answer stored(TokenFacts facts) {
    return new Answer.Stored(
        facts, facts.expires().map(end -> Duration.between(clock.instant(), end)));
  }

  /** What is not stored is lost for good, so that it is tried for minutes. */
  private TokenFacts saved(IntegrationRef ref, String uid, TokenStore.Content content)
      throws InterruptedException {
    Duration pause = Duration.ofMillis(200);
    for (int i = 1; ; i++) {
      try {
        return store
            .save(ref, uid, content)
            .orElseThrow(() -> new IllegalStateException("the token Secret is somebody else's"));
      } catch (KubernetesClientException e) {
        if (i == TRIES) {
          throw e;
        }
        LOG.warn("the token of integration {} could not be stored; tried again", ref);
        Thread.sleep(pause);
        pause = pause.multipliedBy(2);
      }
    }
  }

  /** Best effort: a token that is not revoked ends by itself. */
  void revoke(IntegrationRef ref, TokenPlan plan, Secret token) {
    try {
      Optional<ClientValues> client = client(ref, plan, token);
      Optional<String> refreshToken = LoginContents.value(token, Api.REFRESH_TOKEN_KEY);
      Optional<String> value =
          refreshToken.or(() -> LoginContents.value(token, Api.ACCESS_TOKEN_KEY));
      if (client.isEmpty() || value.isEmpty()) {
        return;
      }
      Optional<OAuthFailure> failure =
          oauth.revoke(
              Requests.server(backing, plan, LoginContents.consent(token)),
              Requests.client(client.get(), plan),
              value.get(),
              refreshToken.isPresent());
      failure.ifPresent(f -> LOG.warn("the token of integration {} was not revoked: {}", ref, f));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("revoking the token of {} failed unexpectedly", ref, e);
    }
  }

  /** Forgets an integration that is gone. */
  void forget(String uid) {
    locks.remove(uid);
  }

  /** Revokes what a deleted integration leaves behind, without anybody waiting for it. */
  void abandon(IntegrationRef ref, TokenPlan plan, Secret token) {
    if (underWay.begin()) {
      var _ =
          workers.submit(() ->
              counted(() -> {
                revoke(ref, plan, token);
                return token;
              }));
    }
  }

  @Override
  public void close() {
    try {
      underWay.finish(FAREWELL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    workers.shutdownNow();
  }
}
