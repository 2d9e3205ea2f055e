package dev.toolrack.operator.shell.token;

import static dev.toolrack.operator.shell.token.TokenShelf.REF;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.status.Reason;
import dev.toolrack.core.token.TokenPlan;
import dev.toolrack.operator.shell.turns.ByHand;
import dev.toolrack.operator.shell.turns.LaneLimits;
import dev.toolrack.operator.shell.turns.TurnLimits;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** When something is asked for logins, and when only a person can go on. */
class LoginScheduleTest {
  private static final LaneLimits FOUR = new LaneLimits(4, 4, 4);
  private static final String UID = "1";
  private static final TokenPlan GIVEN = TokenShelf.login("https://login.example.com", "login-1");
  private static final TokenPlan TAKEN = TokenShelf.login("https://login.example.com", null);
  private static final TokenPlan OTHER = TokenShelf.login("https://other.example.com", null);

  private final ByHand time = new ByHand();
  private final TokenShelf shelf = new TokenShelf(time);
  private int news;
  private final TokenSchedule schedule =
      new TokenSchedule(
          time.turns(new TurnLimits(FOUR, FOUR, FOUR, Duration.ofHours(1))),
          new TokenPace(Duration.ofSeconds(2), new Random(4711)),
          shelf,
          (grant, result) -> {},
          time::instant,
          ref -> news++);

  private void decide(TokenPlan plan) {
    schedule.plan(REF, UID, Optional.of(plan), shelf.kept());
  }

  private void logIn() {
    decide(GIVEN);
    time.work();
    decide(TAKEN);
    assertThat(shelf.asked()).hasSize(1);
  }

  @Test
  void nobodyIsAskedAboutALoginThatWasMadeForOtherSettings() {
    logIn();
    decide(OTHER);
    time.pass(Duration.ofDays(1));
    assertThat(shelf.asked()).hasSize(1);
    assertThat(time.timers()).isZero();
    assertThat(schedule.firstEnd()).isEmpty();
  }

  @Test
  void oneThatFitsAgainIsRenewedAgain() {
    shelf.lifetime(Duration.ofDays(2));
    logIn();
    decide(OTHER);
    time.pass(Duration.ofHours(1));
    decide(TAKEN);
    time.pass(Duration.ofHours(29));
    assertThat(shelf.asked()).hasSize(2);
  }

  @Test
  void nobodyIsAskedAboutALoginThatIsGone() {
    logIn();
    shelf.lose();
    decide(TAKEN);
    time.pass(Duration.ofDays(1));
    assertThat(shelf.asked()).hasSize(1);
    assertThat(time.timers()).isZero();
  }

  /** The reconciler sees the end in the token Secret before the schedule has the answer. */
  @Test
  void howALoginEndedIsSaidAndNotWhatHappenedBefore() {
    logIn();
    shelf.failing(Reason.ISSUER_UNAVAILABLE);
    time.pass(Duration.ofSeconds(90));
    assertThat(schedule.failure(REF, UID).orElseThrow().reason())
        .isEqualTo(Reason.ISSUER_UNAVAILABLE);
    shelf.ends(() -> decide(TAKEN));
    time.pass(Duration.ofMinutes(10));
    decide(TAKEN);
    assertThat(schedule.failure(REF, UID).orElseThrow().reason())
        .isEqualTo(Reason.RECONNECT_REQUIRED);
    assertThat(time.timers()).isZero();
  }

  @Test
  void whatFailedIsForgottenWithTheLogin() {
    logIn();
    shelf.failing(Reason.ISSUER_UNAVAILABLE);
    time.pass(Duration.ofSeconds(90));
    shelf.lose();
    news = 0;
    decide(TAKEN);
    assertThat(schedule.failure(REF, UID)).isEmpty();
    assertThat(news).isEqualTo(1);
  }

  @Test
  void whatCannotBeAnsweredIsAskedForMoreAndMoreSlowly() {
    shelf.outdated();
    decide(GIVEN);
    time.pass(Duration.ofMinutes(30));
    assertThat(shelf.asked()).hasSizeBetween(11, 15);
  }

  @Test
  void tokensThatLiveAMomentAreNotAskedForAllTheTime() {
    shelf.lifetime(Duration.ofMillis(10));
    decide(GIVEN);
    time.work();
    decide(TAKEN);
    time.pass(Duration.ofSeconds(60));
    assertThat(shelf.asked()).hasSizeLessThanOrEqualTo(62);
  }
}
