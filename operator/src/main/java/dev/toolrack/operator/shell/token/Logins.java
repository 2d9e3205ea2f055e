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
import dev.toolrack.operator.shell.apply.ConnectSecrets;
import dev.toolrack.operator.shell.apply.TokenStore;
import dev.toolrack.operator.shell.apply.TokenStore.Content;
import dev.toolrack.operator.shell.apply.WriteGate;
import dev.toolrack.operator.shell.token.TokenAsking.Backing;
import dev.toolrack.operator.shell.token.TokenRequests.Answer;
import io.fabric8.kubernetes.api.model.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  private final OAuthClient oauth;
  private final Backing backing;
  private final TokenStore store;
  private final BooleanSupplier leads;
  private final InstantSource clock;
  private final LoginContents contents;
  private final PatientStore keeping;
  private final Withdrawal withdrawal;
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
    this.keeping = new PatientStore(store);
    this.withdrawal = new Withdrawal(oauth, backing);
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
    } catch (TokenStore.NotStoredException e) {
      return Unstored.answer(ref, e);
    } finally {
      lock.unlock();
    }
  }

  private Answer settle(IntegrationRef ref, String uid, TokenPlan plan)
      throws InterruptedException, TokenStore.NotStoredException {
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
    Content kept = LoginContents.kept(live.get());
    Refreshed refreshed = refreshed(ref, uid, plan, kept, live);
    if (!refreshed.ended()) {
      return refreshed.answer();
    }
    Answer answer = ended(ref, uid, handOver(kept), Optional.empty(), refreshed.why());
    withdrawal.forgetClient(ref, plan, kept);
    return answer;
  }

  private Answer takeOver(
      IntegrationRef ref, String uid, TokenPlan plan, Secret given, Optional<Secret> live)
      throws InterruptedException, TokenStore.NotStoredException {
    Optional<Content> before = live.map(LoginContents::kept);
    if (LoginContents.isDisconnect(given)) {
      if (before.isPresent()) {
        withdrawal.revokeBriefly(ref, plan, before.get(), workers);
      }
      String login = given.getMetadata().getUid();
      return ended(ref, uid, login, Optional.empty(), "Somebody has logged out.");
    }
    Optional<String> flaw = LoginContents.flaw(plan, given);
    if (flaw.isPresent()) {
      return refused(ref, uid, plan, given, live, flaw.get());
    }
    Content login = LoginContents.takenOver(plan, given);
    Answer answer;
    if (login.data().containsKey(Api.ACCESS_TOKEN_KEY)) {
      answer = stored(keeping.save(ref, uid, login));
    } else {
      Refreshed refreshed = refreshed(ref, uid, plan, login, live);
      if (refreshed.ended()) {
        return refused(ref, uid, plan, given, live, refreshed.why());
      }
      answer = refreshed.answer();
    }
    if (answer instanceof Answer.Stored) {
      LOG.info("the login of integration {} was taken over", ref);
      // The grant before it is of no use to anybody any more.
      before
          .filter(token -> !LoginContents.sameGrant(token, login))
          .ifPresent(token -> withdrawal.replaced(ref, plan, token, login));
    }
    return answer;
  }

  /** What was handed over is of no use; a login that is of use goes on. */
  private Answer refused(
      IntegrationRef ref,
      String uid,
      TokenPlan plan,
      Secret given,
      Optional<Secret> live,
      String why)
      throws InterruptedException, TokenStore.NotStoredException {
    Optional<Content> good =
        live.filter(token -> TokenReading.facts(token).isFor(plan))
            .map(LoginContents::kept)
            .filter(LoginContents::holdsToken);
    if (good.isEmpty()) {
      Answer answer = ended(ref, uid, given.getMetadata().getUid(), Optional.of(why), why);
      if (ConnectSecrets.isOne(given)) {
        // The command gives back by itself what was of no use; a page is closed by then.
        withdrawal.revoke(ref, plan, LoginContents.kept(given));
      }
      return answer;
    }
    LOG.warn("what was handed over to integration {} is of no use: {}", ref, why);
    return stored(keeping.save(ref, uid, LoginContents.refused(good.get(), given, why)));
  }

  /**
   * What came of a refresh.
   *
   * @param ended whether the authorization server has ended the login
   */
  private record Refreshed(Answer answer, boolean ended) {
    /** What to say of a login that has ended. */
    String why() {
      return "The authorization server has ended the login.";
    }
  }

  private Refreshed refreshed(
      IntegrationRef ref, String uid, TokenPlan plan, Content login, Optional<Secret> live)
      throws InterruptedException, TokenStore.NotStoredException {
    String refreshToken = login.data().get(Api.REFRESH_TOKEN_KEY);
    Optional<ClientValues> client = withdrawal.client(ref, plan, login);
    if (refreshToken == null || client.isEmpty()) {
      return new Refreshed(new Answer.Outdated(), false);
    }
    // Whatever keeps the answer from being stored had better show before there is one.
    store.rehearse(ref, uid, login, live);
    TokenAnswer answer =
        oauth.refresh(
            Requests.server(backing, plan, withdrawal.consent(ref, plan, login)),
            Requests.client(client.get(), plan),
            Requests.terms(plan),
            refreshToken);
    return switch (answer) {
      case TokenAnswer.Granted(Tokens tokens) -> {
        Instant received = clock.instant();
        Content now = LoginContents.refreshed(plan, login, tokens, received);
        // Another replica that leads meanwhile may have taken over a later login, or its end.
        Set<String> known =
            Stream.concat(Stream.of(login), live.map(LoginContents::kept).stream())
                .map(Logins::handOver)
                .collect(Collectors.toSet());
        Optional<TokenFacts> facts =
            keeping.saveUnless(
                ref, uid, now, there -> !known.contains(handOver(LoginContents.kept(there))));
        Duration spent = Duration.between(received, clock.instant());
        yield new Refreshed(
            facts
                .<Answer>map(f ->
                    new Answer.Stored(f, tokens.lifetime().map(lifetime -> lifetime.minus(spent))))
                .orElseGet(Answer.Outdated::new),
            false);
      }
      case TokenAnswer.Refused(OAuthFailure failure) ->
          new Refreshed(
              new Answer.Failed(TokenAsking.reason(failure), failure.message()),
              failure == OAuthFailure.GRANT_REFUSED);
    };
  }

  private static String handOver(Content kept) {
    return kept.annotations().getOrDefault(Api.TOKEN_LOGIN_ANNOTATION, "");
  }

  /** Nothing is left of the login but that it was there: it is not taken over once more. */
  private Answer ended(
      IntegrationRef ref, String uid, String login, Optional<String> refused, String why)
      throws InterruptedException, TokenStore.NotStoredException {
    keeping.save(ref, uid, contents.ended(login, refused));
    LOG.info("the login of integration {} has ended", ref);
    return new Answer.Failed(Reason.RECONNECT_REQUIRED, why);
  }

  private Answer stored(TokenFacts facts) {
    return new Answer.Stored(
        facts, facts.expires().map(end -> Duration.between(clock.instant(), end)));
  }

  /** Forgets an integration that is gone. */
  void forget(String uid) {
    locks.remove(uid);
  }

  /** Gives back what is of no use any more, without anybody waiting for it. */
  void abandon(IntegrationRef ref, TokenPlan plan, Secret token) {
    if (underWay.begin()) {
      var _ =
          workers.submit(() ->
              counted(() -> {
                withdrawal.revoke(ref, plan, LoginContents.kept(token));
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
