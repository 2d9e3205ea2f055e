package dev.toolrack.operator.shell.gather;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
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

  /** Tenants make values as long and as many as they like: none may outlive its object. */
  @Test
  void whatNobodyHasAnyMoreIsNotKept() {
    assertThat(dropped())
        .allSatisfy(value -> {
          for (int i = 0; i < 50 && value.get() != null; i++) {
            System.gc();
            Thread.sleep(20);
          }
          assertThat(value.get()).isNull();
        });
  }

  private List<WeakReference<Object>> dropped() {
    String text = "x".repeat(200_000);
    List<String> list = List.of(text + "y");
    return List.of(new WeakReference<>(shared.of(text)), new WeakReference<>(shared.of(list)));
  }

  @Test
  void nothingStaysNothing() {
    assertThat(shared.<String>ofNullable(null)).isNull();
  }
}
