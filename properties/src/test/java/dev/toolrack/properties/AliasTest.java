package dev.toolrack.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.binding.BindingOutcome;
import dev.toolrack.core.render.ToolsetDocument.ServerPart;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.properties.model.Cluster;
import dev.toolrack.properties.model.Cluster.Access;
import dev.toolrack.properties.model.Cluster.Bot;
import dev.toolrack.properties.model.Cluster.Integration;
import dev.toolrack.properties.model.Cluster.Known;
import dev.toolrack.properties.model.Edits;
import dev.toolrack.properties.oracle.Oracle;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** What one integration does to others: nothing beyond its own alias. */
@Domain(Given.class)
@Domain(DomainContext.Global.class)
class AliasTest {

  /** Everything that an agent has or lacks under other aliases. */
  private static String apartFrom(String alias, BindingOutcome outcome) {
    return outcome.outputs().servers().stream().filter(s -> !s.name().equals(alias)).toList()
        + " "
        + outcome.outputs().credentials().keySet().stream()
            .filter(key -> !key.startsWith("MCP_" + alias.toUpperCase(java.util.Locale.ROOT) + "_"))
            .toList()
        + " "
        + outcome.facts().integrations().stream().filter(e -> !e.alias().equals(alias)).toList();
  }

  private static void onlyIts(String alias, Cluster before, Cluster after) {
    var had = new Operator(before);
    var has = new Operator(after);
    for (Bot bot : before.bots()) {
      assertThat(apartFrom(alias, has.decide(bot))).isEqualTo(apartFrom(alias, had.decide(bot)));
    }
  }

  @Tag("get-22")
  @Property(seed = "41")
  void removingAnIntegrationChangesNothingButItsAlias(
      @ForAll Cluster cluster, @ForAll @IntRange(max = 6) int which) {
    int index = which % cluster.integrations().size();
    Integration gone = cluster.integrations().get(index);
    Cluster after = Edits.integrations(cluster, Edits.without(cluster.integrations(), index));
    onlyIts(gone.effectiveAlias(), cluster, after);
    var operator = new Operator(after);
    for (Bot bot : after.bots()) {
      assertThat(operator.decide(bot).included())
          .doesNotContain(new IntegrationRef(gone.namespace(), gone.name()));
    }
  }

  @Property(seed = "42")
  void narrowingAnIntegrationChangesNothingButItsAlias(
      @ForAll Cluster cluster, @ForAll @IntRange(max = 6) int which, @ForAll Access access) {
    int index = which % cluster.integrations().size();
    onlyIts(
        cluster.integrations().get(index).effectiveAlias(),
        cluster,
        Edits.integration(cluster, index, i -> Edits.access(i, access)));
  }

  /** The agent then has what it would have had without the integration, or what it had. */
  @Property(seed = "43")
  void removingAWinnerLetsOnlyItsNeighboursIn(
      @ForAll Cluster cluster, @ForAll @IntRange(max = 6) int which) {
    int index = which % cluster.integrations().size();
    Integration gone = cluster.integrations().get(index);
    var before = new Oracle(cluster);
    Cluster after = Edits.integrations(cluster, Edits.without(cluster.integrations(), index));
    var operator = new Operator(after);
    for (Bot bot : cluster.bots()) {
      List<String> wanted =
          before.candidates(gone.effectiveAlias(), bot).stream().map(Integration::ref).toList();
      for (ServerPart server : operator.decide(bot).outputs().servers()) {
        if (server.name().equals(gone.effectiveAlias())) {
          assertThat(wanted).contains(server.integration());
        }
      }
    }
  }

  /** Once it was verified, and while it is off. */
  @Tag("get-5")
  @Tag("get-8")
  @Property(seed = "44")
  void aLockKeepsNearerOnesOut(
      @ForAll Cluster cluster, @ForAll @IntRange(max = 6) int which, @ForAll boolean enabled) {
    int index = which % cluster.integrations().size();
    Cluster locked =
        Edits.integration(
            cluster,
            index,
            i -> Edits.enabled(Edits.server(Edits.override(i, "Locked"), Known.GOOD), enabled));
    Integration lock = locked.integrations().get(index);
    String alias = lock.effectiveAlias();
    var oracle = new Oracle(locked);
    var operator = new Operator(locked);
    for (Bot bot : locked.bots()) {
      if (oracle.candidates(alias, bot).contains(lock)) {
        Optional<ServerPart> server =
            operator.decide(bot).outputs().servers().stream()
                .filter(s -> s.name().equals(alias))
                .findFirst();
        server.ifPresent(s ->
            assertThat(depth(locked, s.integration(), bot))
                .as("%s for %s", s.integration(), bot.ref())
                .isLessThanOrEqualTo(depth(locked, lock.ref(), bot)));
        assertThat(server.filter(s -> !enabled && s.integration().equals(lock.ref()))).isEmpty();
      }
    }
  }

  /** Own namespace 4, else the number of its belonging labels. */
  private static long depth(Cluster cluster, String integration, Bot bot) {
    String namespace = integration.substring(0, integration.indexOf('/'));
    if (namespace.equals(bot.namespace())) {
      return 4;
    }
    return cluster.places().stream()
        .filter(place -> place.name().equals(namespace))
        .flatMap(place -> place.labels().keySet().stream())
        .filter(key -> key.startsWith("toolrack.dev/") && !key.endsWith("/provides"))
        .count();
  }
}
