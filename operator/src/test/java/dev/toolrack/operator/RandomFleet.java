package dev.toolrack.operator;

import static java.util.Objects.requireNonNull;

import dev.toolrack.testbed.mcp.FakeEndpoint;
import dev.toolrack.testbed.mcp.FakeMcpServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;

/**
 * An organisation with connectors, integrations and agents, and random changes of it. It remembers
 * every object as it was applied last, so that a change is a file as somebody would have in Git.
 */
final class RandomFleet {
  private static final String TOOLS =
      """
      [{"name":"get_note","title":"Get note","inputSchema":{"type":"object"}},
       {"name":"list_notes","inputSchema":{"type":"object"}},
       {"name":"create_note","inputSchema":{"type":"object"}},
       {"name":"deleteNote","description":"Removes a note","inputSchema":{"type":"object"}},
       {"name":"sync","inputSchema":{"type":"object"}}]
      """;
  private static final String[] RULES = {
    "[]",
    "[{name: r, match: {access: Write}, approval: Ask}]",
    "[{name: r, match: {names: [\"delete_*\"]}, enabled: false}]",
    "[{name: x, match: {names: [create_note]}, approval: Auto}, {name: r, match: {access: Write}, enabled: false}]",
    "[{name: r, match: {names: [\"*\"]}, approval: Ask, reason: \"For now.\"}]",
    "[{name: r, match: {names: [sync]}, access: Read}]"
  };
  private static final String[] BINDING_RULES = {
    "[]",
    "[{name: b, match: {servers: [wiki], access: Write}, enabled: false}]",
    "[{name: b, match: {names: [\"get_*\"]}, approval: Ask}]",
    "[{name: b, enabled: false}]"
  };

  private final Random random;
  private final String org;
  private final Map<String, String> objects = new LinkedHashMap<>();
  private final List<FakeEndpoint> endpoints = new ArrayList<>();
  private final List<String> integrations = new ArrayList<>();

  /** A change: a file, and whether it is deleted. */
  record Step(String yaml, boolean deletes) {}

  RandomFleet(Random random, String org, FakeMcpServer servers) {
    this.random = random;
    this.org = org;
    for (String name : namespaces()) {
      namespace(name);
    }
    for (String connector : List.of("wiki", "mail")) {
      FakeEndpoint endpoint = servers.endpoint(connector + "-" + org).tools(TOOLS);
      endpoints.add(endpoint);
      connector(connector, endpoint);
    }
    secret("Scope");
    integration(org, "wiki", "wiki");
    integration(org, "mail", "mail");
    integration(team(), "wiki", "wiki");
    integration(team(), "post", "mail");
    for (String agent : agents()) {
      binding(agent);
    }
  }

  private String team() {
    return org + "-team";
  }

  private String shop() {
    return org + "-shop";
  }

  List<String> namespaces() {
    return List.of(org, team(), shop());
  }

  List<String> agents() {
    return List.of(org + "/home", team() + "/bot", shop() + "/bot", shop() + "/clerk");
  }

  List<FakeEndpoint> endpoints() {
    return endpoints;
  }

  String everything() {
    return String.join("---\n", objects.values());
  }

  /** A file that changes nothing. */
  String nothing() {
    return everything();
  }

  Step next() {
    return switch (random.nextInt(12)) {
      case 0, 1 -> step(namespace(random.nextBoolean() ? team() : shop()));
      case 2 -> step(namespace(org));
      case 3, 4, 5 -> step(again());
      case 6 -> step(guardrails());
      case 7 -> step(secret(random.nextInt(3) == 0 ? "Namespace" : "Scope"));
      case 8 -> removed();
      default -> step(binding(pick(agents())));
    };
  }

  private static Step step(String yaml) {
    return new Step(yaml, false);
  }

  private Step removed() {
    if (integrations.size() < 3) {
      return step(binding(pick(agents())));
    }
    String key = integrations.remove(random.nextInt(integrations.size()));
    return new Step(requireNonNull(objects.remove(key)), true);
  }

  private String again() {
    // One that was deleted comes again, as another object.
    List<String> all =
        List.of(
            org + "/wiki/wiki", org + "/mail/mail", team() + "/wiki/wiki", team() + "/post/mail");
    String[] parts = pick(all).split("/", 3);
    return integration(parts[0], parts[1], parts[2]);
  }

  private String namespace(String name) {
    String labels;
    if (name.equals(org)) {
      labels = random.nextInt(5) == 0 ? "org: " + org : "org: %s, provides: Org".formatted(org);
    } else if (name.equals(team())) {
      labels =
          random.nextInt(4) == 0
              ? "org: %s, team: pay".formatted(org)
              : "org: %s, team: pay, provides: Team".formatted(org);
    } else {
      labels =
          switch (random.nextInt(5)) {
            case 0 -> "";
            case 1 -> "org: %s, team: search".formatted(org);
            case 2 -> "project: shop";
            default -> "org: %s, team: pay, project: shop".formatted(org);
          };
    }
    String full = labels.isEmpty() ? "" : "toolrack.dev/" + labels.replace(", ", ", toolrack.dev/");
    return remember(
        "Namespace " + name,
        "apiVersion: v1\nkind: Namespace\nmetadata: {name: %s, labels: {%s}}\n"
            .formatted(name, full));
  }

  private void connector(String name, FakeEndpoint endpoint) {
    remember(
        "McpConnector " + name,
        """
        apiVersion: toolrack.dev/v1alpha1
        kind: McpConnector
        metadata: {name: %s, namespace: %s}
        spec:
          server: {url: "%s"}
          verify: {timeout: 60s}
          tools: {rules: []}
        """
            .formatted(name, org, endpoint.url()));
  }

  private String guardrails() {
    String key = "McpConnector " + (random.nextBoolean() ? "wiki" : "mail");
    String seed = random.nextBoolean() ? "Verbs" : "Ask";
    return remember(
        key,
        requireNonNull(objects.get(key))
            .replaceAll(
                "  tools: .*",
                "  tools: {seed: %s, rules: %s}"
                    .formatted(seed, Matcher.quoteReplacement(pick(List.of(RULES))))));
  }

  private String secret(String reach) {
    return remember(
        "Secret",
        """
        apiVersion: v1
        kind: Secret
        metadata:
          name: token
          namespace: %s
          labels: {toolrack.dev/credential: %s}
          annotations: {toolrack.dev/send-to: "%s"}
        stringData: {token: canary-t0k3n}
        """
            .formatted(org, reach, endpoints.getFirst().url()));
  }

  private String integration(String namespace, String name, String connector) {
    String key = "McpIntegration %s/%s".formatted(namespace, name);
    if (!integrations.contains(key)) {
      integrations.add(key);
    }
    boolean secret = namespace.equals(org) && name.equals("wiki");
    return remember(
        key,
        """
        apiVersion: toolrack.dev/v1alpha1
        kind: McpIntegration
        metadata: {name: %s, namespace: %s}
        spec:
          alias: %s
          connectorRef: {name: %s, namespace: %s}
          enabled: %b
          access: {%s}
          override: %s
          tools: {rules: %s}
        %s\
        """
            .formatted(
                name,
                namespace,
                connector,
                connector,
                org,
                random.nextInt(6) > 0,
                access(),
                pick(List.of("SameConnector", "SameConnector", "Any", "Locked")),
                pick(List.of(RULES)),
                secret
                    ? "  credentials: {bearer: {secretKeyRef: {name: token, key: token}}}\n"
                    : ""));
  }

  private String access() {
    return switch (random.nextInt(6)) {
      case 0 -> "from: Namespace";
      case 1 -> "from: Scope, scope: {team: pay}";
      case 2 -> "from: Selected, selected: [{namespace: %s, agents: [bot]}]".formatted(shop());
      default -> "from: Scope";
    };
  }

  private String binding(String agent) {
    String[] name = agent.split("/", 2);
    String servers =
        switch (random.nextInt(5)) {
          case 0 -> "  servers: [{alias: wiki}]\n";
          case 1 ->
              "  servers: [{alias: wiki, integration: %s/wiki}, {alias: nowhere}]\n".formatted(org);
          case 2 -> "  exclude: [mail]\n";
          default -> "";
        };
    return remember(
        "AgentToolBinding " + agent,
        """
        apiVersion: toolrack.dev/v1alpha1
        kind: AgentToolBinding
        metadata: {name: %s, namespace: %s}
        spec:
          enabled: %b
          tools: {rules: %s}
        %s\
        """
            .formatted(
                name[1], name[0], random.nextInt(8) > 0, pick(List.of(BINDING_RULES)), servers));
  }

  private String remember(String key, String yaml) {
    objects.put(key, yaml);
    return yaml;
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
