package dev.toolrack.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.properties.Has.Tool;
import dev.toolrack.properties.model.Cluster;
import dev.toolrack.properties.model.Cluster.Access;
import dev.toolrack.properties.model.Cluster.Bot;
import dev.toolrack.properties.model.Cluster.Connector;
import dev.toolrack.properties.model.Cluster.Integration;
import dev.toolrack.properties.model.Cluster.Known;
import dev.toolrack.properties.model.Cluster.Listed;
import dev.toolrack.properties.model.Cluster.Rule;
import dev.toolrack.properties.model.Cluster.Secret;
import dev.toolrack.properties.model.Clusters;
import dev.toolrack.properties.model.Edits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/**
 * Adding a restriction never adds a tool, and loosens none.
 *
 * <p>Which changes are restrictions in that sense? Those that leave every alias with whoever has
 * it: rules that tighten, switches, consent, exclusions. Narrowing whom an integration reaches
 * takes its own tools away only, but may leave its alias to another one: {@link AliasTest}.
 */
@Domain(Given.class)
@Domain(DomainContext.Global.class)
@StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
class RestrictionTest {

  /** Takes away, loosens nothing. */
  private static void restricts(String what, Cluster before, Cluster after) {
    SortedMap<Tool, Boolean> had = Has.of(before);
    SortedMap<Tool, Boolean> has = Has.of(after);
    assertThat(had.keySet()).as(what).containsAll(has.keySet());
    has.forEach((tool, asks) ->
        assertThat(asks || !had.getOrDefault(tool, true)).as(what + " " + tool).isTrue());
    Statistics.label(what).collect(!has.equals(had));
    // Otherwise nothing would be shown.
    Statistics.label(what).coverage(coverage -> coverage.check(true).percentage(p -> p >= 2));
  }

  private static List<Rule> inserted(Rule rule, List<Rule> rules, int at) {
    var all = new ArrayList<>(rules);
    all.add(at % (rules.size() + 1), rule);
    return List.copyOf(all);
  }

  /** What the rule has that only tightens: without exemptions, {@code Auto} and corrections. */
  private static Rule tightening(Rule rule, boolean off) {
    return new Rule(
        "new",
        rule.names(),
        rule.access(),
        rule.servers(),
        off ? Optional.of(false) : Optional.empty(),
        Optional.of("Ask"),
        Optional.empty());
  }

  @Tag("verdict-9")
  @Property(seed = "21")
  void aTighteningRuleAtAnyPlaceOfAnyList(
      @ForAll Cluster cluster,
      @ForAll Rule any,
      @ForAll boolean off,
      @ForAll @IntRange(max = 2) int place,
      @ForAll @IntRange(max = 5) int which,
      @ForAll @IntRange(max = 3) int at) {
    Rule rule = tightening(any, off);
    Rule everywhere =
        new Rule(
            "new",
            rule.names(),
            rule.access(),
            List.of(),
            rule.enabled(),
            rule.approval(),
            Optional.empty());
    Cluster after =
        switch (place) {
          case 0 ->
              Edits.connector(
                  cluster,
                  which % cluster.connectors().size(),
                  c -> Edits.rules(c, inserted(everywhere, c.rules(), at)));
          case 1 ->
              Edits.integration(
                  cluster,
                  which % cluster.integrations().size(),
                  i -> Edits.rules(i, inserted(everywhere, i.rules(), at)));
          default ->
              Edits.bot(
                  cluster,
                  which % cluster.bots().size(),
                  b -> Edits.rules(b, inserted(rule, b.rules(), at)));
        };
    restricts("rule", cluster, after);
  }

  /** Whatever the rules of a binding say. */
  @Tag("verdict-9")
  @Property(seed = "22")
  void theRulesOfABinding(@ForAll Cluster cluster) {
    List<Bot> free = cluster.bots().stream().map(b -> Edits.rules(b, List.of())).toList();
    restricts("rules of bindings", Edits.bots(cluster, free), cluster);
  }

  /** Whatever guardrails say, as long as they correct no class. */
  @Property(seed = "23")
  void guardrails(@ForAll Cluster cluster) {
    List<Connector> guarded =
        cluster.connectors().stream()
            .map(c ->
                Edits.rules(c, c.rules().stream().filter(r -> r.corrects().isEmpty()).toList()))
            .toList();
    List<Connector> free = guarded.stream().map(c -> Edits.rules(c, List.of())).toList();
    restricts("guardrails", Edits.connectors(cluster, free), Edits.connectors(cluster, guarded));
  }

  @Tag("verdict-9")
  @Property(seed = "24")
  void whatABindingLeavesOut(
      @ForAll Cluster cluster,
      @ForAll @IntRange(max = 3) int which,
      @ForAll @IntRange(max = 4) int how) {
    int bot = which % cluster.bots().size();
    Function<Bot, Bot> edit =
        switch (how) {
          case 0 -> b -> Edits.enabled(b, false);
          case 1 -> b -> Edits.exclude(b, Clusters.ALIASES.subList(0, 1));
          case 2 -> b -> Edits.servers(b, fewer(b.servers()));
          case 3 -> b -> Edits.servers(b, b.servers().map(RestrictionTest::pinned));
          default ->
              b -> Edits.exclude(b, b.servers().isPresent() ? b.exclude() : Clusters.ALIASES);
        };
    Cluster before = how == 1 ? Edits.bot(cluster, bot, b -> Edits.exclude(b, List.of())) : cluster;
    restricts("binding", before, Edits.bot(before, bot, edit::apply));
  }

  private static Optional<List<Listed>> fewer(Optional<List<Listed>> listed) {
    return Optional.of(
        listed
            .map(all -> all.isEmpty() ? all : Edits.without(all, 0))
            .orElseGet(() -> List.of(new Listed("x", Optional.empty(), false))));
  }

  private static List<Listed> pinned(List<Listed> all) {
    return all.stream()
        .map(l -> new Listed(l.alias(), Optional.of(l.integration().orElse("p0/i0")), l.required()))
        .toList();
  }

  /** A lock that was never verified counts while it is off, so that its alias may change hands. */
  @Property(seed = "25")
  void switchingAnIntegrationOff(@ForAll Cluster cluster, @ForAll @IntRange(max = 6) int which) {
    int index = which % cluster.integrations().size();
    Integration off = cluster.integrations().get(index);
    boolean neverVerified = off.server() == Known.NOTHING || off.server() == Known.NEVER_REACHED;
    String override = off.override().equals("Locked") && neverVerified ? "Any" : off.override();
    Cluster before = Edits.integration(cluster, index, i -> Edits.override(i, override));
    restricts("off", before, Edits.integration(before, index, i -> Edits.enabled(i, false)));
  }

  @Property(seed = "26")
  void switchingAConnectorOff(@ForAll Cluster cluster, @ForAll @IntRange(max = 2) int which) {
    int index = which % cluster.connectors().size();
    restricts("off", cluster, Edits.connector(cluster, index, c -> Edits.enabled(c, false)));
  }

  @Property(seed = "27")
  void askingForEverything(@ForAll Cluster cluster, @ForAll @IntRange(max = 2) int which) {
    int index = which % cluster.connectors().size();
    restricts("seed: Ask", cluster, Edits.connector(cluster, index, c -> Edits.seed(c, "Ask")));
  }

  /** A class that becomes stricter loosens only where a rule asks for just that class. */
  @Property(seed = "28")
  void trustingNoServer(@ForAll Cluster cluster) {
    Cluster blind =
        Edits.connectors(
            Edits.bots(
                Edits.integrations(
                    cluster,
                    cluster.integrations().stream()
                        .map(i -> Edits.rules(i, unclassed(i.rules())))
                        .toList()),
                cluster.bots().stream().map(b -> Edits.rules(b, unclassed(b.rules()))).toList()),
            cluster.connectors().stream().map(c -> Edits.rules(c, unclassed(c.rules()))).toList());
    List<Connector> untrusted =
        blind.connectors().stream().map(c -> Edits.trust(c, "Untrusted")).toList();
    List<Connector> trusted =
        blind.connectors().stream().map(c -> Edits.trust(c, "Trusted")).toList();
    restricts("trust", Edits.connectors(blind, trusted), Edits.connectors(blind, untrusted));
  }

  private static List<Rule> unclassed(List<Rule> rules) {
    return rules.stream().filter(r -> r.access().isEmpty() && r.corrects().isEmpty()).toList();
  }

  @Property(seed = "29")
  void consentThatIsTakenBack(
      @ForAll Cluster cluster, @ForAll @IntRange(max = 6) int which, @ForAll Secret how) {
    int index = which % cluster.integrations().size();
    Cluster before = Edits.integration(cluster, index, i -> Edits.secret(i, Secret.SCOPE));
    Secret after = how == Secret.NONE ? Secret.NAMESPACE : how;
    restricts("consent", before, Edits.integration(before, index, i -> Edits.secret(i, after)));
  }

  @Property(seed = "30")
  void aServerThatRefuses(@ForAll Cluster cluster, @ForAll @IntRange(max = 6) int which) {
    int index = which % cluster.integrations().size();
    Cluster good = Edits.integration(cluster, index, i -> Edits.server(i, Known.GOOD));
    restricts("refusal", good, Edits.integration(good, index, i -> Edits.server(i, Known.REFUSED)));
    assertThat(Has.of(Edits.integration(good, index, i -> Edits.server(i, Known.STALE))))
        .as("an outage takes nothing away")
        .isEqualTo(Has.of(good));
  }

  /** Limits are told of; nothing is dropped for them. */
  @Property(seed = "31")
  void aBudgetTakesNothingAway(@ForAll Cluster cluster) {
    List<Bot> limited = cluster.bots().stream().map(b -> Edits.budget(b, Optional.of(1))).toList();
    assertThat(Has.of(Edits.bots(cluster, limited))).isEqualTo(Has.of(cluster));
  }

  /** No access at all is the narrowest one. */
  @Property(seed = "32")
  void narrowingTakesAway(
      @ForAll Cluster cluster, @ForAll @IntRange(max = 6) int which, @ForAll Access narrower) {
    int index = which % cluster.integrations().size();
    Integration wide = cluster.integrations().get(index);
    Cluster before =
        Edits.integration(
            cluster, index, i -> Edits.access(i, new Access("Scope", Map.of(), List.of())));
    Cluster after = Edits.integration(before, index, i -> Edits.access(i, narrower));
    SortedMap<Tool, Boolean> had = Has.of(before);
    Has.of(after).keySet().stream()
        .filter(tool -> tool.integration().equals(wide.ref()))
        .filter(tool -> !tool.bot().startsWith(wide.namespace() + "/"))
        .forEach(tool -> assertThat(had).containsKey(tool));
  }
}
