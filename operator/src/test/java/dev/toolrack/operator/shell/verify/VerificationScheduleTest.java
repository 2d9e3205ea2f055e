package dev.toolrack.operator.shell.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.toolrack.core.address.HttpUrl;
import dev.toolrack.core.drift.DefinitionRecords;
import dev.toolrack.core.integration.Attempt;
import dev.toolrack.core.integration.IntegrationSnapshot.Knowledge;
import dev.toolrack.core.integration.TestOnDemand.Tested;
import dev.toolrack.core.integration.VerificationPlan;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.Transport;
import dev.toolrack.mcp.Era;
import dev.toolrack.mcp.Failed;
import dev.toolrack.mcp.FailureReason;
import dev.toolrack.mcp.ServerFacts;
import dev.toolrack.mcp.ServerVerifier;
import dev.toolrack.mcp.Verification;
import dev.toolrack.mcp.Verified;
import dev.toolrack.operator.shell.turns.LaneLimits;
import dev.toolrack.operator.shell.turns.TurnLimits;
import dev.toolrack.operator.shell.turns.Turns;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One chain of verifications for each integration, which nothing breaks and nothing doubles. */
class VerificationScheduleTest {
  private static final IntegrationRef REF = new IntegrationRef("acme", "wiki");
  private static final Verification REFUSED =
      new Failed(FailureReason.SERVER_ERROR, Optional.empty());
  private static final LaneLimits FOUR = new LaneLimits(4, 4, 4);

  private final AtomicInteger asked = new AtomicInteger();
  private final Turns turns = Turns.start(new TurnLimits(FOUR, FOUR, FOUR, Duration.ofHours(1)));

  @AfterEach
  void close() {
    turns.close();
  }

  @Test
  void anErrorInAVerificationDoesNotEndIt() {
    var schedule =
        schedule(
            request -> {
              asked.incrementAndGet();
              throw new StackOverflowError("made by the test");
            },
            ref -> {});
    plan(schedule, "1", Optional.of(plan("1h")));
    await().until(() -> asked.get() >= 3);
  }

  @Test
  void aListenerThatFailsIsNoAnswerOfTheServer() {
    var schedule =
        schedule(
            request -> {
              asked.incrementAndGet();
              return REFUSED;
            },
            ref -> {
              throw new IllegalStateException("made by the test");
            });
    plan(schedule, "1", Optional.of(plan("1h")));
    await().until(() -> asked.get() >= 2);
    assertThat(known(schedule, "1").latest())
        .isInstanceOfSatisfying(
            Attempt.Failed.class, f -> assertThat(f.reason()).isEqualTo(Reason.SERVER_ERROR));
  }

  @Tag("drift-8")
  @Test
  void aRunThatWasReplacedHasNothingToSayAndNothingToSchedule() throws InterruptedException {
    var inside = new CountDownLatch(1);
    var leave = new CountDownLatch(1);
    var schedule =
        schedule(
            request -> {
              if (asked.incrementAndGet() == 1) {
                inside.countDown();
                uninterruptibly(leave);
                throw new IllegalStateException("a late answer");
              }
              return REFUSED;
            },
            ref -> {});
    plan(schedule, "1", Optional.of(plan("1h")));
    inside.await();
    plan(schedule, "1", Optional.empty());
    plan(schedule, "1", Optional.of(plan("1h")));
    await().until(() -> known(schedule, "1").latest() instanceof Attempt.Failed);
    leave.countDown();
    await().until(() -> asked.get() >= 4);
    assertThat(known(schedule, "1").latest())
        .isInstanceOfSatisfying(
            Attempt.Failed.class, f -> assertThat(f.reason()).isEqualTo(Reason.SERVER_ERROR));
  }

  @Test
  void whatIsDeletedOrReplacedIsNotAskedAnyMore() {
    var schedule =
        schedule(
            request -> {
              asked.incrementAndGet();
              return REFUSED;
            },
            ref -> {});
    plan(schedule, "1", Optional.of(plan("1h")));
    await().until(() -> asked.get() >= 1);
    known(schedule, "2");
    // The old one's end says nothing about the new one.
    schedule.forget(REF, "1");
    plan(schedule, "2", Optional.of(plan("1h")));
    int before = asked.get();
    await().until(() -> asked.get() > before);
    assertThat(known(schedule, "2").latest()).isInstanceOf(Attempt.class);
  }

  @Test
  void anotherTimeoutIsTriedAtOnce() {
    var schedule =
        new VerificationSchedule(
            new Probe(
                request -> {
                  asked.incrementAndGet();
                  return REFUSED;
                },
                (namespace, slot, plan) -> Optional.empty()),
            new Pace(Duration.ofHours(1), Duration.ofHours(1), () -> 1L),
            turns,
            ref -> {},
            result -> {},
            System::nanoTime);
    plan(schedule, "1", Optional.of(plan("1h")));
    await().until(() -> asked.get() == 1);
    plan(schedule, "1", Optional.of(plan("2h")));
    await().until(() -> asked.get() == 2);
  }

  @Test
  void aTestIsAskedAtOnceAndAnsweredOnce() {
    var schedule = schedule(request -> counted(), ref -> {});
    plan(schedule, "1", Optional.of(plan("1h")));
    await().until(() -> asked.get() == 1);
    await().until(() -> known(schedule, "1").latest() instanceof Attempt.Succeeded);
    schedule.test(REF, "1", "a");
    schedule.test(REF, "1", "a");
    await().until(() -> schedule.tested(REF, "1").isPresent());
    schedule.test(REF, "1", "a");
    assertThat(schedule.tested(REF, "1")).contains(new Tested("a", Optional.empty()));
    assertThat(asked).hasValue(2);
    assertThat(schedule.tested(REF, "2")).isEmpty();
  }

  @Test
  void aTestOfAServerThatIsBeingAskedComesAfterThatAndOnlyTheLatestOne()
      throws InterruptedException {
    var inside = new Semaphore(0);
    var leave = new Semaphore(0);
    var schedule =
        schedule(
            request -> {
              inside.release();
              leave.acquire();
              return counted();
            },
            ref -> {});
    plan(schedule, "1", Optional.of(plan("1h")));
    inside.acquire();
    schedule.test(REF, "1", "a");
    schedule.test(REF, "1", "b");
    leave.release();
    inside.acquire();
    assertThat(schedule.tested(REF, "1")).as("it had begun before").isEmpty();
    leave.release();
    await().until(() -> schedule.tested(REF, "1").isPresent());
    assertThat(schedule.tested(REF, "1")).contains(new Tested("b", Optional.empty()));
    assertThat(asked).hasValue(2);
  }

  @Test
  void aTestThatAnotherPlanInterruptsIsAnsweredByTheNext() throws InterruptedException {
    var inside = new Semaphore(0);
    var never = new CountDownLatch(1);
    var schedule =
        schedule(
            request -> {
              // Counted before anybody is let on: the next one must not be counted as this one.
              int number = asked.incrementAndGet();
              inside.release();
              if (number <= 2) {
                never.await();
              }
              return REFUSED;
            },
            ref -> {});
    plan(schedule, "1", Optional.of(plan("1h")));
    inside.acquire();
    schedule.test(REF, "1", "a");
    plan(schedule, "1", Optional.of(plan("2h")));
    inside.acquire();
    plan(schedule, "1", Optional.of(plan("3h")));
    await().until(() -> schedule.tested(REF, "1").isPresent());
    assertThat(schedule.tested(REF, "1"))
        .contains(new Tested("a", Optional.of(Reason.SERVER_ERROR)));
  }

  private Verification counted() {
    asked.incrementAndGet();
    return new Verified(
        new ServerFacts(
            "", "", "2026-07-28", Era.STATELESS, dev.toolrack.mcp.Transport.STREAMABLE_HTTP),
        List.of(),
        Optional.empty(),
        Duration.ZERO);
  }

  private VerificationSchedule schedule(
      ServerVerifier verifier, Consumer<IntegrationRef> onResult) {
    return new VerificationSchedule(
        new Probe(verifier, (namespace, slot, plan) -> Optional.empty()),
        new Pace(Duration.ofMillis(1), Duration.ofMillis(1), () -> 1L),
        turns,
        onResult::accept,
        result -> {},
        System::nanoTime);
  }

  private static Remembered known(VerificationSchedule schedule, String uid) {
    return schedule.known(REF, uid, Remembered::nothing);
  }

  private static void plan(
      VerificationSchedule schedule, String uid, Optional<VerificationPlan> plan) {
    known(schedule, uid);
    schedule.plan(REF, plan, Knowledge.none(), true, DefinitionRecords.none());
  }

  private static VerificationPlan plan(String interval) {
    return new VerificationPlan(
        "connector",
        "team",
        HttpUrl.parse("https://mcp.example.com/mcp").orElseThrow(),
        Transport.AUTO,
        new TreeMap<>(),
        List.of(),
        Optional.empty(),
        false,
        Duration.parse("PT" + interval),
        Duration.ofSeconds(1));
  }

  private static void uninterruptibly(CountDownLatch latch) {
    boolean done = false;
    while (!done) {
      try {
        latch.await();
        done = true;
      } catch (InterruptedException e) {
        // As parsing does, which does not look at interrupts.
        done = false;
      }
    }
  }
}
