package dev.toolrack.properties.model;

import dev.toolrack.properties.model.Cluster.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random rules. */
public final class Rules {
  private static final List<String> GLOBS =
      List.of(
          "*",
          "get_*",
          "*item",
          "*_item",
          "delete_*",
          "delete*",
          "delete-?tem",
          "getItem",
          "get?item",
          "Delete-*",
          "item*",
          "*.list",
          "?",
          "??et*",
          "*e*t*",
          "x");

  private Rules() {}

  /** Guardrails. */
  public static Arbitrary<List<Rule>> ofConnector() {
    return named(rule(classes().optional(0.15), Arbitraries.just(List.<String>of())), 2);
  }

  /** Rules of an integration. */
  public static Arbitrary<List<Rule>> ofIntegration() {
    return named(rule(classes().optional(0.15), Arbitraries.just(List.<String>of())), 3);
  }

  /** Rules of a binding, which correct no class. */
  public static Arbitrary<List<Rule>> ofBinding() {
    return named(
        rule(
            Arbitraries.just(Optional.<String>empty()),
            Arbitraries.of(Clusters.ALIASES).list().ofMaxSize(1)),
        2);
  }

  /** Globs that people might write. */
  public static Arbitrary<String> glob() {
    return Arbitraries.of(GLOBS);
  }

  /** What a rule matches, and sets: any of it. */
  private static Arbitrary<Rule> rule(
      Arbitrary<Optional<String>> corrects, Arbitrary<List<String>> servers) {
    return Combinators.combine(
            glob().list().ofMaxSize(2),
            classes().optional(0.25),
            servers,
            Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.just(Optional.<Boolean>empty())),
                Tuple.of(2, Arbitraries.of(Optional.of(true), Optional.of(false)))),
            Arbitraries.of("Default", "Ask", "Auto").optional(0.6),
            corrects)
        .as((names, access, aliases, enabled, approval, corrected) ->
            new Rule("r", names, access, aliases, enabled, approval, corrected));
  }

  private static Arbitrary<String> classes() {
    return Arbitraries.of("Read", "Write", "Unknown");
  }

  private static Arbitrary<List<Rule>> named(Arbitrary<Rule> rule, int most) {
    return rule.list().ofMaxSize(most).map(Rules::numbered);
  }

  /** With a name of its own for each. */
  public static List<Rule> numbered(List<Rule> rules) {
    var numbered = new ArrayList<Rule>();
    for (Rule r : rules) {
      numbered.add(
          new Rule(
              "r" + numbered.size(),
              r.names(),
              r.access(),
              r.servers(),
              r.enabled(),
              r.approval(),
              r.corrects()));
    }
    return List.copyOf(numbered);
  }
}
