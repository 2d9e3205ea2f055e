package dev.toolrack.operator.shell.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Pauses are spread by chance, and keep within their bounds whatever chance says. */
class PaceTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @RepeatedTest(20)
  void anAnswerThatHoldsLongIsNotAskedForSooner(RepetitionInfo repetition) {
    Pace pace = pace(repetition.getCurrentRepetition());
    assertThat(pace.afterSuccess(MINUTE, MINUTE.multipliedBy(5)))
        .isBetween(MINUTE.multipliedBy(5), Duration.ofSeconds(330));
    assertThat(pace.afterSuccess(MINUTE, Duration.ofSeconds(60)))
        .isBetween(Duration.ofSeconds(60), Duration.ofSeconds(66));
  }

  @RepeatedTest(20)
  void anAnswerThatHoldsShortlyIsNotAskedForMoreOften(RepetitionInfo repetition) {
    Pace pace = pace(repetition.getCurrentRepetition());
    assertThat(pace.afterSuccess(MINUTE, Duration.ZERO))
        .isBetween(Duration.ofSeconds(54), Duration.ofSeconds(66));
    assertThat(pace.afterSuccess(MINUTE, SECOND))
        .isBetween(Duration.ofSeconds(54), Duration.ofSeconds(66));
  }

  @Test
  void pausesAfterFailuresDoubleUpToTheInterval() {
    Pace pace = pace(1);
    assertThat(pace.afterFailures(MINUTE, 1))
        .isBetween(Duration.ofMillis(800), Duration.ofMillis(1200));
    assertThat(pace.afterFailures(MINUTE, 3))
        .isBetween(Duration.ofMillis(3200), Duration.ofMillis(4800));
    assertThat(pace.afterFailures(MINUTE, 1_000_000))
        .isBetween(Duration.ofSeconds(48), Duration.ofSeconds(72));
  }

  private static Pace pace(long seed) {
    return new Pace(SECOND, SECOND, new Random(seed));
  }
}
