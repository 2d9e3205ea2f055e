package dev.toolrack.mcp;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the memory bounded that all verifications under way take together. Each may read a little
 * at any time; only some at once may go on to read much, the others wait for their turn. Whoever
 * has had its turn for long is stopped when others wait, so that servers which drip large answers
 * cannot keep the others from being verified. A turn is over only when nothing that was read is
 * held any more.
 */
final class LargeAnswers {
  private static final ScheduledExecutorService LATER =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("large-answers").factory());

  private final int atOnce;
  private final long turnNanos;
  private final ReentrantLock lock = new ReentrantLock();
  // Both by age.
  private final Queue<Turn> taken = new ArrayDeque<>();
  private final Queue<Turn> waiting = new ArrayDeque<>();
  private boolean watched;

  /**
   * For all verifications of one verifier.
   *
   * @param atOnce how many may read much
   * @param turn how long each may while others wait
   */
  LargeAnswers(int atOnce, Duration turn) {
    this.atOnce = atOnce;
    this.turnNanos = turn.toNanos();
  }

  /** What one verification has to do with it. */
  Turn turn() {
    return new Turn();
  }

  /** The turn of one verification: not taken, waited for, taken, or over. */
  final class Turn implements AutoCloseable {
    private @Nullable Runnable go;
    private final List<Runnable> stops = new ArrayList<>();
    private long since;
    private boolean over;
    private boolean stopped;

    private Turn() {}

    /**
     * Takes the turn. Never blocks: whoever has to wait is told when it may go on, and must not
     * read until then.
     *
     * @param then run later, on another thread, if the answer is no; not at all once it is over
     * @return whether it is taken
     */
    boolean take(Runnable then) {
      lock.lock();
      try {
        if (taken.contains(this)) {
          return true;
        }
        if (over) {
          return false;
        }
        if (taken.size() < atOnce && waiting.isEmpty()) {
          begin();
          return true;
        }
        go = then;
        waiting.add(this);
        handOn();
        return false;
      } finally {
        lock.unlock();
      }
    }

    private void begin() {
      since = System.nanoTime();
      taken.add(this);
      if (go != null) {
        start(go);
        go = null;
      }
    }

    /**
     * Says how to end at once something that this turn is taken for, if it takes too long; run on
     * another thread.
     */
    void whenStopped(Runnable action) {
      lock.lock();
      try {
        if (stopped) {
          start(action);
        } else {
          stops.add(action);
        }
      } finally {
        lock.unlock();
      }
    }

    private void stop() {
      stopped = true;
      stops.forEach(LargeAnswers::start);
      stops.clear();
    }

    /** Gives the turn back, or up. */
    @Override
    public void close() {
      lock.lock();
      try {
        over = true;
        go = null;
        taken.remove(this);
        waiting.remove(this);
        handOn();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Lets those begin for whom there is room, and sees to it that there will be some for others. */
  private void handOn() {
    while (!waiting.isEmpty() && taken.size() < atOnce) {
      waiting.remove().begin();
    }
    Turn oldest = oldest();
    if (!waiting.isEmpty() && oldest != null && !watched) {
      watched = true;
      long left = Math.max(0, oldest.since + turnNanos - System.nanoTime());
      var _ = LATER.schedule(this::look, left, TimeUnit.NANOSECONDS);
    }
  }

  /** Of those that were not told yet to end. */
  private @Nullable Turn oldest() {
    for (Turn turn : taken) {
      if (!turn.stopped) {
        return turn;
      }
    }
    return null;
  }

  private void look() {
    lock.lock();
    try {
      watched = false;
      Turn oldest = oldest();
      if (!waiting.isEmpty() && oldest != null && System.nanoTime() - oldest.since >= turnNanos) {
        oldest.stop();
      }
      handOn();
    } finally {
      lock.unlock();
    }
  }

  /** Not under the lock: it goes on with the work of others. */
  private static void start(Runnable action) {
    Thread.startVirtualThread(action);
  }
}
