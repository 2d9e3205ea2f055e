package dev.toolrack.operator.shell.gather;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharedTest {
  private final Shared shared = new Shared(16);

  @Test
  void equalValuesAreOneInstance() {
    String first = shared.of(new String("acme"));
    assertThat(shared.of(new String("acme"))).isSameAs(first);
    assertThat(shared.of("globex")).isEqualTo("globex");
  }

  @Test
  void aValueOfAnotherClassIsAnotherValue() {
    List<String> first = shared.of(List.of("a", "b", "c"));
    List<String> other = new ArrayList<>(first);
    assertThat(shared.of(other)).isSameAs(other);
  }

  @Test
  void whatDoesNotFitIsGivenBackAsItIs() {
    IntStream.range(0, 1000)
        .mapToObj(i -> "value-" + i)
        .forEach(value -> assertThat(shared.of(value)).isSameAs(value));
  }

  @Test
  void nothingStaysNothing() {
    assertThat(shared.<String>ofNullable(null)).isNull();
  }
}
