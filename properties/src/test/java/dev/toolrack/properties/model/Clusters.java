package dev.toolrack.properties.model;

import dev.toolrack.properties.model.Cluster.Access;
import dev.toolrack.properties.model.Cluster.Bot;
import dev.toolrack.properties.model.Cluster.Connector;
import dev.toolrack.properties.model.Cluster.Integration;
import dev.toolrack.properties.model.Cluster.Known;
import dev.toolrack.properties.model.Cluster.Listed;
import dev.toolrack.properties.model.Cluster.Place;
import dev.toolrack.properties.model.Cluster.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Random clusters. Few names, so that things meet: the same aliases, organisations and connectors
 * occur again and again.
 */
public final class Clusters {
  /** Aliases that integrations claim. */
  public static final List<String> ALIASES = List.of("x", "y");

  private static final int PLACES = 5;

  private Clusters() {}

  /** Any cluster. */
  public static Arbitrary<Cluster> any() {
    return Combinators.combine(
            Combinators.combine(Labels.ofProvider(), Labels.any().list().ofSize(PLACES - 1))
                .as((first, rest) -> places(Edits.before(first, rest))),
            connectors(),
            integrations(),
            bots(),
            Arbitraries.frequency(Tuple.of(12, true), Tuple.of(1, false)))
        .as(Cluster::new);
  }

  /** One agent, one server with several tools, and rules everywhere. */
  public static Arbitrary<Cluster> ofPolicies() {
    return Combinators.combine(
            Arbitraries.of("Untrusted", "Trusted"),
            Arbitraries.frequency(Tuple.of(3, "Verbs"), Tuple.of(1, "Ask")),
            Rules.ofConnector(),
            Tools.any().list().ofMinSize(1).ofMaxSize(6).uniqueElements(Cluster.Tool::name),
            Rules.ofIntegration(),
            Rules.ofBinding())
        .as((trust, seed, guardrails, tools, rules, binding) ->
            new Cluster(
                List.of(new Place("p0", Map.of())),
                List.of(new Connector("p0", "c0", true, trust, seed, guardrails, tools)),
                List.of(
                    new Integration(
                        "p0",
                        "i0",
                        Optional.of("x"),
                        "p0/c0",
                        true,
                        new Access("Namespace", Map.of(), List.of()),
                        "SameConnector",
                        Secret.NONE,
                        Known.GOOD,
                        rules)),
                List.of(
                    new Bot(
                        "p0", "bot", true, Optional.empty(), List.of(), binding, Optional.empty())),
                true));
  }

  private static List<Place> places(List<Map<String, String>> labels) {
    var places = new ArrayList<Place>();
    for (Map<String, String> each : labels) {
      places.add(new Place("p" + places.size(), each));
    }
    return List.copyOf(places);
  }

  static Arbitrary<String> placeName() {
    return Arbitraries.integers().between(0, PLACES - 1).map(i -> "p" + i);
  }

  private static Arbitrary<List<Connector>> connectors() {
    return Combinators.combine(
            Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.just("p0")), Tuple.of(1, placeName())),
            Arbitraries.frequency(Tuple.of(12, true), Tuple.of(1, false)),
            Arbitraries.of("Untrusted", "Trusted"),
            Arbitraries.frequency(Tuple.of(3, "Verbs"), Tuple.of(1, "Ask")),
            Rules.ofConnector(),
            Tools.any().list().ofMinSize(1).ofMaxSize(5).uniqueElements(Cluster.Tool::name))
        .as((place, enabled, trust, seed, rules, tools) ->
            new Connector(place, "c", enabled, trust, seed, rules, tools))
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(all ->
            numbered(
                all,
                (c, n) ->
                    new Connector(
                        c.namespace(),
                        "c" + n,
                        c.enabled(),
                        c.trust(),
                        c.seed(),
                        c.rules(),
                        c.tools())));
  }

  private interface Numbering<T> {
    T numbered(T one, int number);
  }

  private static <T> List<T> numbered(List<T> all, Numbering<T> numbering) {
    var numbered = new ArrayList<T>();
    for (T one : all) {
      numbered.add(numbering.numbered(one, numbered.size()));
    }
    return List.copyOf(numbered);
  }

  private static Arbitrary<List<Integration>> integrations() {
    return integration()
        .list()
        .ofMinSize(2)
        .ofMaxSize(6)
        .map(all ->
            numbered(
                all,
                (i, n) ->
                    new Integration(
                        i.namespace(),
                        "i" + n,
                        i.alias(),
                        i.connector(),
                        i.enabled(),
                        i.access(),
                        i.override(),
                        i.secret(),
                        i.server(),
                        i.rules())));
  }

  /** An integration of some connector; names are given later. */
  public static Arbitrary<Integration> integration() {
    return Combinators.combine(
            Combinators.combine(placeName(), alias(), connectorRef()).as(Tuple::of),
            Arbitraries.frequency(Tuple.of(9, true), Tuple.of(1, false)),
            Accesses.any(),
            Arbitraries.frequency(
                Tuple.of(3, "SameConnector"), Tuple.of(2, "Any"), Tuple.of(2, "Locked")),
            secret(),
            known(),
            Rules.ofIntegration())
        .as((name, enabled, access, override, secret, server, rules) ->
            new Integration(
                name.get1(),
                "i",
                name.get2(),
                name.get3(),
                enabled,
                access,
                override,
                secret,
                server,
                rules));
  }

  private static Arbitrary<Optional<String>> alias() {
    return Arbitraries.frequencyOf(
        Tuple.of(12, Arbitraries.of(ALIASES).map(Optional::of)),
        Tuple.of(1, Arbitraries.of(Optional.<String>empty(), Optional.of("Not-One"))));
  }

  /** Connectors are mostly c0 and c1, wherever they are; {@link #linked} finds out where. */
  private static Arbitrary<String> connectorRef() {
    return Arbitraries.frequency(
        Tuple.of(6, "c0"), Tuple.of(4, "c1"), Tuple.of(2, "c2"), Tuple.of(1, "p0/none"));
  }

  /** Makes references to connectors whole: {@code c1} becomes {@code p3/c1}. */
  public static Cluster linked(Cluster cluster) {
    return Edits.integrations(
        cluster,
        cluster.integrations().stream()
            .map(i ->
                new Integration(
                    i.namespace(),
                    i.name(),
                    i.alias(),
                    whole(cluster, i.connector()),
                    i.enabled(),
                    i.access(),
                    i.override(),
                    i.secret(),
                    i.server(),
                    i.rules()))
            .toList());
  }

  private static String whole(Cluster cluster, String connector) {
    return cluster.connectors().stream()
        .filter(c -> c.name().equals(connector))
        .map(Connector::ref)
        .findFirst()
        .orElse(connector.contains("/") ? connector : cluster.connectors().getFirst().ref());
  }

  private static Arbitrary<Secret> secret() {
    return Arbitraries.frequency(
        Tuple.of(12, Secret.NONE),
        Tuple.of(8, Secret.SCOPE),
        Tuple.of(3, Secret.NAMESPACE),
        Tuple.of(1, Secret.ABSENT),
        Tuple.of(1, Secret.UNLABELLED),
        Tuple.of(1, Secret.ELSEWHERE),
        Tuple.of(1, Secret.NO_SUCH_KEY),
        Tuple.of(1, Secret.NO_HEADER_VALUE));
  }

  private static Arbitrary<Known> known() {
    return Arbitraries.frequency(
        Tuple.of(20, Known.GOOD),
        Tuple.of(2, Known.STALE),
        Tuple.of(1, Known.NOTHING),
        Tuple.of(1, Known.NEVER_REACHED),
        Tuple.of(1, Known.REFUSED));
  }

  private static Arbitrary<List<Bot>> bots() {
    return Combinators.combine(
            placeName(),
            Arbitraries.of("bot", "cat"),
            Arbitraries.frequency(Tuple.of(12, true), Tuple.of(1, false)),
            Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.just(Optional.<List<Listed>>empty())),
                Tuple.of(2, listed().map(Optional::of))),
            Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.just(List.<String>of())),
                Tuple.of(1, Arbitraries.of(ALIASES).map(List::of))),
            Rules.ofBinding(),
            Arbitraries.of(1, 100).optional(0.3))
        .as(Bot::new)
        .list()
        .ofMinSize(2)
        .ofMaxSize(5)
        .uniqueElements(Bot::ref);
  }

  private static Arbitrary<List<Listed>> listed() {
    return Combinators.combine(
            Arbitraries.of("x", "y", "z"),
            Combinators.combine(placeName(), Arbitraries.integers().between(0, 6))
                .as((place, n) -> place + "/i" + n)
                .optional(0.3),
            Arbitraries.of(true, false))
        .as(Listed::new)
        .list()
        .ofMaxSize(3)
        .uniqueElements(Listed::alias);
  }
}
