package dev.toolrack.testbed;

import java.time.Duration;

/** The one place that sleeps between two looks at something outside this JVM. */
public final class Pause {
  private Pause() {}

  /** Sleeps. */
  public static void of(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TestbedException("Interrupted while waiting.", e);
    }
  }
}
