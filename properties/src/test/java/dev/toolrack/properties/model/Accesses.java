package dev.toolrack.properties.model;

import dev.toolrack.properties.model.Cluster.Access;
import dev.toolrack.properties.model.Cluster.Selected;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random {@code spec.access}. */
public final class Accesses {

  private Accesses() {}

  /** Whom an integration lets use it. */
  public static Arbitrary<Access> any() {
    return Arbitraries.frequencyOf(
        Tuple.of(3, Arbitraries.just(new Access("Namespace", Map.of(), List.of()))),
        Tuple.of(6, Arbitraries.just(new Access("Scope", Map.of(), List.of()))),
        Tuple.of(3, narrowing().map(scope -> new Access("Scope", scope, List.of()))),
        Tuple.of(
            4,
            selected()
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(s -> new Access("Selected", Map.of(), s))));
  }

  private static Arbitrary<Map<String, String>> narrowing() {
    return Arbitraries.of(
        Map.of("org", "acme"),
        Map.of("team", "red"),
        Map.of("project", "shop"),
        Map.of("team", "red", "project", "shop"),
        Map.of("org", "acme", "team", "red"),
        Map.of("org", "rival"),
        Map.of("team", "blue"),
        Map.of("org", "acme", "team", "blue", "project", "shop"));
  }

  private static Arbitrary<Selected> selected() {
    Arbitrary<List<String>> agents =
        Arbitraries.of("bot", "cat").list().ofMaxSize(2).uniqueElements();
    return Arbitraries.frequencyOf(
        Tuple.of(
            2,
            Combinators.combine(Clusters.placeName(), agents)
                .as((place, names) -> new Selected(Optional.of(place), Map.of(), names))),
        Tuple.of(
            1,
            Combinators.combine(
                    Arbitraries.of(
                        Map.of("env", "prod"),
                        Map.of("toolrack.dev/team", "red"),
                        Map.<String, String>of()),
                    agents)
                .as((labels, names) -> new Selected(Optional.empty(), labels, names))));
  }
}
