package dev.toolrack.operator.shell.verify;

import dev.toolrack.core.drift.DefinitionRecords;
import dev.toolrack.core.integration.Attempt;
import dev.toolrack.core.integration.IntegrationSnapshot.Knowledge;
import dev.toolrack.core.integration.TestOnDemand.Tested;
import dev.toolrack.core.integration.VerificationPlan;
import dev.toolrack.core.integration.VerifiedServer;
import dev.toolrack.core.status.Effect;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.operator.shell.turns.Chain.Link;
import dev.toolrack.operator.shell.turns.Claim;
import dev.toolrack.operator.shell.turns.Turns;
import dev.toolrack.operator.shell.verify.Probe.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When servers are asked, and what they answered last. It works beside the reconcilers: they say
 * what is to be asked and read what is known; nobody ever waits for a server.
 *
 * <p>Verifications take {@linkplain Turns turns} with everything else that asks servers. A refusal
 * by a server that was good is confirmed by a second try before it counts; an answer to a plan that
 * is no longer the integration's does not count at all.
 */
public final class VerificationSchedule {
  private static final Logger LOG = LoggerFactory.getLogger(VerificationSchedule.class);

  private final ConcurrentMap<IntegrationRef, Subject> subjects = new ConcurrentHashMap<>();
  private final Turns turns;
  private final Probe probe;
  private final Pace pace;
  private final VerificationListener listener;
  private final VerificationMeter meter;
  private final LongSupplier nanos;

  VerificationSchedule(
      Probe probe,
      Pace pace,
      Turns turns,
      VerificationListener listener,
      VerificationMeter meter,
      LongSupplier nanos) {
    this.probe = probe;
    this.pace = pace;
    this.turns = turns;
    this.listener = listener;
    this.meter = meter;
    this.nanos = nanos;
  }

  /**
   * What is known of an integration's server; the first question after a start is answered from
   * what was persisted.
   */
  public Remembered known(IntegrationRef ref, String uid, Supplier<Remembered> persisted) {
    Subject subject = subjects.get(ref);
    if (subject == null || !subject.uid.equals(uid)) {
      // Read before the map is touched: the API may take its time.
      Remembered before = persisted.get();
      subject = replace(new Subject(ref, uid, turns.chain(), before));
    }
    synchronized (subject) {
      return new Remembered(Optional.ofNullable(subject.lastGood), subject.latest, subject.records);
    }
  }

  /**
   * Says what is to be asked from now on.
   *
   * @param decidedOn what the decision knew; results that came since are kept
   * @param kept whether the last good result still counts
   * @param records what is to be on record of the server's definitions
   */
  public void plan(
      IntegrationRef ref,
      Optional<VerificationPlan> plan,
      Knowledge decidedOn,
      boolean kept,
      DefinitionRecords records) {
    Subject subject = subjects.get(ref);
    if (subject == null) {
      return;
    }
    synchronized (subject) {
      subject.record(records, decidedOn.records());
      if (!kept && Objects.equals(subject.lastGood, decidedOn.lastGood().orElse(null))) {
        subject.lastGood = null;
      }
      VerificationPlan before = subject.plan;
      subject.plan = plan.orElse(null);
      if (plan.isEmpty()) {
        subject.chain.stop();
      } else if (!plan.get().equals(before)) {
        subject.failures = 0;
        subject.doubting = false;
        subject.chain.pardon();
        schedule(subject, plan.get(), first(subject, before, plan.get()));
      }
    }
  }

  /**
   * Somebody wants the server asked at once. One that is being asked already is asked again after
   * that; more often than every ten seconds it is not.
   *
   * @param nonce names the question; the same again is no other one
   */
  public void test(IntegrationRef ref, String uid, String nonce) {
    Subject subject = subjects.get(ref);
    if (subject == null || !subject.uid.equals(uid)) {
      return;
    }
    synchronized (subject) {
      VerificationPlan plan = subject.plan;
      if (plan != null && subject.test.want(nonce) && !subject.asking) {
        schedule(subject, plan, subject.test.pause(nanos.getAsLong()));
      }
    }
  }

  /** The answer to the latest test. */
  public Optional<Tested> tested(IntegrationRef ref, String uid) {
    Subject subject = subjects.get(ref);
    if (subject == null || !subject.uid.equals(uid)) {
      return Optional.empty();
    }
    synchronized (subject) {
      return subject.test.answered();
    }
  }

  /** Forgets a deleted integration; a verification under way is ended. */
  public void forget(IntegrationRef ref, String uid) {
    Subject subject = subjects.get(ref);
    if (subject != null && subject.uid.equals(uid) && subjects.remove(ref, subject)) {
      end(subject);
    }
  }

  /** One that was deleted and created anew is another one; the old one is not asked any more. */
  private Subject replace(Subject subject) {
    Subject before = subjects.put(subject.ref, subject);
    if (before != null) {
      end(before);
    }
    return subject;
  }

  private static void end(Subject subject) {
    synchronized (subject) {
      subject.plan = null;
      subject.chain.stop();
    }
  }

  /** At once, unless the server was good before a restart: then it has time. */
  private Duration first(
      Subject subject, @Nullable VerificationPlan before, VerificationPlan plan) {
    boolean remembered =
        before == null
            && subject.latest instanceof Attempt.None
            && subject.lastGood != null
            && subject.lastGood.target().equals(plan.target());
    return remembered ? pace.afterRestart(plan.interval()) : Duration.ZERO;
  }

  /** Whatever was to come before is called off: there is one verification to come, never two. */
  private void schedule(Subject subject, VerificationPlan plan, Duration pause) {
    subject.asking = false;
    subject.test.dismiss();
    subject.chain.next(
        pause,
        Claim.on(subject.ref.namespace(), plan.url()),
        link -> {
          if (begin(subject, link)) {
            answer(subject, link, plan, ask(subject, plan));
          }
        });
  }

  /** After an answer: sooner, if somebody asked meanwhile. */
  private void rest(Subject subject, VerificationPlan plan, Duration pause) {
    Duration test = subject.test.waits() ? subject.test.pause(nanos.getAsLong()) : pause;
    schedule(subject, plan, test.compareTo(pause) < 0 ? test : pause);
  }

  private boolean begin(Subject subject, Link link) {
    synchronized (subject) {
      if (!link.current()) {
        return false;
      }
      subject.asking = true;
      subject.test.begin(nanos.getAsLong());
      return true;
    }
  }

  private Result ask(Subject subject, VerificationPlan plan) throws InterruptedException {
    try {
      return probe.ask(subject.ref.namespace(), plan);
    } catch (RuntimeException | Error e) {
      // Whatever went wrong, the server is asked again: silence would keep its tools for ever.
      LOG.error("verification of {} failed unexpectedly", subject.ref, e);
      return new Result.Bad(Reason.MALFORMED_ANSWER);
    }
  }

  private void answer(Subject subject, Link link, VerificationPlan plan, Result result) {
    if (settle(subject, link, plan, result)) {
      try {
        listener.onResult(subject.ref);
        subject
            .takeChange()
            .ifPresent(change -> listener.onToolsChanged(subject.ref, subject.uid, change));
      } catch (RuntimeException e) {
        LOG.error("the news about {} found no listener", subject.ref, e);
      }
    }
  }

  /** Whether there is news. */
  private boolean settle(Subject subject, Link link, VerificationPlan plan, Result result) {
    synchronized (subject) {
      if (!link.current()) {
        return false;
      }
      return switch (result) {
        case Result.Good good -> good(subject, plan, good);
        case Result.Bad(Reason reason) -> bad(subject, plan, reason);
        case Result.Outdated() -> {
          schedule(subject, plan, pace.retry());
          yield false;
        }
      };
    }
  }

  private boolean good(Subject subject, VerificationPlan plan, Result.Good answer) {
    meter.answered("Verified");
    Instant now = Instant.EPOCH.plusNanos(nanos.getAsLong());
    DefinitionRecords recordsBefore = subject.records;
    VerifiedServer server = subject.counting(answer.server(), answer.definitions(), now);
    boolean news =
        !(subject.latest instanceof Attempt.Succeeded)
            || !server.equals(subject.lastGood)
            || !subject.records.equals(recordsBefore)
            || subject.doubting;
    subject.failures = 0;
    subject.doubting = false;
    subject.lastGood = server;
    subject.latest = new Attempt.Succeeded(plan);
    // Whoever tests wants the listing that counts; a server that never lists the same is answered.
    boolean asked = subject.unsettled != 1 && subject.test.end(Optional.empty());
    Duration pause = pace.afterSuccess(plan.interval(), answer.fresh());
    rest(subject, plan, subject.askAgain(now).filter(d -> d.compareTo(pause) < 0).orElse(pause));
    return news || asked;
  }

  private boolean bad(Subject subject, VerificationPlan plan, Reason reason) {
    meter.answered(reason.wire());
    boolean wasGood = subject.lastGood != null && subject.lastGood.target().equals(plan.target());
    if (reason.refusesCredential() && wasGood && !subject.doubting) {
      subject.doubting = true;
      schedule(subject, plan, pace.untilConfirmed());
      return false;
    }
    var attempt = new Attempt.Failed(plan, reason);
    boolean news = !attempt.equals(subject.latest);
    // An outage does not take a doubt away; only a good answer does.
    subject.doubting = subject.doubting && reason.effect() != Effect.BLOCKED;
    subject.failures++;
    subject.latest = attempt;
    if (reason.effect() == Effect.BLOCKED) {
      subject.lastGood = null;
    }
    boolean asked = subject.test.end(Optional.of(reason));
    rest(subject, plan, pace.afterFailures(plan.interval(), subject.failures));
    return news || asked;
  }
}
