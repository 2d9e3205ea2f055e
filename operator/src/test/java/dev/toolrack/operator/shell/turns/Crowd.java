package dev.toolrack.operator.shell.turns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Comes and goes through a lane, and knows independently of it who may be where. */
final class Crowd {
  private final Lane lane;
  private final List<One> all = new ArrayList<>();

  Crowd(Lane lane) {
    this.lane = lane;
  }

  private static final class One {
    final Claim claim;
    boolean inside;
    Lane.@Nullable Entry entry;

    One(Claim claim) {
      this.claim = claim;
    }
  }

  void come(Claim claim) {
    var one = new One(claim);
    all.add(one);
    one.entry =
        lane.enter(
            claim,
            () -> {
              assertThat(one.inside).as("admitted once").isFalse();
              assertThat(all).as("admitted after it went").contains(one);
              one.inside = true;
            });
  }

  /** One of those inside, or sometimes one of those who wait. */
  void someoneGoes(Random random) {
    if (!all.isEmpty()) {
      boolean patient = random.nextInt(4) > 0;
      List<One> some = all.stream().filter(one -> one.inside == patient).toList();
      if (!some.isEmpty()) {
        go(some.get(random.nextInt(some.size())));
      }
    }
  }

  void allGoAsTheyAreServed() {
    while (!all.isEmpty()) {
      List<One> inside = all.stream().filter(one -> one.inside).toList();
      assertThat(inside).as("somebody is served").isNotEmpty();
      inside.forEach(this::go);
      check();
    }
  }

  void check() {
    LaneLimits limits = lane.limits();
    var namespaces = new HashMap<String, Integer>();
    var hosts = new HashMap<String, Integer>();
    int inside = 0;
    for (One one : all) {
      if (one.inside) {
        inside++;
        namespaces.merge(one.claim.namespace(), 1, Integer::sum);
        hosts.merge(one.claim.host(), 1, Integer::sum);
      }
    }
    assertThat(lane.active()).isEqualTo(inside).isLessThanOrEqualTo(limits.total());
    assertThat(lane.waiting()).isEqualTo(all.size() - inside);
    assertThat(namespaces.values()).allMatch(count -> count <= limits.perNamespace());
    assertThat(hosts.values()).allMatch(count -> count <= limits.perHost());
    if (inside < limits.total()) {
      assertThat(all)
          .as("nobody waits where there is room")
          .noneMatch(one ->
              !one.inside
                  && namespaces.getOrDefault(one.claim.namespace(), 0) < limits.perNamespace()
                  && hosts.getOrDefault(one.claim.host(), 0) < limits.perHost());
    }
  }

  private void go(One one) {
    all.remove(one);
    lane.leave(Objects.requireNonNull(one.entry));
  }
}
