package dev.toolrack.operator.shell.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private final Backlog backlog = new Backlog();
  private final List<String> done = new ArrayList<>();

  private void now(String name) {
    from("anybody", name);
  }

  private void from(String who, String name) {
    backlog.add(who, () -> done.add(name));
  }

  private void later(String name) {
    backlog.addLater(() -> done.add(name));
  }

  private void turns(int number) {
    for (int i = 0; i < number; i++) {
      Runnable work = backlog.next();
      if (work != null) {
        work.run();
      }
    }
  }

  @Test
  void whoComesLateIsServedAmongTheFirst() {
    for (int i = 0; i < 10_000; i++) {
      now("many " + i);
    }
    turns(100);
    now("late");
    turns(2);
    assertThat(done.subList(100, 102)).contains("late");
  }

  @Test
  void whoComesWhileManyAreStillComingIsServedAmongTheFirst() {
    for (int i = 0; i < 5_000; i++) {
      from("change for all", "many " + i);
    }
    from("new agents", "late");
    for (int i = 5_000; i < 10_000; i++) {
      from("change for all", "many " + i);
    }
    turns(2);
    assertThat(done).contains("late");
  }

  @Test
  void changesForManyAdvanceSideBySide() {
    for (int i = 0; i < 100; i++) {
      from("one", "one " + i);
    }
    for (int i = 0; i < 100; i++) {
      from("two", "two " + i);
    }
    turns(50);
    assertThat(done.stream().filter(name -> name.startsWith("one"))).hasSize(25);
  }

  @Test
  void theOldestOfEachAdvancesWhoeverElseComes() {
    from("one", "oldest of one");
    from("two", "oldest of two");
    for (int i = 0; i < 4; i++) {
      from("one", "one " + i);
      from("two", "two " + i);
      turns(1);
    }
    assertThat(done).contains("oldest of one", "oldest of two");
  }

  @Test
  void nobodyWaitsForEverWhoeverComes() {
    now("first");
    for (int i = 0; i < 3; i++) {
      now("new " + i);
      turns(1);
    }
    assertThat(done).contains("first");
  }

  @Test
  void whatCanWaitWaits() {
    later("status");
    now("one");
    now("two");
    turns(3);
    assertThat(done).last().isEqualTo("status");
  }

  @Test
  void whatCanWaitIsNotPutOffForEver() {
    later("status");
    for (int i = 0; i < 100; i++) {
      now("decision " + i);
    }
    turns(16);
    assertThat(done).contains("status");
  }

  @Test
  void everythingIsDoneOnce() {
    for (int i = 0; i < 50; i++) {
      now("now " + i);
      later("later " + i);
    }
    turns(100);
    assertThat(done).hasSize(100).doesNotHaveDuplicates();
    assertThat(backlog.next()).isNull();
  }
}
