package dev.toolrack.mcp;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the memory bounded that all verifications under way take together. Each may read a little
 * at any time; only some at once may go on to read much, the others wait for their turn. Whoever
 * has had its turn for long is stopped when others wait, so that servers which drip large answers
 * cannot keep the others from being verified.
 */
final class LargeAnswers {
  private final int atOnce;
  private final long turnNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // By age.
  private final Queue<Turn> taken = new ArrayDeque<>();

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

  /** The turn of one verification: not taken, taken, or over. */
  final class Turn implements AutoCloseable {
    private @Nullable Runnable stop;
    private long since;
    private boolean over;
    private boolean stopped;

    private Turn() {}

    /**
     * Takes the turn, unless it is taken already. Blocks until there is room for it.
     *
     * @return false if it is over
     */
    boolean take() {
      lock.lock();
      try {
        while (!over && !taken.contains(this)) {
          Turn oldest = taken.peek();
          long left = oldest == null ? 0 : oldest.since + turnNanos - System.nanoTime();
          if (oldest == null || taken.size() < atOnce) {
            since = System.nanoTime();
            taken.add(this);
          } else if (left > 0) {
            var _ = changed.awaitNanos(left);
          } else {
            oldest.stop();
          }
        }
        return !over;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      } finally {
        lock.unlock();
      }
    }

    private void stop() {
      stopped = true;
      end();
      startStop();
    }

    /** Not under the lock: it ends the work of others. */
    private void startStop() {
      if (stop != null) {
        Thread.startVirtualThread(stop);
      }
    }

    /** Says how to stop what this turn is taken for, if it takes too long. */
    void whenStopped(Runnable action) {
      lock.lock();
      try {
        stop = action;
        if (over) {
          startStop();
        }
      } finally {
        lock.unlock();
      }
    }

    /** Whether it was ended for the sake of others. */
    boolean isStopped() {
      lock.lock();
      try {
        return stopped;
      } finally {
        lock.unlock();
      }
    }

    private void end() {
      over = true;
      taken.remove(this);
      changed.signalAll();
    }

    /** Gives the turn back, or up. */
    @Override
    public void close() {
      lock.lock();
      try {
        end();
      } finally {
        lock.unlock();
      }
    }
  }
}
