package dev.toolrack.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.mcp.LargeAnswers.Turn;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a turn begins and when it is over. */
@Timeout(60)
class TurnTest {
  private static void nothing() {}

  @Test
  void isHandedOnOnlyWhenWhoWasStoppedHasLetGo() throws Exception {
    LargeAnswers one = new LargeAnswers(1, Duration.ofMillis(1));
    CountDownLatch stopped = new CountDownLatch(2);
    CountDownLatch begun = new CountDownLatch(1);
    Turn first = one.turn();
    Turn second = one.turn();
    first.whenStopped(stopped::countDown);
    first.whenStopped(stopped::countDown);
    assertThat(first.take(TurnTest::nothing)).isTrue();
    assertThat(second.take(begun::countDown)).isFalse();
    stopped.await();
    assertThat(begun.getCount()).isOne();

    first.close();
    begun.await();
    assertThat(second.take(TurnTest::nothing)).isTrue();
  }

  @Test
  void doesNotBeginOnceItWasGivenUp() throws Exception {
    LargeAnswers one = new LargeAnswers(1, Duration.ofMillis(1));
    CountDownLatch givenUp = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    Turn first = one.turn();
    Turn gone = one.turn();
    Turn last = one.turn();
    assertThat(first.take(TurnTest::nothing)).isTrue();
    assertThat(gone.take(givenUp::countDown)).isFalse();
    gone.close();
    assertThat(last.take(begun::countDown)).isFalse();
    first.close();
    begun.await();
    assertThat(givenUp.getCount()).isOne();
  }

  @Test
  void whatBeginsAfterItsEndIsEndedAtOnce() throws Exception {
    LargeAnswers one = new LargeAnswers(1, Duration.ofMillis(1));
    CountDownLatch stopped = new CountDownLatch(1);
    CountDownLatch late = new CountDownLatch(1);
    Turn first = one.turn();
    Turn second = one.turn();
    first.whenStopped(stopped::countDown);
    assertThat(first.take(TurnTest::nothing)).isTrue();
    assertThat(second.take(TurnTest::nothing)).isFalse();
    stopped.await();
    first.whenStopped(late::countDown);
    late.await();
  }
}
