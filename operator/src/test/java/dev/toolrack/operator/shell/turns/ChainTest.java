package dev.toolrack.operator.shell.turns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** One question to come or under way, never two; time passes by hand. */
class ChainTest {
  private static final Claim CLAIM = new Claim("acme", "a");
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final LaneLimits TWO = new LaneLimits(2, 2, 2);

  private final ByHand hand = new ByHand();
  private final Turns turns = hand.turns(new TurnLimits(TWO, TWO, TWO, SECOND));
  private final List<String> asked = new ArrayList<>();

  @Test
  void aQuestionComesAfterItsPauseAndOnlyOnce() {
    turns.chain().next(SECOND.multipliedBy(5), CLAIM, link -> asked.add("once"));
    hand.pass(SECOND.multipliedBy(4));
    assertThat(asked).isEmpty();
    hand.pass(SECOND.multipliedBy(60));
    assertThat(asked).containsExactly("once");
    assertThat(hand.timers()).isZero();
  }

  @Test
  void whatComesNextTakesThePlaceOfWhatWasToCome() {
    Chain chain = turns.chain();
    chain.next(SECOND, CLAIM, link -> asked.add("first"));
    chain.next(SECOND, CLAIM, link -> asked.add("second"));
    chain.next(Duration.ZERO, CLAIM, link -> asked.add("third"));
    chain.next(Duration.ZERO, CLAIM, link -> asked.add("fourth"));
    hand.pass(SECOND.multipliedBy(9));
    assertThat(asked).containsExactly("fourth");
    assertThat(hand.timers()).isZero();
  }

  @Test
  void aStoppedChainAsksNothing() {
    Chain chain = turns.chain();
    chain.next(SECOND, CLAIM, link -> asked.add("one"));
    chain.stop();
    chain.stop();
    hand.pass(SECOND.multipliedBy(9));
    assertThat(asked).isEmpty();
    assertThat(hand.timers()).isZero();
  }

  @Test
  void anAnswerKnowsThatItCameTooLate() {
    Chain chain = turns.chain();
    chain.next(
        Duration.ZERO,
        CLAIM,
        link -> {
          asked.add("first is " + link.current());
          chain.next(Duration.ZERO, CLAIM, other -> asked.add("second is " + other.current()));
          asked.add("first is " + link.current());
        });
    hand.pass(SECOND);
    assertThat(asked).containsExactly("first is true", "first is false", "second is true");
  }

  @Test
  void whoAsksForTheNextOneIsNotInterruptedByThat() {
    Chain chain = turns.chain();
    chain.next(
        Duration.ZERO,
        CLAIM,
        link -> {
          chain.next(SECOND, CLAIM, other -> asked.add("next"));
          asked.add("interrupted: " + Thread.currentThread().isInterrupted());
        });
    hand.pass(SECOND.multipliedBy(2));
    assertThat(asked).containsExactly("interrupted: false", "next");
  }

  @Test
  void whoTookLongWaitsWithItsLikeTheNextTimeUntilItAnswersPromptly() {
    Chain chain = turns.chain();
    chain.next(Duration.ZERO, CLAIM, link -> slowly(chain));
    hand.pass(SECOND.multipliedBy(10));
    assertThat(asked).containsExactly("prompt", "patient", "prompt");
  }

  @Test
  void anotherServerIsNotSlowBecauseTheOneBeforeWas() {
    Chain chain = turns.chain();
    chain.next(
        Duration.ZERO,
        CLAIM,
        link -> {
          hand.pass(SECOND.multipliedBy(2));
          chain.next(SECOND, CLAIM, other -> {});
        });
    hand.pass(SECOND);
    chain.pardon();
    chain.next(Duration.ZERO, CLAIM, link -> asked.add(lane()));
    hand.pass(SECOND);
    assertThat(asked).containsExactly("prompt");
  }

  /** Thousands of changes by chance leave no timer and no place behind. */
  @Test
  void nothingIsLeftBehind() {
    var random = new Random(1);
    List<Chain> chains = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      chains.add(turns.chain());
    }
    for (int step = 0; step < 20_000; step++) {
      Chain chain = chains.get(random.nextInt(chains.size()));
      if (random.nextInt(4) == 0) {
        chain.stop();
      } else {
        Duration pause = Duration.ofMillis(random.nextInt(3) * 400L);
        chain.next(pause, new Claim("n" + random.nextInt(3), "h"), link -> asked.add("some"));
      }
      if (random.nextBoolean()) {
        hand.pass(Duration.ofMillis(random.nextInt(300)));
      }
      // The chains' own, and one for each question under way, of which there are none in between.
      assertThat(hand.timers()).isLessThanOrEqualTo(chains.size());
    }
    chains.forEach(Chain::stop);
    hand.work();
    assertThat(asked).hasSizeGreaterThan(100);
    assertThat(hand.timers()).isZero();
    assertThat(turns.fill()).allMatch(lane -> lane.active() == 0 && lane.waiting() == 0);
  }

  /** Slow the first time, prompt the second; the third is the last. */
  private void slowly(Chain chain) {
    asked.add(lane());
    if (asked.size() == 1) {
      hand.pass(SECOND.multipliedBy(2));
    }
    if (asked.size() < 3) {
      chain.next(SECOND, CLAIM, link -> slowly(chain));
    }
  }

  /** The lane in which the caller has its turn. */
  private String lane() {
    return turns.fill().stream()
        .filter(f -> f.active() > 0 && !f.lane().equals("overtime"))
        .findFirst()
        .orElseThrow()
        .lane();
  }
}
