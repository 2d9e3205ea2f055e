package dev.toolrack.core.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The oldest have the seats, and whoever gets or loses one is told. */
class SeatsTest {

  /**
   * Two seats. Each step is {@code name@second} for somebody who comes, {@code -name} for somebody
   * who goes; what counts is whose seat the last one changed, and who has one after it.
   */
  @ParameterizedTest(name = "{0} -> {2}")
  @CsvSource(
      delimiter = '|',
      nullValues = "nobody",
      value = {
        "a@1                     | nobody | a",
        "a@1 b@2                 | nobody | a b",
        "a@1 b@2 c@3             | nobody | a b",
        "c@3 b@2 a@1             | c      | a b",
        "c@3 a@1 b@2             | c      | a b",
        "b@1 c@1 a@1             | c      | a b",
        "a@1 b@2 c@3 a@1         | nobody | a b",
        "a@1 b@2 c@3 d@4 -a      | c      | b c",
        "a@1 b@2 c@3 d@4 -b      | c      | a c",
        "a@1 b@2 c@3 d@4 -c      | nobody | a b",
        "a@1 b@2 c@3 d@4 -c -a   | d      | b d",
        "a@1 b@2 c@3 d@4 -a -b   | d      | c d",
        "a@1 b@2 -a              | nobody | b",
        "a@1 b@2 -a -b           | nobody | nobody",
        "a@1 -b                  | nobody | a",
        // Deleted and created anew, and nobody saw it gone.
        "a@1 b@2 c@3 a@4         | c      | b c",
        "a@1 b@3 c@4 a@2         | nobody | a b",
        "a@1 b@2 c@5 c@0         | b      | a c",
      })
  void whoHasASeat(String steps, @Nullable String changed, @Nullable String seated) {
    var seats = new Seats(2);
    Set<String> last = Set.of();
    for (String step : steps.trim().split(" ", -1)) {
      last =
          step.startsWith("-")
              ? seats.leave(step.substring(1))
              : seats.enter(at(step.split("@", 2)[0], Long.parseLong(step.split("@", 2)[1])));
    }
    assertThat(last).isEqualTo(names(changed));
    assertThat(Stream.of("a", "b", "c", "d").filter(seats::has).collect(Collectors.toSet()))
        .isEqualTo(names(seated));
    assertThat(seats.isEmpty()).isEqualTo(seated == null);
  }

  /** Whatever happens, it is as if all were sorted anew, and who is told is who is concerned. */
  @Test
  void asIfSorted() {
    var random = new Random(7);
    for (int limit = 1; limit < 6; limit++) {
      var seats = new Seats(limit);
      Map<String, Seniority> there = new HashMap<>();
      Set<String> before = Set.of();
      for (int step = 0; step < 2_000; step++) {
        String name = String.valueOf((char) ('a' + random.nextInt(12)));
        Set<String> told;
        if (random.nextBoolean()) {
          there.put(name, at(name, random.nextInt(5)));
          told = seats.enter(there.get(name));
        } else {
          there.remove(name);
          told = seats.leave(name);
        }
        Set<String> after =
            there.values().stream()
                .sorted(Comparator.naturalOrder())
                .limit(limit)
                .map(Seniority::name)
                .collect(Collectors.toSet());
        assertThat(there.keySet().stream().filter(seats::has).collect(Collectors.toSet()))
            .isEqualTo(after);
        var others = new HashSet<>(difference(before, after));
        others.remove(name);
        assertThat(told).isEqualTo(others);
        before = after;
      }
    }
  }

  private static Set<String> difference(Set<String> one, Set<String> other) {
    List<String> all = new ArrayList<>(one);
    all.addAll(other);
    return all.stream()
        .filter(name -> one.contains(name) != other.contains(name))
        .collect(Collectors.toSet());
  }

  private static Set<String> names(@Nullable String text) {
    return text == null ? Set.of() : Set.of(text.split(" ", -1));
  }

  private static Seniority at(String name, long second) {
    return new Seniority(Instant.ofEpochSecond(second), name);
  }
}
