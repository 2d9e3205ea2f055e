package dev.toolrack.operator.shell.verify;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait between verifications. Everything is spread by chance, so that servers which
 * were declared together are not asked together for ever.
 *
 * @param retry first pause after a failure; it doubles up to the interval
 * @param confirm pause before a refusal is confirmed
 */
record Pace(Duration retry, Duration confirm, RandomGenerator random) {
  private static final int MAX_DOUBLINGS = 20;

  /**
   * Until the next one after a good one: the interval, give or take a tenth, and never less than
   * the answer holds.
   */
  Duration afterSuccess(Duration interval, Duration fresh) {
    Duration pause = spread(interval, 0.9, 1.1);
    return pause.compareTo(fresh) < 0 ? spread(fresh, 1.0, 1.1) : pause;
  }

  /** Until the next one after a number of failures in a row. */
  Duration afterFailures(Duration interval, int failures) {
    Duration doubled = retry.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
    return spread(doubled.compareTo(interval) < 0 ? doubled : interval, 0.8, 1.2);
  }

  /** Until a refusal is confirmed. */
  Duration untilConfirmed() {
    return spread(confirm, 1.0, 2.0);
  }

  /** Until the first one of a server that was good before the operator was restarted. */
  Duration afterRestart(Duration interval) {
    return spread(interval, 0.1, 1.0);
  }

  private Duration spread(Duration pause, double from, double to) {
    return Duration.ofMillis((long) (pause.toMillis() * random.nextDouble(from, to)));
  }
}
