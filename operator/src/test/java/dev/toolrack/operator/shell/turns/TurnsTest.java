package dev.toolrack.operator.shell.turns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.operator.shell.turns.Turns.Fill;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who does not answer is out of the way of who does. */
class TurnsTest {
  private static final Claim WELL = new Claim("acme", "well");
  private static final Claim HUNG = new Claim("acme", "hung");
  private static final Duration PATIENCE = Duration.ofMillis(20);

  private final Turns turns =
      Turns.start(
          new TurnLimits(
              new LaneLimits(2, 2, 2), new LaneLimits(2, 2, 2), new LaneLimits(3, 3, 3), PATIENCE));
  private final CountDownLatch answer = new CountDownLatch(1);
  private final Semaphore asked = new Semaphore(0);

  @AfterEach
  void close() {
    answer.countDown();
    turns.close();
  }

  @Test
  void hungOnesMakeRoomForOthersAsLongAsThereIsRoomForThem() throws InterruptedException {
    for (int i = 0; i < 5; i++) {
      turns.take(HUNG, false, this::hang);
    }
    // Two begin, three more follow as those before them move on; then all places are taken.
    asked.acquire(5);
    turns.take(WELL, false, asked::release);
    assertThat(fill("overtime")).extracting(Fill::active).isEqualTo(3);
    assertThat(fill("prompt")).extracting(Fill::active, Fill::waiting).containsExactly(2, 1);
    answer.countDown();
    asked.acquire();
  }

  @Test
  void whoWasSlowWaitsWithItsLike() throws InterruptedException {
    for (int i = 0; i < 50; i++) {
      turns.take(HUNG, true, this::hang);
    }
    asked.acquire(2);
    turns.take(WELL, false, asked::release);
    asked.acquire();
    assertThat(fill("patient")).extracting(Fill::active, Fill::waiting).containsExactly(2, 48);
  }

  @Test
  void everyPlaceIsGivenBackWhateverHappens() throws InterruptedException {
    var done = new AtomicInteger();
    for (int i = 0; i < 10; i++) {
      int number = i;
      Turns.Turn turn =
          turns.take(
              HUNG,
              i % 2 == 0,
              () -> {
                done.incrementAndGet();
                asked.release();
                if (number % 3 == 0) {
                  throw new InterruptedException("made by the test");
                }
                answer.await();
              });
      asked.acquire();
      turn.cancel();
    }
    assertThat(done).hasValue(10);
    turns.take(WELL, false, asked::release);
    turns.take(WELL, true, asked::release);
    asked.acquire(2);
  }

  @Test
  void whatIsCancelledWhileItWaitsNeverBegins() throws InterruptedException {
    turns.take(HUNG, true, this::hang);
    turns.take(HUNG, true, this::hang);
    asked.acquire(2);
    List<String> begun = new ArrayList<>();
    Turns.Turn cancelled = turns.take(HUNG, true, () -> begun.add("cancelled"));
    turns.take(HUNG, true, asked::release);
    cancelled.cancel();
    cancelled.cancel();
    assertThat(fill("patient")).extracting(Fill::waiting).isEqualTo(1);
    answer.countDown();
    asked.acquire();
    assertThat(begun).isEmpty();
  }

  @Test
  void nothingBeginsAfterTheEnd() {
    turns.close();
    turns.take(WELL, false, () -> asked.release());
    turns.chain().next(Duration.ofMillis(1), WELL, link -> asked.release());
    turns.chain().next(Duration.ZERO, WELL, link -> asked.release());
    assertThat(asked.availablePermits()).isZero();
    assertThat(turns.fill()).allMatch(lane -> lane.active() == 0 && lane.waiting() == 0);
  }

  private void hang() throws InterruptedException {
    asked.release();
    answer.await();
  }

  private Fill fill(String lane) {
    return turns.fill().stream().filter(f -> f.lane().equals(lane)).findFirst().orElseThrow();
  }
}
