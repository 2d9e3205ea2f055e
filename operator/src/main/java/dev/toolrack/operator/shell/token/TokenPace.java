package dev.toolrack.operator.shell.token;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When to ask for the next access token. Everything is spread by chance, so that tokens which were
 * obtained together are not renewed together for ever.
 *
 * @param retry first pause after a failure; it doubles
 * @param random asked for every pause
 */
record TokenPace(Duration retry, RandomGenerator random) {
  /** An authorization server that comes back after an hour is noticed within these. */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** However short the tokens of an authorization server are, it decides no tighter rhythm. */
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private static final int MAX_DOUBLINGS = 20;

  /** From receiving a token that lasts this long: about three quarters of it. */
  Duration untilRenewal(Duration lifetime) {
    return atLeastShortest(spread(lifetime, 0.70, 0.80));
  }

  /**
   * After a restart, for a token that has this long to live by the clock on the wall, which is not
   * trusted much.
   */
  Duration afterRestart(Duration remaining) {
    return spread(remaining, 0.1, 0.6);
  }

  /** Until the next request after a number of failures in a row. */
  Duration afterFailures(int failures) {
    Duration doubled = retry.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
    return spread(doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST, 0.8, 1.2);
  }

  private static Duration atLeastShortest(Duration pause) {
    return pause.compareTo(SHORTEST) < 0 ? SHORTEST : pause;
  }

  private Duration spread(Duration pause, double from, double to) {
    return Duration.ofMillis((long) (pause.toMillis() * random.nextDouble(from, to)));
  }
}
