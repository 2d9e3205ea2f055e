package dev.toolrack.mcp;

import java.util.concurrent.atomic.AtomicLong;

/** Counts down what may still be read. Answers are read on other threads than the caller's. */
final class ByteBudget {
  private final AtomicLong left;

  ByteBudget(long bytes) {
    left = new AtomicLong(bytes);
  }

  boolean take(long bytes) {
    return left.addAndGet(-bytes) >= 0;
  }
}
