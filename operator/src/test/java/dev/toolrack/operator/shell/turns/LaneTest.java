package dev.toolrack.operator.shell.turns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Places are bounded, given out fairly, and never lie idle while somebody may have them. */
class LaneTest {
  private final List<String> order = new ArrayList<>();
  private final Map<String, Lane.Entry> entries = new HashMap<>();

  @Test
  void aFreePlaceIsGivenAtOnce() {
    var lane = new Lane(new LaneLimits(2, 2, 2));
    enter(lane, "acme", "a", "1");
    enter(lane, "acme", "a", "2");
    enter(lane, "acme", "a", "3");
    assertThat(order).containsExactly("1", "2");
    assertThat(lane.active()).isEqualTo(2);
    assertThat(lane.waiting()).isEqualTo(1);
  }

  @Test
  void theSameHostOnTheSameAccountIsServedInTheOrderOfComing() {
    var lane = new Lane(new LaneLimits(1, 1, 1));
    var first = enter(lane, "acme", "a", "1");
    var second = enter(lane, "acme", "a", "2");
    enter(lane, "acme", "a", "3");
    lane.leave(first);
    lane.leave(second);
    assertThat(order).containsExactly("1", "2", "3");
  }

  @Test
  void aFullHostHoldsNobodyElseUp() {
    var lane = new Lane(new LaneLimits(8, 8, 2));
    for (int i = 0; i < 100; i++) {
      enter(lane, "acme", "hung", "hung" + i);
    }
    enter(lane, "acme", "well", "same namespace");
    enter(lane, "globex", "well", "another namespace");
    assertThat(order).containsExactly("hung0", "hung1", "same namespace", "another namespace");
  }

  @Test
  void aFullNamespaceHoldsNobodyElseUpNotEvenAtTheSameHost() {
    var lane = new Lane(new LaneLimits(8, 2, 8));
    for (int i = 0; i < 100; i++) {
      enter(lane, "greedy", "host" + i % 3, "greedy" + i);
    }
    enter(lane, "acme", "host0", "acme");
    assertThat(order).containsExactly("greedy0", "greedy1", "acme");
  }

  @Test
  void namespacesTakeTurnsHoweverManyOneSends() {
    var lane = new Lane(new LaneLimits(1, 1, 1));
    enter(lane, "other", "x", "holder");
    for (int i = 0; i < 100; i++) {
      enter(lane, "greedy", "host" + i, "greedy" + i);
    }
    for (int i = 0; i < 3; i++) {
      enter(lane, "acme", "a", "acme" + i);
    }
    serve(lane, 6);
    assertThat(order)
        .containsExactly("holder", "greedy0", "acme0", "greedy1", "acme1", "greedy2", "acme2");
  }

  @Test
  void hostsOfANamespaceTakeTurns() {
    var lane = new Lane(new LaneLimits(1, 1, 1));
    enter(lane, "acme", "x", "holder");
    for (int i = 0; i < 50; i++) {
      enter(lane, "acme", "big", "big" + i);
    }
    enter(lane, "acme", "small", "small");
    serve(lane, 2);
    assertThat(order).containsExactly("holder", "big0", "small");
  }

  @Test
  void whoGaveUpIsNotServed() {
    var lane = new Lane(new LaneLimits(1, 1, 1));
    var holder = enter(lane, "acme", "a", "holder");
    var second = enter(lane, "acme", "a", "second");
    enter(lane, "acme", "a", "third");
    lane.leave(second);
    lane.leave(second);
    assertThat(lane.waiting()).isEqualTo(1);
    lane.leave(holder);
    lane.leave(holder);
    assertThat(order).containsExactly("holder", "third");
    assertThat(lane.active()).isEqualTo(1);
  }

  /**
   * Comings and goings by chance: no limit is ever passed, no place is idle while somebody could
   * have it, everybody is served in the end, and nothing is remembered after that.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void whateverHappensLimitsHoldAndNothingIsIdle(long seed) {
    var random = new Random(seed);
    var limits =
        new LaneLimits(1 + random.nextInt(12), 1 + random.nextInt(6), 1 + random.nextInt(4));
    var lane = new Lane(limits);
    var crowd = new Crowd(lane);
    for (int step = 0; step < 4_000; step++) {
      if (random.nextInt(100) < 55) {
        String host = "h" + (random.nextBoolean() ? 0 : random.nextInt(9));
        crowd.come(new Claim("n" + random.nextInt(7), host));
      } else {
        crowd.someoneGoes(random);
      }
      crowd.check();
    }
    crowd.allGoAsTheyAreServed();
    assertThat(lane.active()).isZero();
    assertThat(lane.waiting()).isZero();
    assertThat(lane.remembered()).isZero();
  }

  /** Nine namespaces never stop wanting two hosts; the tenth wants one of them once. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void nobodyIsPassedOverForEver(long seed) {
    var random = new Random(seed);
    var lane = new Lane(new LaneLimits(3, 3, 1));
    List<Runnable> leaving = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      for (int k = 0; k < 6; k++) {
        again(lane, new Claim("greedy" + i, "h" + k % 2), leaving);
      }
    }
    var served = new AtomicBoolean();
    lane.enter(new Claim("acme", "h0"), () -> served.set(true));
    for (int others = 0; !served.get(); others++) {
      assertThat(others).as("others served before").isLessThan(60);
      leaving.remove(random.nextInt(leaving.size())).run();
    }
  }

  /** Leaves and comes back at once, for ever. */
  private static void again(Lane lane, Claim claim, List<Runnable> leaving) {
    var entry = new AtomicReference<Lane.@Nullable Entry>();
    entry.set(
        lane.enter(
            claim,
            () ->
                leaving.add(() -> {
                  again(lane, claim, leaving);
                  lane.leave(Objects.requireNonNull(entry.get()));
                })));
  }

  private Lane.Entry enter(Lane lane, String namespace, String host, String name) {
    Lane.Entry entry = lane.enter(new Claim(namespace, host), () -> order.add(name));
    entries.put(name, entry);
    return entry;
  }

  /** Who has the only place goes, the next one gets it, and so on. */
  private void serve(Lane lane, int times) {
    for (int i = 0; i < times; i++) {
      lane.leave(Objects.requireNonNull(entries.get(order.getLast())));
    }
  }
}
