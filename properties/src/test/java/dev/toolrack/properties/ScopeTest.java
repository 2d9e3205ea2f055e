package dev.toolrack.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.binding.BindingOutcome;
import dev.toolrack.core.render.CredentialSource;
import dev.toolrack.core.render.ToolsetDocument.ServerPart;
import dev.toolrack.properties.model.Cluster;
import dev.toolrack.properties.model.Cluster.Bot;
import dev.toolrack.properties.model.Cluster.Integration;
import dev.toolrack.properties.model.Cluster.Place;
import dev.toolrack.properties.model.Edits;
import dev.toolrack.properties.oracle.Oracle;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** Nothing reaches an agent that its place does not let reach it. */
@Domain(Given.class)
@Domain(DomainContext.Global.class)
class ScopeTest {
  private static final String ORG = "toolrack.dev/org";
  private static final String PROVIDES = "toolrack.dev/provides";

  private static Map<String, String> labels(Cluster cluster, String namespace) {
    return cluster.places().stream()
        .filter(place -> place.name().equals(namespace))
        .map(Place::labels)
        .findFirst()
        .orElseThrow();
  }

  private static void everyServer(Cluster cluster, BiConsumer<Bot, ServerPart> check) {
    var operator = new Operator(cluster);
    for (Bot bot : cluster.bots()) {
      operator.decide(bot).outputs().servers().forEach(server -> check.accept(bot, server));
    }
  }

  private static String namespace(String ref) {
    return ref.substring(0, ref.indexOf('/'));
  }

  @Tag("get-1")
  @Property(seed = "51")
  void noToolAppearsWithoutACandidateInScope(@ForAll Cluster cluster) {
    var oracle = new Oracle(cluster);
    everyServer(
        cluster,
        (bot, server) ->
            assertThat(oracle.candidates(server.name(), bot).stream().map(Integration::ref))
                .contains(server.integration()));
  }

  /** Said with the labels alone, so that it cannot be wrong in the same way as the rules. */
  @Tag("get-24")
  @Property(seed = "52")
  void nothingOfAnotherOrganisationEverReachesAnAgent(@ForAll Cluster cluster) {
    everyServer(
        cluster,
        (bot, server) -> {
          String from = namespace(server.integration());
          Optional<String> theirs = Optional.ofNullable(labels(cluster, from).get(ORG));
          Optional<String> ours = Optional.ofNullable(labels(cluster, bot.namespace()).get(ORG));
          boolean ofTheCluster = "Cluster".equals(labels(cluster, from).get(PROVIDES));
          assertThat(from.equals(bot.namespace()) || theirs.equals(ours) || ofTheCluster).isTrue();
          assertThat(theirs.isEmpty() || theirs.equals(ours)).as("%s for %s", from, bot).isTrue();
        });
  }

  @Property(seed = "53")
  void nothingCrossesNamespacesWhoseLabelsNobodyGuards(@ForAll Cluster cluster) {
    everyServer(
        Edits.unprotected(cluster),
        (bot, server) -> assertThat(namespace(server.integration())).isEqualTo(bot.namespace()));
  }

  @Tag("get-20")
  @Tag("consent-1")
  @Property(seed = "54")
  void credentialsAreOfTheServersOfTheAgentAndOfNothingElse(@ForAll Cluster cluster) {
    var operator = new Operator(cluster);
    for (Bot bot : cluster.bots()) {
      BindingOutcome outcome = operator.decide(bot);
      var wanted = new java.util.TreeMap<String, String>();
      for (ServerPart server : outcome.outputs().servers()) {
        assertThat(server.tools()).as("a server without tools is none").isNotEmpty();
        server.credentials().forEach(c -> wanted.put(c.key(), server.integration()));
      }
      assertThat(outcome.outputs().credentials().keySet()).isEqualTo(wanted.keySet());
      outcome
          .outputs()
          .credentials()
          .forEach((key, source) -> isOf(wanted.getOrDefault(key, ""), source, bot));
    }
  }

  private static void isOf(String integration, CredentialSource source, Bot bot) {
    assertThat(source.namespace() + "/" + source.secret()).isEqualTo(integration);
    assertThat(source.lent()).isEqualTo(!source.namespace().equals(bot.namespace()));
  }

  /** Nothing of the place that it left stays. */
  @Property(seed = "55")
  void aNamespaceThatMovesIsWhereItsLabelsSay(
      @ForAll Cluster cluster, @ForAll @IntRange(max = 4) int which) {
    int index = which % cluster.places().size();
    Cluster moved = Edits.place(cluster, index, Map.of(ORG, "rival", "toolrack.dev/team", "red"));
    String namespace = cluster.places().get(index).name();
    everyServer(
        moved,
        (bot, server) -> {
          String from = namespace(server.integration());
          if (bot.namespace().equals(namespace) && !from.equals(namespace)) {
            assertThat(labels(moved, from).get(ORG)).isIn("rival", null);
          }
          if (from.equals(namespace)) {
            assertThat(bot.namespace()).as("it provides for nobody").isEqualTo(namespace);
          }
        });
  }
}
