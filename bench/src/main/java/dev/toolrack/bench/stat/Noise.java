package dev.toolrack.bench.stat;

import java.util.Locale;
import java.util.Optional;

/**
 * Whether a floor was steady enough to compare with. It writes the same data in the same way each
 * time: if its times are far apart, something else was going on, and no ratio to it means anything.
 *
 * @param limit the greatest {@link Samples#spread} of its times
 */
public record Noise(double limit) {
  /** Of fewer times nothing can be said. */
  public static final int FEWEST = 3;

  /** What is wrong with the times of a floor, if anything. */
  public Optional<String> objection(String floor, Samples times) {
    if (times.values().size() < FEWEST || times.spread() <= limit) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%s took between %,.0f and %,.0f ms, median %,.0f: a spread of %.2f, more than %.2f",
            floor,
            times.min(),
            times.max(),
            times.median(),
            times.spread(),
            limit));
  }
}
