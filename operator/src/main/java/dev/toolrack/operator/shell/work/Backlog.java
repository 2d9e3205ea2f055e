package dev.toolrack.operator.shell.work;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Queue;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Work that waits for a free hand.
 *
 * <p>Those who bring work are served in turn, one piece each: a change for ten thousand agents is
 * brought by one thread, so who is brought by another one meanwhile does not wait for them. Of each
 * one's work the oldest and the newest go by turns: who is brought last, after ten thousand others,
 * is served at once too, and nobody waits longer than twice their place in the queue. Nothing has
 * to be told what kind of work it is.
 *
 * <p>Work that can wait goes when there is nothing else, and once in {@value #LATER_EVERY} turns,
 * so that it is never put off for ever.
 */
final class Backlog {
  private static final int LATER_EVERY = 16;

  /** What one of those who bring work has brought. */
  private static final class Pile {
    private final Deque<Runnable> work = new ArrayDeque<>();
    private boolean newest;

    Runnable take() {
      newest = !newest;
      return newest ? work.removeLast() : work.removeFirst();
    }
  }

  /** Only those that are not empty; whose turn is next comes first. */
  private final SequencedMap<Object, Pile> now = new LinkedHashMap<>();

  private final Queue<Runnable> later = new ArrayDeque<>();
  private int turn;

  /**
   * @param from who brings it, by equality
   */
  synchronized void add(Object from, Runnable work) {
    now.computeIfAbsent(from, _ -> new Pile()).work.addLast(work);
  }

  synchronized void addLater(Runnable work) {
    later.add(work);
  }

  /** Takes out what comes next; {@code null} = nothing waits. */
  synchronized @Nullable Runnable next() {
    turn = (turn + 1) % LATER_EVERY;
    if (now.isEmpty() || (turn == 0 && !later.isEmpty())) {
      return later.poll();
    }
    var first = now.pollFirstEntry();
    Runnable work = first.getValue().take();
    if (!first.getValue().work.isEmpty()) {
      now.putLast(first.getKey(), first.getValue());
    }
    return work;
  }
}
