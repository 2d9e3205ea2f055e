package dev.toolrack.operator.shell.token;

import static dev.toolrack.operator.shell.token.TokenShelf.REF;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.token.TokenPlan;
import dev.toolrack.core.token.TokenState.Failure;
import dev.toolrack.operator.shell.turns.ByHand;
import dev.toolrack.operator.shell.turns.LaneLimits;
import dev.toolrack.operator.shell.turns.TurnLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When which token is asked for. */
class TokenScheduleTest {
  private static final LaneLimits FOUR = new LaneLimits(4, 4, 4);
  private static final TokenPlan PLAN = TokenShelf.plan("https://login.example.com", "1");
  private static final String UID = "1";

  private final ByHand time = new ByHand();
  private final TokenShelf shelf = new TokenShelf(time);
  private final List<String> results = new ArrayList<>();
  private int news;
  private TokenPlan now = PLAN;
  private TokenSchedule schedule = schedule(4711);

  private TokenSchedule schedule(long seed) {
    return new TokenSchedule(
        time.turns(new TurnLimits(FOUR, FOUR, FOUR, Duration.ofHours(1))),
        new TokenPace(Duration.ofSeconds(2), new Random(seed)),
        shelf,
        (grant, result) -> results.add(result),
        time::instant,
        ref -> {
          news++;
          decide(now);
        });
  }

  /** What the reconciler does. */
  private void decide(TokenPlan plan) {
    now = plan;
    schedule.plan(REF, UID, Optional.of(plan), shelf.kept());
  }

  @Test
  void whatIsLackingIsAskedForAtOnceAndOnce() {
    decide(PLAN);
    decide(PLAN);
    time.work();
    assertThat(shelf.asked()).containsExactly(Duration.ZERO);
    assertThat(news).isEqualTo(1);
    assertThat(results).containsExactly("Granted");
    assertThat(schedule.failure(REF, UID)).isEmpty();
    assertThat(schedule.firstEnd()).contains(time.instant().plusSeconds(100));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void itIsRenewedAfterThreeQuartersOfItsLife(long seed) {
    schedule = schedule(seed);
    decide(PLAN);
    time.pass(Duration.ofSeconds(69));
    assertThat(shelf.asked()).hasSize(1);
    time.pass(Duration.ofSeconds(12));
    assertThat(shelf.asked()).hasSize(2);
    // And so on for ever.
    time.pass(Duration.ofSeconds(1_000));
    assertThat(shelf.asked()).hasSizeBetween(13, 17);
  }

  @Test
  void oneOfWhichNobodySaysWhenItEndsStays() {
    shelf.lifetime(null);
    decide(PLAN);
    time.pass(Duration.ofDays(365));
    decide(PLAN);
    assertThat(shelf.asked()).hasSize(1);
    assertThat(time.timers()).isZero();
    assertThat(schedule.firstEnd()).isEmpty();
  }

  @Test
  void failuresAreTriedAgainMoreAndMoreSlowly() {
    shelf.failing(Reason.ISSUER_UNAVAILABLE);
    decide(PLAN);
    time.pass(Duration.ofMinutes(30));
    List<Duration> asked = shelf.asked();
    assertThat(asked).hasSizeBetween(11, 15);
    assertThat(asked.get(1)).isBetween(Duration.ofMillis(1_600), Duration.ofMillis(2_400));
    assertThat(asked.getLast().minus(asked.get(asked.size() - 2)))
        .as("an hour's outage is noticed to be over within minutes")
        .isLessThanOrEqualTo(Duration.ofMinutes(6));
    assertThat(news).as("the same again is no news").isEqualTo(1);
    assertThat(schedule.failure(REF, UID))
        .contains(
            new Failure(PLAN, Reason.ISSUER_UNAVAILABLE, Reason.ISSUER_UNAVAILABLE.sentence()));
    shelf.recover();
    shelf.lifetime(null);
    time.pass(Duration.ofMinutes(6));
    assertThat(schedule.failure(REF, UID)).isEmpty();
    assertThat(news).isEqualTo(2);
  }

  @Test
  void whileARenewalFailsTheOldOneIsKept() {
    decide(PLAN);
    time.work();
    String first = shelf.keptVersion();
    shelf.failing(Reason.ISSUER_UNAVAILABLE);
    time.pass(Duration.ofSeconds(90));
    assertThat(shelf.asked().size()).isGreaterThan(2);
    assertThat(shelf.keptVersion()).isEqualTo(first);
    assertThat(schedule.failure(REF, UID)).isPresent();
  }

  @Test
  void anotherPlanOrAnotherVersionOfTheClientIsAskedForAtOnce() {
    decide(PLAN);
    time.pass(Duration.ofSeconds(10));
    decide(TokenShelf.plan("https://login.example.com", "2"));
    time.work();
    assertThat(shelf.asked()).hasSize(2);
    decide(TokenShelf.plan("https://other.example.com", "2"));
    time.work();
    assertThat(shelf.asked()).hasSize(3);
  }

  @Test
  void aRefusalOfTheOldClientDoesNotHoldUpTheNewOne() {
    shelf.failing(Reason.TOKEN_REFUSED);
    decide(PLAN);
    time.pass(Duration.ofMinutes(20));
    shelf.recover();
    int before = shelf.asked().size();
    decide(TokenShelf.plan("https://login.example.com", "2"));
    time.work();
    assertThat(shelf.asked()).hasSize(before + 1);
    assertThat(schedule.failure(REF, UID)).isEmpty();
  }

  @Test
  void oneThatWasDeletedIsReplaced() {
    decide(PLAN);
    time.pass(Duration.ofSeconds(10));
    shelf.lose();
    decide(PLAN);
    time.work();
    assertThat(shelf.asked()).hasSize(2);
  }

  @Test
  void oneThatTheServerRejectsIsReplacedOnce() {
    decide(PLAN);
    time.pass(Duration.ofSeconds(10));
    decide(PLAN.rejecting(Optional.of(shelf.keptVersion())));
    time.work();
    assertThat(shelf.asked()).hasSize(2);
    // It rejects the new one as well.
    decide(PLAN.rejecting(Optional.of(shelf.keptVersion())));
    decide(PLAN.rejecting(Optional.of(shelf.keptVersion())));
    time.pass(Duration.ofSeconds(60));
    assertThat(shelf.asked()).hasSize(2);
    // After the next renewal in due time there is one more chance.
    time.pass(Duration.ofSeconds(30));
    assertThat(shelf.asked()).hasSize(3);
    decide(PLAN.rejecting(Optional.of(shelf.keptVersion())));
    time.work();
    assertThat(shelf.asked()).hasSize(4);
  }

  /** Nothing is asked when the operator starts: the token that is there is good. */
  @Test
  void aRestartAsksNothingButRenewsSooner() {
    decide(PLAN);
    time.pass(Duration.ofSeconds(20));
    schedule.forget(REF, UID);
    schedule = schedule(1);
    decide(PLAN);
    time.pass(Duration.ofSeconds(7));
    assertThat(shelf.asked()).hasSize(1);
    time.pass(Duration.ofSeconds(45));
    assertThat(shelf.asked()).hasSize(2);
  }

  @Test
  void nothingIsAskedWhileTheTokenCannotBeSeen() {
    schedule.plan(REF, UID, Optional.of(PLAN), Lookup.stale());
    time.pass(Duration.ofHours(1));
    assertThat(shelf.asked()).isEmpty();
  }

  @Test
  void whatIsNotNeededAnyMoreIsNotRenewed() {
    decide(PLAN);
    time.work();
    schedule.plan(REF, UID, Optional.empty(), shelf.kept());
    time.pass(Duration.ofHours(1));
    assertThat(shelf.asked()).hasSize(1);
    assertThat(schedule.firstEnd()).isEmpty();
    decide(PLAN);
    schedule.forget(REF, "another");
    schedule.forget(REF, UID);
    time.pass(Duration.ofHours(1));
    assertThat(shelf.asked()).hasSize(1);
  }

  @Test
  void aChangedSecretIsWaitedFor() {
    shelf.outdated();
    decide(PLAN);
    time.pass(Duration.ofSeconds(10));
    assertThat(news).isZero();
    assertThat(results).isEmpty();
    shelf.recover();
    time.pass(Duration.ofSeconds(3));
    assertThat(news).isEqualTo(1);
  }
}
