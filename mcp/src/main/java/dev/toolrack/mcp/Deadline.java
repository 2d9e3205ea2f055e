package dev.toolrack.mcp;

import java.time.Duration;

/**
 * The end of the time that everything in one verification shares.
 *
 * @param nanoTime the end, as {@link System#nanoTime} counts
 */
record Deadline(long nanoTime) {
  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** What is left of it, at most {@code most}. */
  Deadline within(Duration most) {
    Deadline other = in(most);
    return other.nanoTime - nanoTime < 0 ? other : this;
  }

  Duration left() throws Stopped {
    long nanos = nanoTime - System.nanoTime();
    if (nanos <= 0) {
      throw Stopped.unsent(FailureReason.TIMEOUT);
    }
    return Duration.ofNanos(nanos);
  }
}
