package dev.toolrack.operator.shell.verify;

import dev.toolrack.core.integration.Attempt;
import dev.toolrack.core.integration.IntegrationSnapshot.Knowledge;
import dev.toolrack.core.integration.VerificationPlan;
import dev.toolrack.core.integration.VerifiedServer;
import dev.toolrack.core.status.Effect;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.operator.shell.verify.Probe.Result;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When servers are asked, and what they answered last. It works beside the reconcilers: they say
 * what is to be asked and read what is known; nobody ever waits for a server.
 *
 * <p>Verifications run on virtual threads, a bounded number at a time. A refusal by a server that
 * was good is confirmed by a second try before it counts; an answer to a plan that is no longer the
 * integration's does not count at all.
 */
public final class VerificationSchedule implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(VerificationSchedule.class);

  private final ConcurrentMap<String, Subject> subjects = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore slots;
  private final Probe probe;
  private final Pace pace;
  private final Consumer<IntegrationRef> onResult;
  private final VerificationMeter meter;

  VerificationSchedule(
      Probe probe,
      Pace pace,
      int concurrency,
      Consumer<IntegrationRef> onResult,
      VerificationMeter meter) {
    this.probe = probe;
    this.pace = pace;
    this.slots = new Semaphore(concurrency);
    this.onResult = onResult;
    this.meter = meter;
    timer.setRemoveOnCancelPolicy(true);
  }

  /** What was known before this process started. */
  public record Remembered(Optional<VerifiedServer> lastGood, Attempt latest) {}

  /**
   * What is known of an integration's server; the first question after a start is answered from
   * what was persisted.
   */
  public Remembered known(IntegrationRef ref, String uid, Supplier<Remembered> persisted) {
    Subject subject =
        subjects.computeIfAbsent(
            uid,
            key -> {
              Remembered before = persisted.get();
              return new Subject(ref, uid, before.lastGood().orElse(null), before.latest());
            });
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
  public void plan(String uid, Optional<VerificationPlan> plan, Knowledge decidedOn, boolean kept) {
    Subject subject = subjects.get(uid);
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
        subject.cancelNext();
      } else if (before == null || !before.asksTheSameAs(plan.get())) {
        subject.failures = 0;
        subject.doubting = false;
        subject.cancelNext();
        schedule(subject, first(subject, before, plan.get()));
      } else if (subject.next == null) {
        schedule(subject, pace.afterSuccess(plan.get()));
      }
    }
  }

  /** Forgets a deleted integration; a verification under way is ended. */
  public void forget(String uid) {
    Subject subject = subjects.remove(uid);
    if (subject != null) {
      synchronized (subject) {
        subject.plan = null;
        subject.cancelNext();
      }
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    workers.shutdownNow();
  }

  /** At once, unless the server was good before a restart: then it has time. */
  private Duration first(
      Subject subject, @Nullable VerificationPlan before, VerificationPlan plan) {
    boolean remembered =
        before == null
            && subject.latest instanceof Attempt.None
            && subject.lastGood != null
            && subject.lastGood.target().equals(plan.target());
    return remembered ? pace.afterRestart(plan) : Duration.ZERO;
  }

  private void schedule(Subject subject, Duration pause) {
    try {
      if (pause.isZero()) {
        subject.next = workers.submit(() -> run(subject));
      } else {
        subject.next = timer.schedule(() -> hand(subject), pause.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (RejectedExecutionException e) {
      LOG.debug("closing: {} is not asked any more", subject.ref);
    }
  }

  private void hand(Subject subject) {
    synchronized (subject) {
      if (subject.plan != null) {
        schedule(subject, Duration.ZERO);
      }
    }
  }

  private void run(Subject subject) {
    VerificationPlan plan;
    synchronized (subject) {
      plan = subject.plan;
    }
    if (plan == null) {
      return;
    }
    try {
      slots.acquire();
      try {
        meter.started();
        settle(subject, plan, probe.ask(subject.ref.namespace(), plan));
      } finally {
        slots.release();
      }
    } catch (InterruptedException e) {
      // Another plan replaced this one, or the operator stops.
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("verification of {} failed unexpectedly", subject.ref, e);
      settle(subject, plan, new Result.Bad(Reason.MALFORMED_ANSWER));
    }
  }

  private void settle(Subject subject, VerificationPlan asked, Result result) {
    boolean publish;
    synchronized (subject) {
      VerificationPlan plan = subject.plan;
      if (plan == null || !plan.asksTheSameAs(asked)) {
        return;
      }
      subject.next = null;
      publish =
          switch (result) {
            case Result.Good(VerifiedServer server) -> good(subject, plan, server);
            case Result.Bad(Reason reason) -> bad(subject, plan, reason);
            case Result.Outdated() -> {
              schedule(subject, pace.retry());
              yield false;
            }
          };
    }
    if (publish) {
      onResult.accept(subject.ref);
    }
  }

  private boolean good(Subject subject, VerificationPlan plan, VerifiedServer server) {
    meter.finished("Verified");
    boolean news =
        !(subject.latest instanceof Attempt.Succeeded)
            || !server.equals(subject.lastGood)
            || subject.doubting;
    subject.failures = 0;
    subject.doubting = false;
    subject.lastGood = server;
    subject.latest = new Attempt.Succeeded(plan);
    schedule(subject, pace.afterSuccess(plan));
    return news;
  }

  private boolean bad(Subject subject, VerificationPlan plan, Reason reason) {
    meter.finished(reason.wire());
    boolean wasGood = subject.lastGood != null && subject.lastGood.target().equals(plan.target());
    if (refusesCredential(reason) && wasGood && !subject.doubting) {
      subject.doubting = true;
      schedule(subject, pace.untilConfirmed());
      return false;
    }
    var attempt = new Attempt.Failed(plan, reason);
    boolean news = !attempt.equals(subject.latest);
    subject.doubting = false;
    subject.failures++;
    subject.latest = attempt;
    if (reason.effect() == Effect.BLOCKED) {
      subject.lastGood = null;
    }
    schedule(subject, pace.afterFailures(plan, subject.failures));
    return news;
  }

  private static boolean refusesCredential(Reason reason) {
    return switch (reason) {
      case CREDENTIAL_REQUIRED, CREDENTIAL_REJECTED, INSUFFICIENT_SCOPE -> true;
      default -> false;
    };
  }
}
