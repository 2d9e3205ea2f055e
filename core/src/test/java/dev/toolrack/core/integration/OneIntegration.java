package dev.toolrack.core.integration;

import static java.util.Objects.requireNonNull;

import dev.toolrack.core.world.World;
import dev.toolrack.crds.McpIntegrationStatus;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** One integration with everything that can go wrong about it; tests change one thing each. */
final class OneIntegration {
  static final String REF = "acme/github";

  static final String YAML =
      """
      kind: Namespace
      metadata: {name: acme, labels: {toolrack.dev/org: acme, toolrack.dev/provides: Org}}
      ---
      kind: McpConnector
      metadata: {name: github, namespace: acme, generation: 3, uid: connector-1}
      spec:
        enabled: true # of connector
        server:
          url: "https://{region}.example.com/mcp"
          headers: [{name: X-Tenant, value: "{tenant}"}]
        variables:
        - {name: region, default: eu, choices: [eu, us]}
        - {name: tenant, required: true}
        verify: {interval: 1m, timeout: 5s, maxStale: 1h}
      ---
      kind: McpIntegration
      metadata: {name: github, namespace: acme, generation: 7, uid: integration-1}
      spec:
        enabled: true # of integration
        connectorRef: {name: github}
        access: {from: Scope}
        credentials:
          bearer: {secretKeyRef: {name: token, key: token}}
          headers: [{name: X-Api-Key, secretKeyRef: {name: keys, key: api}}]
        variables: [{name: tenant, value: blue}]
        tools: {rules: []}
      ---
      kind: Secret
      metadata:
        name: token
        namespace: acme
        uid: secret-1
        resourceVersion: "1"
        labels: {toolrack.dev/credential: Scope}
        annotations: {toolrack.dev/send-to: "https://*.example.com/"}
      stringData: {token: t0k3n}
      ---
      kind: Secret
      metadata:
        name: keys
        namespace: acme
        labels: {toolrack.dev/credential: Scope}
        annotations: {toolrack.dev/send-to: "https://eu.example.com/mcp/ https://us.example.com/mcp"}
      stringData: {api: "12345"}
      ---
      kind: ConfigMap
      metadata: {name: settings, namespace: acme, labels: {toolrack.dev/config: "true"}}
      data: {tenant: green, empty: "", lines: "a\\nb", long: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", region: asia}
      ---
      kind: ConfigMap
      metadata: {name: private, namespace: acme}
      data: {tenant: green}
      ---
      kind: McpServer
      metadata: {name: eu}
      url: https://eu.example.com/mcp
      tools:
      - {name: get_issue, inputSchema: {type: object}}
      - {name: create_issue, title: Create, inputSchema: {type: object}}
      ---
      kind: McpServer
      metadata: {name: us}
      url: https://us.example.com/mcp
      tools: [{name: get_issue, inputSchema: {type: object}}]
      """;

  private OneIntegration() {}

  static World world() {
    return World.of(YAML);
  }

  /** The same with one text replaced by another, which must be there. */
  static World changed(String from, String to) {
    return World.of(yaml(from, to));
  }

  static String yaml(String from, String to) {
    if (!YAML.contains(from)) {
      throw new IllegalArgumentException("not there: " + from);
    }
    return YAML.replace(from, to);
  }

  /** Numbers of tools: listed, on, of these without and with a question. */
  static List<Integer> counts(McpIntegrationStatus status) {
    var tools = requireNonNull(status.tools());
    return Stream.of(tools.total(), tools.enabled(), tools.auto(), tools.ask())
        .map(Objects::requireNonNull)
        .toList();
  }
}
