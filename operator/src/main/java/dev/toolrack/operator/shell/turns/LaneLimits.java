package dev.toolrack.operator.shell.turns;

/**
 * How many may be under way in one lane at the same time.
 *
 * @param total all together
 * @param perNamespace on account of one namespace
 * @param perHost with one host and port
 */
public record LaneLimits(int total, int perNamespace, int perHost) {

  /**
   * Checks that every limit lets something through.
   *
   * @throws IllegalArgumentException if one is not positive
   */
  public LaneLimits {
    if (total < 1 || perNamespace < 1 || perHost < 1) {
      throw new IllegalArgumentException("limits must be positive");
    }
  }
}
