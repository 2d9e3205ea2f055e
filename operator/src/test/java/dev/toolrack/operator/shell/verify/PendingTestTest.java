package dev.toolrack.operator.shell.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.integration.TestOnDemand.Tested;
import dev.toolrack.core.status.Reason;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One under way, one waiting, one every ten seconds; time is a number. */
class PendingTestTest {
  private final PendingTest test = new PendingTest();

  @Test
  void theFirstNeedsNoRestWhateverTheClockSays() {
    assertThat(test.want("a")).isTrue();
    assertThat(test.pause(Long.MIN_VALUE)).isZero();
    assertThat(test.waits()).isTrue();
  }

  @Test
  void betweenTwoBeginningsThereAreTenSeconds() {
    test.want("a");
    test.begin(seconds(-3));
    assertThat(test.end(Optional.empty())).isTrue();
    test.want("b");
    assertThat(test.pause(seconds(1))).isEqualTo(Duration.ofSeconds(6));
    assertThat(test.pause(seconds(7))).isZero();
    assertThat(test.pause(seconds(700))).isZero();
  }

  @Test
  void theSameQuestionIsNoNewsAndIsNotAskedAgain() {
    test.want("a");
    test.begin(0);
    test.end(Optional.of(Reason.TIMEOUT));
    assertThat(test.want("a")).isFalse();
    assertThat(test.waits()).isFalse();
    assertThat(test.answered()).contains(new Tested("a", Optional.of(Reason.TIMEOUT)));
  }

  @Test
  void aVerificationThatBeganBeforeIsNoAnswer() {
    test.begin(0);
    test.want("a");
    assertThat(test.end(Optional.empty())).isFalse();
    assertThat(test.answered()).isEmpty();
    assertThat(test.waits()).isTrue();
  }

  @Test
  void theLatestOfThoseThatWaitIsAsked() {
    test.want("a");
    test.begin(0);
    test.want("b");
    test.want("c");
    test.end(Optional.empty());
    assertThat(test.answered().map(Tested::nonce)).contains("a");
    test.begin(seconds(10));
    test.end(Optional.empty());
    assertThat(test.answered().map(Tested::nonce)).contains("c");
    assertThat(test.waits()).isFalse();
  }

  @Test
  void whatWasCalledOffWaitsAgain() {
    test.want("a");
    test.begin(0);
    test.dismiss();
    assertThat(test.waits()).isTrue();
    assertThat(test.end(Optional.empty())).isFalse();
  }

  private static long seconds(long seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }
}
