package dev.toolrack.operator.shell.turns;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/** Time and threads that go on only when a test says so. */
public final class ByHand {
  private final PriorityQueue<Due> dues =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::number));
  private final Queue<Runnable> work = new ArrayDeque<>();
  private Duration now = Duration.ZERO;
  private long number;

  private record Due(Duration at, long number, Runnable task) {}

  /** Turns that take their time from here. */
  public Turns turns(TurnLimits limits) {
    return new Turns(limits, this::after, work::add, () -> {});
  }

  /** The clock on the wall: it begins at the epoch. */
  public Instant instant() {
    return Instant.EPOCH.plus(now);
  }

  private Runnable after(Duration pause, Runnable task) {
    var due = new Due(now.plus(pause), number++, task);
    dues.add(due);
    return () -> dues.remove(due);
  }

  /** Lets time pass; what becomes due on the way is done, and the work it leads to as well. */
  public void pass(Duration time) {
    Duration end = now.plus(time);
    work();
    while (!dues.isEmpty() && dues.peek().at().compareTo(end) <= 0) {
      Due due = dues.poll();
      now = due.at();
      due.task().run();
      work();
    }
    now = end;
  }

  /** Does all work that waits for a thread. */
  public void work() {
    while (!work.isEmpty()) {
      work.remove().run();
    }
  }

  /** Timers that are still to come. */
  public int timers() {
    return dues.size();
  }
}
