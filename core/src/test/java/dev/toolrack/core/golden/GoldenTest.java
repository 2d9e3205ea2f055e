package dev.toolrack.core.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every byte that comes out of the cases in {@code src/test/resources/golden}. After a wanted
 * change: {@code mvn -pl core -am test -Dtest=GoldenTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dgolden.update=true}, and read the difference.
 */
class GoldenTest {
  static Stream<GoldenCase> cases() {
    return GoldenCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void comesOut(GoldenCase golden) throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      golden.update();
    }
    assertThat(golden.expected().keySet())
        .as("files that are neither in-*.yaml nor come out")
        .isSubsetOf(golden.actual().keySet());
    golden
        .actual()
        .forEach((file, text) -> assertThat(golden.expected().get(file)).as(file).isEqualTo(text));
  }

  @Test
  void everyKindOfCaseIsThere() {
    assertThat(cases().map(GoldenCase::toString))
        .contains(
            "quickstart",
            "org-team-project",
            "policy",
            "secret-gone",
            "island",
            "disabled-binding");
  }
}
