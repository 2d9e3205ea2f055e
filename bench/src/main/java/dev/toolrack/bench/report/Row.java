package dev.toolrack.bench.report;

import dev.toolrack.bench.stat.Samples;
import java.util.Locale;

/**
 * Measured values of one thing.
 *
 * @param id the same in every run, for whoever computes with it
 * @param bindings how many there were
 * @param what for people
 * @param unit for example ms; empty for ratios and counts
 * @param samples in the order in which they were taken
 */
public record Row(String id, int bindings, String what, String unit, Samples samples) {
  private static final double SMALL = 20;

  /** A line of a Markdown table. */
  String line() {
    boolean single = samples.values().size() == 1;
    return "| %,d | %s | %s | %s | %s | %s | %d |"
        .formatted(
            bindings,
            what,
            unit,
            number(samples.median()),
            single ? "" : number(samples.min()),
            single ? "" : number(samples.max()),
            samples.values().size());
  }

  private static String number(double value) {
    return String.format(
        Locale.ROOT, value < SMALL && value != Math.rint(value) ? "%.2f" : "%,.0f", value);
  }
}
