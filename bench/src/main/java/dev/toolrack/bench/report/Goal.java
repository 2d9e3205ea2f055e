package dev.toolrack.bench.report;

import java.util.Locale;

/**
 * A measured value beside what it is meant to be. Nothing fails because of it.
 *
 * @param id of the goal, for example P1
 * @param bindings how many there were
 * @param what was measured
 * @param value the value
 * @param most what it may be
 */
public record Goal(String id, int bindings, String what, double value, double most) {
  /** Whether it is so. */
  public boolean met() {
    return value <= most;
  }

  /** A line of a Markdown table. */
  String line() {
    return String.format(
        Locale.ROOT,
        "| %s | %,d | %s | %.2f | at most %.2f | %s |",
        id,
        bindings,
        what,
        value,
        most,
        met() ? "met" : "MISSED");
  }
}
