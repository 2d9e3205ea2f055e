package dev.toolrack.core.impact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.binding.BindingOutcome;
import dev.toolrack.core.cluster.ObjectName;
import dev.toolrack.core.cluster.Resolution;
import dev.toolrack.core.world.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What a prediction makes of status and catalogs alone is what a world that remembers everything
 * makes of the same change.
 */
class RandomImpactTest {
  private static final String[] NAMESPACES = {"root", "acme", "pay", "shop", "agents", "island"};
  private static final String[] ALIASES = {"a", "b", "c"};
  private static final String[] RULES = {
    "{name: r, match: {access: Write}, enabled: false}",
    "{name: r, match: {names: [\"get_*\"]}, approval: Ask}",
    "{name: r, match: {names: [create_b]}, approval: Auto}",
    "{name: r, approval: Ask}"
  };

  private final Random random = new Random(20261121);
  private int version;

  @Test
  void aPredictionIsWhatComesOfTheChange() {
    int changed = 0;
    int undone = 0;
    for (int i = 0; i < 150; i++) {
      World before = world().verified();
      List<String> change = change();
      Prediction prediction = Prediction.of(before.persisted(), World.change(change));
      World after = before;
      for (String document : change) {
        after = after.with(document);
      }
      Map<ObjectName, Optional<String>> expected = toolsets(after.resolution());
      assertThat(toolsets(prediction.after())).as("%s", change).isEqualTo(expected);
      Map<ObjectName, Optional<String>> old = toolsets(before.resolution());
      List<String> differing =
          expected.keySet().stream()
              .filter(agent -> !Objects.equals(expected.get(agent), old.get(agent)))
              .map(ObjectName::toString)
              .toList();
      assertThat(prediction.impact().agents())
          .as("%s", change)
          .extracting(AgentImpact::agent)
          .containsAll(differing);
      changed += differing.size();
      undone += prediction.impact().isNothing() ? 1 : 0;
    }
    assertThat(changed).as("agents that were touched").isGreaterThan(100);
    assertThat(undone).as("changes that change nothing").isGreaterThan(5);
  }

  private static Map<ObjectName, Optional<String>> toolsets(Resolution resolution) {
    var toolsets = new TreeMap<ObjectName, Optional<String>>();
    for (ObjectName name : resolution.cluster().bindings().keySet()) {
      toolsets.put(
          name,
          resolution
              .binding(name)
              .map(BindingOutcome::outputs)
              .map(o -> o.toolset() + "" + o.credentials()));
    }
    return toolsets;
  }

  private World world() {
    World world = World.of(namespace("root", 9)).with(namespace("acme", 9));
    for (String name : NAMESPACES) {
      world = world.with(namespace(name, 9));
    }
    for (String name : List.of("root", "acme")) {
      world = world.with(connector(name)).with(server(name)).with(secret(name));
    }
    for (int i = 0; i < 6; i++) {
      world = world.with(integration(i));
    }
    for (String agent : List.of("agents/bot", "agents/clerk", "pay/bot", "island/bot")) {
      world = world.with(binding(agent));
    }
    return world;
  }

  private List<String> change() {
    var change = new LinkedHashMap<String, String>();
    int parts = 1 + random.nextInt(2);
    for (int i = 0; i < parts; i++) {
      String document =
          switch (random.nextInt(7)) {
            case 0 -> namespace(pick(NAMESPACES), random.nextInt(10));
            case 1 -> connector(pick("root", "acme"));
            case 2 -> binding(pick("agents/bot", "pay/bot", "agents/late"));
            case 3 -> secret(pick("root", "acme"));
            case 4 -> "gone: true\n" + integration(random.nextInt(6));
            default -> integration(random.nextInt(8));
          };
      // One object changes once.
      String head = document.replace("gone: true\n", "").split("spec:", 2)[0];
      change.put(document.startsWith("kind: Sec") ? document.substring(0, 60) : head, document);
    }
    return List.copyOf(change.values());
  }

  /** The less luck, the odder. */
  private String namespace(String name, int luck) {
    String labels =
        switch (name) {
          case "root" -> luck == 0 ? "" : "provides: Cluster";
          case "acme" -> luck < 2 ? "org: acme" : "org: acme, provides: Org";
          case "pay" -> luck < 2 ? "org: acme, team: pay" : "org: acme, team: pay, provides: Team";
          case "shop" ->
              "org: acme, team: pay, project: shop" + (luck < 2 ? "" : ", provides: Project");
          case "agents" ->
              luck < 1
                  ? ""
                  : luck < 3 ? "org: acme, team: other" : "org: acme, team: pay, project: shop";
          default -> luck < 2 ? "org: acme" : "";
        };
    String full = labels.isEmpty() ? "" : "toolrack.dev/" + labels.replace(", ", ", toolrack.dev/");
    return "kind: Namespace\nmetadata: {name: %s, labels: {%s}}\n".formatted(name, full);
  }

  private String connector(String namespace) {
    return "kind: McpConnector\nmetadata: {name: s, namespace: %s}\nspec: {enabled: %b, trust: %s, server: {url: \"https://%s.example.com/mcp%s\"}, tools: {seed: %s, rules: [%s]}}\n"
        .formatted(
            namespace,
            random.nextInt(8) > 0,
            pick("Trusted", "Untrusted"),
            namespace,
            random.nextInt(8) > 0 ? "" : "/v2",
            pick("Verbs", "Ask"),
            pick(RULES));
  }

  private String server(String name) {
    boolean down = random.nextInt(6) == 0;
    return """
    kind: McpServer
    metadata: {name: %1$s}
    url: https://%1$s.example.com/mcp
    %2$s
    """
        .formatted(
            name,
            down
                ? "failure: " + pick("Unreachable", "CredentialRejected")
                : "tools: [{name: get_a, inputSchema: {type: object}}, {name: create_b, inputSchema: {type: object}}]");
  }

  private String secret(String namespace) {
    return """
    kind: Secret
    metadata:
      name: token
      namespace: %1$s
      uid: secret-%1$s
      resourceVersion: "%4$d"
      labels: {%2$s}
      annotations: {toolrack.dev/send-to: "%3$s"}
    stringData: {token: t0k3n}
    """
        .formatted(
            namespace,
            pick(
                "toolrack.dev/credential: Scope",
                "toolrack.dev/credential: Scope",
                "toolrack.dev/credential: Namespace",
                ""),
            pick(
                "https://*.example.com/",
                "https://%s.example.com/mcp".formatted(namespace),
                "https://elsewhere.example.org/"),
            ++version);
  }

  private String integration(int number) {
    String namespace = NAMESPACES[number % NAMESPACES.length];
    boolean own = namespace.equals("root") || namespace.equals("acme");
    String connector = own ? namespace : pick("root", "acme");
    boolean secret = own && number < 6;
    return "kind: McpIntegration\nmetadata: {name: i%d, namespace: %s}\nspec: {alias: %s, enabled: %b, override: %s, access: {%s}, connectorRef: {name: s, namespace: %s}, tools: {rules: [%s]}%s}\n"
        .formatted(
            number,
            namespace,
            pick(ALIASES),
            random.nextInt(6) > 0,
            pick("SameConnector", "Any", "Locked"),
            pick(
                "from: Namespace",
                "from: Scope",
                "from: Scope",
                "from: Scope, scope: {org: acme, team: pay}",
                "from: Selected, selected: [{namespace: agents, agents: [bot]}]"),
            connector,
            pick(RULES),
            secret ? ", credentials: {bearer: {secretKeyRef: {name: token, key: token}}}" : "");
  }

  private String binding(String agent) {
    ObjectName name = ObjectName.parse(agent);
    return "kind: AgentToolBinding\nmetadata: {name: %s, namespace: %s}\nspec: {enabled: %b%s, tools: {rules: [%s]}}\n"
        .formatted(
            name.name(),
            name.namespace(),
            random.nextInt(8) > 0,
            pick("", "", ", exclude: [a]", ", servers: [{alias: b}, {alias: x}]", ", servers: []"),
            pick("", pick(RULES)));
  }

  private String pick(String... all) {
    return all[random.nextInt(all.length)];
  }
}
