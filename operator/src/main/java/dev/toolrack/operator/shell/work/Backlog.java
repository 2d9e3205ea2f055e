package dev.toolrack.operator.shell.work;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Work that waits for a free hand. The oldest and the newest of it go by turns: who comes while ten
 * thousand others wait is served at once, and nobody waits longer than twice their place in the
 * queue. Work that can wait goes when there is nothing else, and once in {@value #LATER_EVERY}
 * turns, so that it is never put off for ever.
 */
final class Backlog {
  private static final int LATER_EVERY = 16;

  private final Deque<Runnable> now = new ArrayDeque<>();
  private final Queue<Runnable> later = new ArrayDeque<>();
  private int turn;

  synchronized void add(Runnable work) {
    now.addLast(work);
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
    return turn % 2 == 0 ? now.pollFirst() : now.pollLast();
  }
}
