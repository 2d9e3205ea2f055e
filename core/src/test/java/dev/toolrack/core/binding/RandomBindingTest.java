package dev.toolrack.core.binding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.render.ToolsetDocument.ServerPart;
import dev.toolrack.core.render.ToolsetDocument.ToolPart;
import dev.toolrack.core.world.World;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Random fleets; what must hold in each of them. */
class RandomBindingTest {
  private static final String[] ALIASES = {"a", "b", "c"};
  private static final String[] RULES = {
    "{name: r, approval: Ask}",
    "{name: r, match: {names: [get_*]}, enabled: false}",
    "{name: r, match: {access: Write}, enabled: false}",
    "{name: r, approval: Auto}",
    "{name: r, enabled: true}",
    "{name: r, match: {servers: [a]}, enabled: false}",
    "{name: r, novelty: 1}",
  };

  private static World fleet(Random random) {
    World world = Fleet.with(Fleet.connector("root/s"), Fleet.connector("acme/s"));
    String[] namespaces = {"root", "acme", "pay", "shop", "agents", "island"};
    String[] overrides = {"SameConnector", "SameConnector", "Any", "Locked"};
    int count = 1 + random.nextInt(7);
    for (int i = 0; i < count; i++) {
      String namespace = namespaces[random.nextInt(namespaces.length)];
      String from = namespace.equals("agents") || random.nextInt(4) == 0 ? "Namespace" : "Scope";
      String connector = random.nextBoolean() ? "root/s" : "acme/s";
      String spec =
          "override: %s, enabled: %b, access: {from: %s}"
              .formatted(overrides[random.nextInt(4)], random.nextInt(6) > 0, from);
      String alias = ALIASES[random.nextInt(ALIASES.length)];
      world = world.with(Fleet.of(namespace + "/i" + i, alias, connector, spec));
    }
    return random.nextInt(8) > 0 ? world.verified() : world;
  }

  /** The tools of an agent, and how strict each is: 1 = asks. */
  private static Map<String, Integer> strictness(BindingOutcome outcome) {
    var tools = new HashMap<String, Integer>();
    for (ServerPart server : outcome.outputs().servers()) {
      for (ToolPart tool : server.tools()) {
        tools.put(server.integration() + " " + tool.id(), tool.approval().equals("Ask") ? 1 : 0);
      }
    }
    return tools;
  }

  private static BindingOutcome decide(BindingSnapshot snapshot) {
    return BindingResolver.resolve(snapshot).orElseThrow();
  }

  @Test
  void theOrderOfIntegrationsNeverMatters() {
    Random random = new Random(1);
    for (int i = 0; i < 300; i++) {
      BindingSnapshot snapshot = fleet(random).bindingSnapshot(Fleet.BOT);
      var shuffled = new ArrayList<>(snapshot.integrations());
      Collections.shuffle(shuffled, random);
      assertThat(decide(with(snapshot, shuffled))).isEqualTo(decide(snapshot));
    }
  }

  @Test
  void whatABindingAddsNeverGivesMore() {
    Random random = new Random(2);
    int changed = 0;
    for (int i = 0; i < 300; i++) {
      World world = fleet(random);
      Map<String, Integer> free = strictness(world.binding(Fleet.BOT));
      String spec =
          random.nextBoolean()
              ? "exclude: [" + ALIASES[random.nextInt(3)] + "]"
              : "tools: {rules: [" + RULES[random.nextInt(RULES.length)] + "]}";
      Map<String, Integer> bound =
          strictness(world.with(Fleet.binding(Fleet.BOT, spec)).binding(Fleet.BOT));
      assertThat(free.keySet()).as(spec).containsAll(bound.keySet());
      bound.forEach((tool, strict) ->
          assertThat(strict).as(tool).isGreaterThanOrEqualTo(free.getOrDefault(tool, 2)));
      changed += bound.equals(free) ? 0 : 1;
    }
    assertThat(changed).as("the rules did something").isGreaterThan(30);
  }

  @Test
  void removingAnIntegrationChangesNothingButItsAlias() {
    Random random = new Random(3);
    for (int i = 0; i < 300; i++) {
      BindingSnapshot snapshot = fleet(random).bindingSnapshot(Fleet.BOT);
      if (snapshot.integrations().isEmpty()) {
        continue;
      }
      IntegrationInReach gone =
          snapshot.integrations().get(random.nextInt(snapshot.integrations().size()));
      var rest = new ArrayList<>(snapshot.integrations());
      rest.remove(gone);
      BindingOutcome before = decide(snapshot);
      BindingOutcome after = decide(with(snapshot, rest));
      String alias = String.valueOf(gone.spec().alias());
      assertThat(otherThan(alias, after)).isEqualTo(otherThan(alias, before));
      assertThat(after.included()).doesNotContain(gone.ref());
    }
  }

  @Test
  void whatAnAgentHasIsWhatItsStatusSays() {
    Random random = new Random(4);
    for (int i = 0; i < 300; i++) {
      BindingOutcome outcome = fleet(random).binding(Fleet.BOT);
      Set<String> included =
          outcome.outputs().servers().stream()
              .map(ServerPart::integration)
              .collect(Collectors.toSet());
      assertThat(outcome.included())
          .extracting(Object::toString)
          .containsExactlyInAnyOrderElementsOf(included);
      assertThat(outcome.facts().integrations())
          .filteredOn(e -> e.tools() != null)
          .extracting(e -> e.integration())
          .containsExactlyInAnyOrderElementsOf(included);
      assertThat(outcome.facts().servers()).isEqualTo(included.size());
      assertThat(outcome.outputs().servers())
          .extracting(ServerPart::name)
          .doesNotHaveDuplicates()
          .isSorted();
    }
  }

  private static List<ServerPart> otherThan(String alias, BindingOutcome outcome) {
    return outcome.outputs().servers().stream().filter(s -> !s.name().equals(alias)).toList();
  }

  private static BindingSnapshot with(BindingSnapshot snapshot, List<IntegrationInReach> reach) {
    return new BindingSnapshot(
        snapshot.generation(),
        snapshot.spec(),
        snapshot.agent(),
        reach,
        snapshot.cross(),
        snapshot.delivered());
  }
}
