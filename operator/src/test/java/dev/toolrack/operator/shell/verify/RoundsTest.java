package dev.toolrack.operator.shell.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.toolrack.operator.shell.turns.Claim;
import dev.toolrack.operator.shell.turns.LaneLimits;
import dev.toolrack.operator.shell.turns.TurnLimits;
import dev.toolrack.operator.shell.turns.Turns;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each thing is asked again and again; only answers to what is asked now count. */
class RoundsTest {
  private static final LaneLimits FOUR = new LaneLimits(4, 4, 4);

  private final Turns turns = Turns.start(new TurnLimits(FOUR, FOUR, FOUR, Duration.ofHours(1)));
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> news = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    turns.close();
  }

  @Test
  void whatHasNoGoodAnswerIsAskedAgain() {
    var rounds = rounds(plan -> asked.size() < 3 ? "bad" : "good");
    rounds.plan("a", "1", Optional.of("plan"), false);
    await().until(() -> rounds.latest("a", "1").equals(Optional.of("good")));
    assertThat(asked).containsExactly("plan", "plan", "plan");
    // News is told after the answer is there.
    await().untilAsserted(() -> assertThat(news).containsExactly("a", "a"));
    rounds.plan("a", "1", Optional.of("plan"), false);
    assertThat(rounds.latest("a", "1")).contains("good");
  }

  @Test
  void anErrorDoesNotEndTheRound() {
    var rounds =
        rounds(plan -> {
          if (asked.size() < 3) {
            throw new IllegalStateException("made by the test");
          }
          return "good";
        });
    rounds.plan("a", "1", Optional.of("plan"), false);
    await().until(() -> rounds.latest("a", "1").isPresent());
    await().untilAsserted(() -> assertThat(news).containsExactly("a"));
  }

  @Tag("drift-8")
  @Test
  void anotherPlanIsAskedAtOnceAndTheAnswerToTheOldOneIsGone() {
    var rounds = rounds(plan -> "good");
    rounds.plan("a", "1", Optional.of("old"), false);
    await().until(() -> rounds.latest("a", "1").isPresent());
    rounds.plan("a", "1", Optional.empty(), false);
    assertThat(rounds.latest("a", "1")).isEmpty();
    rounds.plan("a", "1", Optional.of("new"), true);
    await().until(() -> asked.contains("new"));
  }

  @Test
  void whatIsKnownFromBeforeHasTime() {
    var rounds = rounds(plan -> "good");
    rounds.plan("known", "1", Optional.of("known"), true);
    rounds.plan("unknown", "1", Optional.of("unknown"), false);
    await().until(() -> rounds.latest("unknown", "1").isPresent());
    assertThat(asked).containsExactly("unknown");
  }

  @Tag("drift-8")
  @Test
  void whatWasDeletedAndCreatedAnewIsAnotherThing() {
    var rounds = rounds(plan -> "good");
    rounds.plan("a", "1", Optional.of("old"), false);
    await().until(() -> rounds.latest("a", "1").isPresent());
    rounds.plan("a", "2", Optional.of("old"), false);
    assertThat(rounds.latest("a", "1")).isEmpty();
    rounds.forget("a", "1");
    await().until(() -> rounds.latest("a", "2").isPresent());
    rounds.forget("a", "2");
    assertThat(rounds.latest("a", "2")).isEmpty();
  }

  private Rounds<String, String, String> rounds(UnaryOperator<String> answer) {
    var asking =
        new Rounds.Asking<String, String, String>() {
          @Override
          public Claim claim(String key, String plan) {
            return new Claim("acme", "host");
          }

          @Override
          public String ask(String key, String plan) {
            asked.add(plan);
            return answer.apply(plan);
          }

          @Override
          public boolean good(String result) {
            return result.equals("good");
          }

          @Override
          public Duration interval(String plan) {
            return Duration.ofHours(1);
          }
        };
    var pace = new Pace(Duration.ofMillis(1), Duration.ofMillis(1), () -> 1L);
    return new Rounds<>(turns, pace, asking, news::add);
  }
}
