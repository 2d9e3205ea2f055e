package dev.toolrack.bench.bed;

import java.time.Duration;

/** How long is waited before a measurement is given up. */
public final class Patience {
  private static final Duration LEAST = Duration.ofMinutes(2);
  private static final Duration EACH = Duration.ofMillis(100);

  private Patience() {}

  /** For so many objects to be written. */
  public static Duration of(int objects) {
    return LEAST.plus(EACH.multipliedBy(objects));
  }
}
