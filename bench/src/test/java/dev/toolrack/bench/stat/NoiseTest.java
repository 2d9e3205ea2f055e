package dev.toolrack.bench.stat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NoiseTest {
  private static final Noise HALF = new Noise(0.5);

  @Test
  void steadyFloorIsAccepted() {
    assertThat(HALF.objection("floor put", Samples.of(100, 110, 120, 105, 149))).isEmpty();
  }

  @Test
  void restlessFloorIsNamedWithItsTimes() {
    assertThat(HALF.objection("floor put", Samples.of(100, 110, 170)))
        .hasValueSatisfying(objection ->
            assertThat(objection)
                .startsWith("floor put took between 100 and 170 ms, median 110")
                .contains("0.64", "0.50"));
  }

  @Test
  void twoTimesAreTooFewToJudge() {
    assertThat(HALF.objection("floor put", Samples.of(1, 1000))).isEmpty();
  }
}
