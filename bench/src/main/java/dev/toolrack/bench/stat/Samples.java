package dev.toolrack.bench.stat;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.stat.descriptive.rank.Percentile;
import org.hipparchus.stat.descriptive.rank.Percentile.EstimationType;

/**
 * Measured values of one thing.
 *
 * @param values at least one, in the order in which they were taken
 */
public record Samples(List<Double> values) {
  private static final double HALF = 50;
  private static final double TENTH = 10;

  /** Refuses to speak of nothing. */
  public Samples {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("No values.");
    }
    values = List.copyOf(values);
  }

  /** One value. */
  public static Samples of(double... values) {
    var list = new ArrayList<Double>();
    for (double value : values) {
      list.add(value);
    }
    return new Samples(list);
  }

  /** The middle one, or the mean of the two in the middle. */
  public double median() {
    return percentile(HALF, EstimationType.R_2);
  }

  /**
   * The smallest value that so many per cent of all do not exceed.
   *
   * @param percent more than 0, at most 100
   */
  public double percentile(double percent) {
    return percentile(percent, EstimationType.R_1);
  }

  /** The smallest value. */
  public double min() {
    return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  /** The greatest value. */
  public double max() {
    return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  /**
   * How far the values are apart, as a part of their median; of more than ten of them, without the
   * tenth at either end.
   */
  public double spread() {
    return (percentile(100 - TENTH) - percentile(TENTH)) / median();
  }

  private double percentile(double percent, EstimationType how) {
    return new Percentile()
        .withEstimationType(how)
        .evaluate(values.stream().mapToDouble(Double::doubleValue).toArray(), percent);
  }
}
