package dev.toolrack.bench.stat;

import java.util.Map;
import org.hipparchus.stat.regression.SimpleRegression;

/** How fast something grows with the number of bindings. */
public final class Slope {
  private static final int LINE = 2;

  private Slope() {}

  /**
   * The exponent b of the best y = a * x^b: the slope of the regression line through the
   * logarithms. 1 = in proportion, 2 = with the square.
   *
   * @param values y by x, all of them positive, for at least two x
   */
  public static double logarithmic(Map<Integer, Double> values) {
    if (values.size() < LINE) {
      throw new IllegalArgumentException("A slope needs two sizes.");
    }
    var regression = new SimpleRegression();
    values.forEach((x, y) -> {
      if (x <= 0 || y <= 0) {
        throw new IllegalArgumentException("No logarithm of " + x + ", " + y + ".");
      }
      regression.addData(Math.log(x), Math.log(y));
    });
    return regression.getSlope();
  }

  /**
   * How much y grows for each x: the slope of the regression line through the values themselves.
   *
   * @param values y by x, for at least two x
   */
  public static double linear(Map<Integer, Double> values) {
    if (values.size() < LINE) {
      throw new IllegalArgumentException("A slope needs two sizes.");
    }
    var regression = new SimpleRegression();
    values.forEach(regression::addData);
    return regression.getSlope();
  }
}
