package dev.toolrack.bench.bed;

import dev.toolrack.bench.BenchException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Time that passes. */
public final class Waiting {
  private static final Duration POLL = Duration.ofMillis(100);

  private Waiting() {}

  /** Waits. */
  public static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("Interrupted.", e);
    }
  }

  /** Asks every tenth of a second until it is so. */
  public static void until(String what, Duration patience, BooleanSupplier done) {
    long end = System.nanoTime() + patience.toNanos();
    while (!done.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new BenchException("Not after " + patience.toSeconds() + " s: " + what + ".");
      }
      pause(POLL);
    }
  }

  /** Milliseconds between two readings of {@link System#nanoTime()}. */
  public static double millis(long from, long to) {
    return (to - from) / 1e6;
  }
}
