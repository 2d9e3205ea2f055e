package dev.toolrack.bench.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplesTest {
  @Test
  void medianIsTheMiddleOneOrTheMeanOfTheTwoInTheMiddle() {
    assertThat(Samples.of(9, 1, 5).median()).isEqualTo(5);
    assertThat(Samples.of(9, 1, 5, 6).median()).isEqualTo(5.5);
    assertThat(Samples.of(7).median()).isEqualTo(7);
  }

  @Test
  void percentileIsAValueThatWasTaken() {
    var hundred = new Samples(IntStream.rangeClosed(1, 100).mapToObj(i -> (double) i).toList());

    assertThat(hundred.percentile(50)).isEqualTo(50);
    assertThat(hundred.percentile(99)).isEqualTo(99);
    assertThat(hundred.percentile(100)).isEqualTo(100);
    assertThat(Samples.of(3, 1, 2).percentile(99)).isEqualTo(3);
  }

  @Test
  void spreadIsAPartOfTheMedian() {
    assertThat(Samples.of(80, 100, 130).spread()).isEqualTo(0.5);
    assertThat(Samples.of(80).spread()).isZero();
  }

  @Test
  void spreadOfManyLeavesTheOutermostOut() {
    var twenty = new ArrayList<Double>(Collections.nCopies(18, 100.0));
    twenty.add(1.0);
    twenty.add(1000.0);

    assertThat(new Samples(twenty).spread()).isZero();
  }

  @Test
  void keepTheirOrder() {
    assertThat(Samples.of(3, 1, 2).values()).containsExactly(3.0, 1.0, 2.0);
  }

  @Test
  void nothingHasNoMedian() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Samples(List.of()));
  }
}
