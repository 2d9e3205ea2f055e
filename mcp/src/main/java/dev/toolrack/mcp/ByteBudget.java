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

  /** Whether so many more may be read. */
  boolean take(long more) {
    return left.addAndGet(-more) >= 0;
  }

  /**
   * Asks for more to be read, at once or when it is this verification's turn.
   *
   * @param more asks for it; on another thread if it is not at once
   */
  void next(Runnable more) {
    if (turn == null || bytes - left.get() <= SMALL || turn.take(more)) {
      more.run();
    }
  }

  /** Whether more was asked for than there was. */
  boolean isSpent() {
    return left.get() < 0;
  }
}
