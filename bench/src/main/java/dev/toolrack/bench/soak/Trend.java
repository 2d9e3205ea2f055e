package dev.toolrack.bench.soak;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.hipparchus.stat.regression.SimpleRegression;

/**
 * Whether something grows: the line of least squares through the samples.
 *
 * @param what is looked at
 * @param unit of it
 * @param limit by which a million reconciles may raise the line
 * @param value of a sample
 */
record Trend(String what, String unit, double limit, ToDoubleFunction<Sample> value) {
  private static final double MILLION = 1e6;

  /** A rise of so many standard errors is hardly chance. */
  private static final double SURE = 2;

  /** Everything that must not grow. */
  static final List<Trend> ALL =
      List.of(
          new Trend("heap after a collection", "MiB", 1, Sample::heap),
          new Trend("metaspace", "MiB", 1, Sample::metaspace),
          new Trend("resident memory", "MiB", 8, Sample::resident),
          new Trend("threads", "", 2, Sample::threads),
          new Trend("open descriptors", "", 2, Sample::descriptors));

  /**
   * The rise of the line in a million reconciles.
   *
   * @param perMillion the rise
   * @param error the standard error of it
   */
  record Rise(double perMillion, double error) {}

  Rise rise(List<Sample> samples) {
    var line = new SimpleRegression();
    samples.forEach(s -> line.addData(s.reconciles() / MILLION, value.applyAsDouble(s)));
    return new Rise(line.getSlope(), line.getSlopeStdErr());
  }

  /** Whether it rises more than it may, and more than can be chance. */
  boolean grows(List<Sample> samples) {
    Rise rise = rise(samples);
    return rise.perMillion() > limit && rise.perMillion() > SURE * rise.error();
  }

  /** In a word. */
  String verdict(List<Sample> samples) {
    if (grows(samples)) {
      return "GROWS";
    }
    return rise(samples).perMillion() <= limit ? "flat" : "may be chance: run longer";
  }
}
