package dev.toolrack.operator.shell.verify;

import dev.toolrack.core.integration.Attempt;
import dev.toolrack.core.integration.IntegrationSnapshot.Knowledge;
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
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
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
  private final Consumer<IntegrationRef> onResult;
  private final VerificationMeter meter;

  VerificationSchedule(
      Probe probe,
      Pace pace,
      Turns turns,
      Consumer<IntegrationRef> onResult,
      VerificationMeter meter) {
    this.probe = probe;
    this.pace = pace;
    this.turns = turns;
    this.onResult = onResult;
    this.meter = meter;
  }

  /** What was known before this process started. */
  public record Remembered(Optional<VerifiedServer> lastGood, Attempt latest) {}

  /**
   * What is known of an integration's server; the first question after a start is answered from
   * what was persisted.
   */
  public Remembered known(IntegrationRef ref, String uid, Supplier<Remembered> persisted) {
    Subject subject = subjects.get(ref);
    if (subject == null || !subject.uid.equals(uid)) {
      // Read before the map is touched: the API may take its time.
      Remembered before = persisted.get();
      subject =
          replace(
              new Subject(
                  ref, uid, turns.chain(), before.lastGood().orElse(null), before.latest()));
    }
    synchronized (subject) {
      return new Remembered(Optional.ofNullable(subject.lastGood), subject.latest);
    }
  }

  /**
   * Says what is to be asked from now on.
   *
   * @param decidedOn what the decision knew; results that came since are kept
   * @param kept whether the last good result still counts
   */
  public void plan(
      IntegrationRef ref, Optional<VerificationPlan> plan, Knowledge decidedOn, boolean kept) {
    Subject subject = subjects.get(ref);
    if (subject == null) {
      return;
    }
    synchronized (subject) {
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
    subject.chain.next(
        pause,
        Claim.on(subject.ref.namespace(), plan.url()),
        link -> answer(subject, link, plan, ask(subject, plan)));
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
        onResult.accept(subject.ref);
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
        case Result.Good(VerifiedServer server, Duration fresh) ->
            good(subject, plan, server, fresh);
        case Result.Bad(Reason reason) -> bad(subject, plan, reason);
        case Result.Outdated() -> {
          schedule(subject, plan, pace.retry());
          yield false;
        }
      };
    }
  }

  private boolean good(
      Subject subject, VerificationPlan plan, VerifiedServer server, Duration fresh) {
    meter.answered("Verified");
    boolean news =
        !(subject.latest instanceof Attempt.Succeeded)
            || !server.equals(subject.lastGood)
            || subject.doubting;
    subject.failures = 0;
    subject.doubting = false;
    subject.lastGood = server;
    subject.latest = new Attempt.Succeeded(plan);
    schedule(subject, plan, pace.afterSuccess(plan.interval(), fresh));
    return news;
  }

  private boolean bad(Subject subject, VerificationPlan plan, Reason reason) {
    meter.answered(reason.wire());
    boolean wasGood = subject.lastGood != null && subject.lastGood.target().equals(plan.target());
    if (refusesCredential(reason) && wasGood && !subject.doubting) {
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
    schedule(subject, plan, pace.afterFailures(plan.interval(), subject.failures));
    return news;
  }

  private static boolean refusesCredential(Reason reason) {
    return switch (reason) {
      case CREDENTIAL_REQUIRED, CREDENTIAL_REJECTED, INSUFFICIENT_SCOPE -> true;
      default -> false;
    };
  }
}
