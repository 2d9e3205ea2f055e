package dev.toolrack.operator.shell.token;

import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.token.TokenFacts;
import dev.toolrack.core.token.TokenPlan;
import dev.toolrack.core.token.TokenState.Failure;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.operator.shell.token.TokenRequests.Answer;
import dev.toolrack.operator.shell.turns.Chain.Link;
import dev.toolrack.operator.shell.turns.Claim;
import dev.toolrack.operator.shell.turns.Turns;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides when which access token is asked for: at once where one is lacking, after about three
 * quarters of the lifetime of the one that is there, once when the MCP server rejects it, and again
 * after a failure. Each integration has one request to come or under way, never two.
 */
public final class TokenSchedule {
  private static final Logger LOG = LoggerFactory.getLogger(TokenSchedule.class);

  private final ConcurrentMap<IntegrationRef, TokenSubject> subjects = new ConcurrentHashMap<>();
  private final Turns turns;
  private final TokenPace pace;
  private final TokenRequests requests;
  private final TokenMeter meter;
  private final InstantSource clock;
  private final Consumer<IntegrationRef> onNews;

  /**
   * @param clock for the ends of tokens that an earlier process obtained, and for metrics
   * @param onNews told of every integration whose token is new or cannot be had
   */
  TokenSchedule(
      Turns turns,
      TokenPace pace,
      TokenRequests requests,
      TokenMeter meter,
      InstantSource clock,
      Consumer<IntegrationRef> onNews) {
    this.turns = turns;
    this.pace = pace;
    this.requests = requests;
    this.meter = meter;
    this.clock = clock;
    this.onNews = onNews;
  }

  /**
   * Says which token is needed from now on. The same again changes nothing.
   *
   * @param uid of the integration: one that was deleted and created anew is another one
   * @param plan empty = none
   * @param kept the token Secret as it is
   */
  public void plan(
      IntegrationRef ref, String uid, Optional<TokenPlan> plan, Lookup<TokenFacts> kept) {
    if (plan.isEmpty()) {
      forget(ref, uid);
      return;
    }
    if (kept instanceof Lookup.Stale<TokenFacts>()) {
      return;
    }
    Optional<TokenFacts> token =
        kept instanceof Lookup.Found<TokenFacts>(TokenFacts found)
            ? Optional.of(found)
            : Optional.empty();
    TokenSubject subject = subject(ref, uid);
    boolean news = false;
    synchronized (subject) {
      if (subject.plan == null || !subject.plan.asksTheSameAs(plan.get())) {
        subject.begin(plan.get());
      }
      subject.plan = plan.get();
      subject.end = token.flatMap(TokenFacts::expires).orElse(null);
      if (Lack.waitsForSomebody(plan.get(), token)) {
        news = subject.rest();
      } else if (!subject.asking) {
        settle(subject, plan.get(), token);
      }
    }
    if (news) {
      tell(ref);
    }
  }

  private void settle(TokenSubject subject, TokenPlan plan, Optional<TokenFacts> token) {
    Lack lack = Lack.of(plan, token, subject.renewedForRejection, clock.instant());
    if (lack != Lack.NOTHING) {
      subject.renewedForRejection = lack == Lack.FAVOUR;
      ask(subject, plan, Duration.ZERO);
    } else if (token.isPresent() && !token.get().resourceVersion().equals(subject.appointed)) {
      // Nobody here saw it come: an earlier process obtained it.
      appoint(
          subject,
          plan,
          token.get(),
          token
              .get()
              .expires()
              .map(end -> pace.afterRestart(Duration.between(clock.instant(), end))));
    }
  }

  /** Why there is no token, or no other one than the one that is there. */
  public Optional<Failure> failure(IntegrationRef ref, String uid) {
    TokenSubject subject = subjects.get(ref);
    if (subject == null || !subject.uid.equals(uid)) {
      return Optional.empty();
    }
    synchronized (subject) {
      return Optional.ofNullable(subject.failure);
    }
  }

  /** Forgets an integration that is gone or needs no token; a request under way is ended. */
  public void forget(IntegrationRef ref, String uid) {
    TokenSubject subject = subjects.get(ref);
    if (subject != null && subject.uid.equals(uid) && subjects.remove(ref, subject)) {
      end(subject);
    }
  }

  /** When the first of the tokens ends that are there. */
  public Optional<Instant> firstEnd() {
    return subjects.values().stream()
        .flatMap(subject -> {
          synchronized (subject) {
            return Stream.ofNullable(subject.end);
          }
        })
        .min(Instant::compareTo);
  }

  private TokenSubject subject(IntegrationRef ref, String uid) {
    return subjects.compute(
        ref,
        (_, before) -> {
          if (before != null && before.uid.equals(uid)) {
            return before;
          }
          if (before != null) {
            end(before);
          }
          return new TokenSubject(ref, uid, turns.chain());
        });
  }

  private static void end(TokenSubject subject) {
    synchronized (subject) {
      subject.end();
    }
  }

  private void ask(TokenSubject subject, TokenPlan plan, Duration pause) {
    subject.asking = true;
    next(subject, plan, pause);
  }

  /** A token of which nobody says when it ends is renewed when it is rejected. */
  private void appoint(
      TokenSubject subject, TokenPlan plan, TokenFacts token, Optional<Duration> pause) {
    subject.appointed = token.resourceVersion();
    Optional<Duration> renewal = token.renews() ? pause : Optional.empty();
    renewal.ifPresentOrElse(until -> next(subject, plan, until), subject.chain::stop);
  }

  private void next(TokenSubject subject, TokenPlan plan, Duration pause) {
    URI asked = URI.create(plan.tokenEndpoint().map(Object::toString).orElse(plan.issuer()));
    Claim claim = new Claim(subject.ref.namespace(), asked.getHost() + ":" + asked.getPort());
    subject.chain.next(pause, claim, link -> request(subject, link, plan));
  }

  private void request(TokenSubject subject, Link link, TokenPlan plan)
      throws InterruptedException {
    synchronized (subject) {
      if (!link.current()) {
        return;
      }
      // A renewal in due time: what the MCP server did not like was another token.
      subject.renewedForRejection &= subject.asking;
      subject.asking = true;
      subject.underWay = link;
    }
    boolean news = false;
    try {
      news = settle(subject, link, plan, answer(subject, plan));
    } finally {
      subject.ended(link);
    }
    if (news) {
      tell(subject.ref);
    }
  }

  private void tell(IntegrationRef ref) {
    try {
      onNews.accept(ref);
    } catch (RuntimeException e) {
      LOG.error("the news about the token of {} found no listener", ref, e);
    }
  }

  private Answer answer(TokenSubject subject, TokenPlan plan) throws InterruptedException {
    try {
      return requests.ask(subject.ref, subject.uid, plan);
    } catch (RuntimeException | Error e) {
      // It is asked for again: whatever went wrong, silence would let the token end.
      LOG.error("the request for a token of {} failed unexpectedly", subject.ref, e);
      return new Answer.Failed(Reason.ISSUER_UNAVAILABLE, Reason.ISSUER_UNAVAILABLE.sentence());
    }
  }

  /** Whether there is news. */
  private boolean settle(TokenSubject subject, Link link, TokenPlan plan, Answer answer) {
    synchronized (subject) {
      if (!link.current()) {
        return false;
      }
      return switch (answer) {
        case Answer.Stored(TokenFacts token, Optional<Duration> lifetime) -> {
          meter.asked(plan.grant().wire(), "Granted");
          subject.asking = false;
          subject.failures = 0;
          subject.failure = null;
          subject.end = token.expires().orElse(null);
          appoint(subject, plan, token, lifetime.map(pace::untilRenewal));
          yield true;
        }
        case Answer.Failed(Reason reason, String detail) -> {
          meter.asked(plan.grant().wire(), reason.wire());
          var failure = new Failure(plan, reason, detail);
          boolean news = !failure.equals(subject.failure);
          subject.failure = failure;
          subject.failures++;
          if (reason == Reason.RECONNECT_REQUIRED) {
            // Terminal: only a person can do something about it.
            subject.asking = false;
            subject.chain.stop();
          } else {
            ask(subject, plan, pace.afterFailures(subject.failures));
          }
          yield news;
        }
        case Answer.Outdated() -> {
          // As a rule another plan comes at once; where none comes, nothing is pressing.
          subject.failures++;
          ask(subject, plan, pace.afterFailures(subject.failures));
          yield false;
        }
      };
    }
  }
}
