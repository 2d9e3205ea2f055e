package dev.toolrack.properties.model;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random labels of namespaces. */
public final class Labels {

  private Labels() {}

  /** Labels of a namespace: mostly of places in one organisation, also broken ones. */
  public static Arbitrary<Map<String, String>> any() {
    return Arbitraries.frequencyOf(
        Tuple.of(12, sensibleLabels()),
        Tuple.of(2, Arbitraries.just(Map.of("toolrack.dev/provides", "Cluster"))),
        Tuple.of(2, Arbitraries.of(Map.of(), Map.of("env", "prod"))),
        Tuple.of(2, anyLabels()));
  }

  /** Labels of the namespace that most connectors are in. */
  static Arbitrary<Map<String, String>> ofProvider() {
    return Arbitraries.frequencyOf(
        Tuple.of(5, Arbitraries.just(Map.of("toolrack.dev/provides", "Cluster"))),
        Tuple.of(
            5,
            Arbitraries.just(Map.of("toolrack.dev/org", "acme", "toolrack.dev/provides", "Org"))),
        Tuple.of(1, any()));
  }

  private static Arbitrary<Map<String, String>> sensibleLabels() {
    return Combinators.combine(
            Arbitraries.frequency(Tuple.of(5, "acme"), Tuple.of(1, "rival")),
            Arbitraries.integers().between(1, 3),
            Arbitraries.frequency(Tuple.of(3, "red"), Tuple.of(1, "blue")),
            Arbitraries.frequency(Tuple.of(3, "shop"), Tuple.of(1, "bank")),
            Arbitraries.frequency(Tuple.of(3, true), Tuple.of(2, false)),
            Arbitraries.of("", "prod", "dev"))
        .as((org, depth, team, project, provides, env) -> {
          var labels = new TreeMap<String, String>();
          labels.put("toolrack.dev/org", org);
          if (depth > 1) {
            labels.put("toolrack.dev/team", team);
          }
          if (depth > 2) {
            labels.put("toolrack.dev/project", project);
          }
          if (provides) {
            labels.put("toolrack.dev/provides", List.of("Org", "Team", "Project").get(depth - 1));
          }
          if (!env.isEmpty()) {
            labels.put("env", env);
          }
          return labels;
        });
  }

  private static Arbitrary<Map<String, String>> anyLabels() {
    return Arbitraries.maps(
            Arbitraries.of(
                "toolrack.dev/org",
                "toolrack.dev/team",
                "toolrack.dev/project",
                "toolrack.dev/provides",
                "toolrack.dev/provides",
                "toolrack.dev/cell"),
            Arbitraries.of(
                "acme", "red", "shop", "Cluster", "Org", "Team", "Project", "org", "", "-acme"))
        .ofMaxSize(4)
        .map(TreeMap::new);
  }
}
