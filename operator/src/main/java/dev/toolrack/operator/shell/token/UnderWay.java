package dev.toolrack.operator.shell.token;

import java.time.Duration;

/** Counts what has begun, so that the end can wait for it. */
final class UnderWay {
  private int count;
  private boolean finishing;

  /** Whether something may begin; whatever does has to {@linkplain #end() end}. */
  synchronized boolean begin() {
    if (finishing) {
      return false;
    }
    count++;
    return true;
  }

  /** It has ended. */
  synchronized void end() {
    count--;
    notifyAll();
  }

  /** Lets nothing begin any more, and waits until everything has ended or the time is over. */
  synchronized void finish(Duration time) throws InterruptedException {
    finishing = true;
    long deadline = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); count > 0 && left > 0; left = deadline - System.nanoTime()) {
      wait(Math.max(1, left / 1_000_000));
    }
  }
}
