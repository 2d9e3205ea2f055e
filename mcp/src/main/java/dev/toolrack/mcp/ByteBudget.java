package dev.toolrack.mcp;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Counts down what may still be read. Answers are read on other threads than the caller's. */
final class ByteBudget {
  /** What every verification may read without waiting for its turn. */
  private static final long SMALL = 64L * 1024;

  private final long bytes;
  private final LargeAnswers.@Nullable Turn turn;
  private final AtomicLong left;

  /** For an answer that is never large. */
  ByteBudget(long bytes) {
    this(bytes, null);
  }

  /** For a verification that needs a turn to read much. */
  ByteBudget(long bytes, LargeAnswers.@Nullable Turn turn) {
    this.bytes = bytes;
    this.turn = turn;
    this.left = new AtomicLong(bytes);
  }

  /**
   * Whether so many more may be read; may block until it is this verification's turn. Not to be
   * asked again after a no.
   */
  boolean take(long more) {
    long rest = left.addAndGet(-more);
    return rest >= 0 && (turn == null || bytes - rest <= SMALL || turn.take());
  }

  /** Whether more was asked for than there was. */
  boolean isSpent() {
    return left.get() < 0;
  }

  /** Says how to stop the reading if this verification's turn ends before it. */
  void whenStopped(Runnable action) {
    if (turn != null) {
      turn.whenStopped(action);
    }
  }

  /** Why nothing more may be read, after a no. */
  FailureReason exhausted() {
    return turn != null && turn.isStopped()
        ? FailureReason.TIMEOUT
        : FailureReason.ANSWER_TOO_LARGE;
  }
}
