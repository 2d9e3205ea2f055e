package dev.toolrack.bench.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SlopeTest {
  private static final double TINY = 1e-9;

  @Test
  void proportionIsOneWhateverTheFactor() {
    assertThat(Slope.logarithmic(Map.of(100, 7.0, 1000, 70.0, 10000, 700.0)))
        .isCloseTo(1, within(TINY));
  }

  @Test
  void squareIsTwo() {
    assertThat(Slope.logarithmic(Map.of(10, 100.0, 100, 10000.0))).isCloseTo(2, within(TINY));
  }

  @Test
  void whatDoesNotGrowIsZero() {
    assertThat(Slope.logarithmic(Map.of(10, 5.0, 100, 5.0))).isCloseTo(0, within(TINY));
  }

  @Test
  void linearIsGrowthForEach() {
    assertThat(Slope.linear(Map.of(0, 20.0, 1000, 22.5, 2000, 25.0)))
        .isCloseTo(0.0025, within(TINY));
  }

  @Test
  void onePointHasNoSlope() {
    assertThatIllegalArgumentException().isThrownBy(() -> Slope.logarithmic(Map.of(10, 5.0)));
    assertThatIllegalArgumentException().isThrownBy(() -> Slope.linear(Map.of(10, 5.0)));
  }

  @Test
  void nothingHasNoLogarithm() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Slope.logarithmic(Map.of(10, 0.0, 20, 1.0)));
  }
}
