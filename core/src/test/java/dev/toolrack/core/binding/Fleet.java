package dev.toolrack.core.binding;

import dev.toolrack.core.world.World;

/** Namespaces of an organisation and what is in them, as short YAML. */
final class Fleet {
  /** acme > payments > checkout, one namespace that provides at each level, and an island. */
  static final String NAMESPACES =
      """
      kind: Namespace
      metadata: {name: root, labels: {toolrack.dev/provides: Cluster}}
      ---
      kind: Namespace
      metadata: {name: acme, labels: {toolrack.dev/org: acme, toolrack.dev/provides: Org}}
      ---
      kind: Namespace
      metadata: {name: pay, labels: {toolrack.dev/org: acme, toolrack.dev/team: pay, toolrack.dev/provides: Team}}
      ---
      kind: Namespace
      metadata: {name: shop, labels: {toolrack.dev/org: acme, toolrack.dev/team: pay, toolrack.dev/project: shop, toolrack.dev/provides: Project}}
      ---
      kind: Namespace
      metadata: {name: agents, labels: {toolrack.dev/org: acme, toolrack.dev/team: pay, toolrack.dev/project: shop}}
      ---
      kind: Namespace
      metadata: {name: other, labels: {toolrack.dev/org: acme, toolrack.dev/team: other}}
      ---
      kind: Namespace
      metadata: {name: island}
      """;

  static final String BOT = "agents/bot";

  private Fleet() {}

  static World with(String... documents) {
    World world = World.of(NAMESPACES).with(binding(BOT, ""));
    for (String document : documents) {
      world = world.with(document);
    }
    return world;
  }

  static String binding(String ref, String spec) {
    return """
    kind: AgentToolBinding
    metadata: {name: %s, namespace: %s, generation: 2}
    spec: {%s}
    """
        .formatted(name(ref), namespace(ref), spec);
  }

  /** An integration of a connector of its own namespace, and a server with two tools for it. */
  static String integration(String ref, String alias, String spec) {
    return connector(namespace(ref) + "/" + name(ref)) + "---\n" + of(ref, alias, name(ref), spec);
  }

  /** An integration of some connector. */
  static String of(String ref, String alias, String connector, String spec) {
    String from = connector.contains("/") ? namespace(connector) : namespace(ref);
    String name = connector.contains("/") ? name(connector) : connector;
    return """
    kind: McpIntegration
    metadata: {name: %s, namespace: %s}
    spec: {alias: %s, connectorRef: {name: %s, namespace: %s}%s}
    """
        .formatted(name(ref), namespace(ref), alias, name, from, spec.isEmpty() ? "" : ", " + spec);
  }

  static String connector(String ref) {
    String url = "https://%s.%s.example.com/mcp".formatted(name(ref), namespace(ref));
    return """
    kind: McpConnector
    metadata: {name: %1$s, namespace: %2$s}
    spec: {server: {url: "%3$s"}}
    ---
    kind: McpServer
    metadata: {name: %1$s-%2$s}
    url: %3$s
    tools:
    - {name: get_a, title: A, inputSchema: {type: object}}
    - {name: create_b, inputSchema: {type: object}}
    """
        .formatted(name(ref), namespace(ref), url);
  }

  static String secret(String ref, String reach) {
    return """
    kind: Secret
    metadata:
      name: %s
      namespace: %s
      labels: {toolrack.dev/credential: %s}
      annotations: {toolrack.dev/send-to: "https://*.%s.example.com/"}
    stringData: {token: t0k3n}
    """
        .formatted(name(ref), namespace(ref), reach, namespace(ref));
  }

  private static String namespace(String ref) {
    return World.ref(ref).namespace();
  }

  private static String name(String ref) {
    return World.ref(ref).name();
  }
}
