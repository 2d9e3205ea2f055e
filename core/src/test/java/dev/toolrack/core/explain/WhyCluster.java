package dev.toolrack.core.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.cluster.ObjectName;
import dev.toolrack.core.world.World;
import java.util.List;

/** An organisation with an agent that somebody asks about. */
final class WhyCluster {
  static final String YAML =
      """
      kind: Namespace
      metadata: {name: acme, labels: {toolrack.dev/org: acme, toolrack.dev/provides: Org}}
      ---
      kind: Namespace
      metadata: {name: pay, labels: {toolrack.dev/org: acme, toolrack.dev/team: pay, toolrack.dev/provides: Team}}
      ---
      kind: Namespace
      metadata: {name: agents, labels: {toolrack.dev/org: acme, toolrack.dev/team: pay, toolrack.dev/project: shop}}
      ---
      kind: Namespace
      metadata: {name: island}
      ---
      kind: McpConnector
      metadata: {name: github, namespace: acme}
      spec:
        server: {url: "https://github.example.com/mcp"}
        tools:
          rules:
          - {name: no-delete, match: {names: ["delete_*"]}, enabled: false, reason: "Never from an agent."}
      ---
      kind: McpConnector
      metadata: {name: mail, namespace: acme}
      spec: {server: {url: "https://mail.example.com/mcp"}}
      ---
      kind: McpConnector
      metadata: {name: down, namespace: acme}
      spec: {server: {url: "https://down.example.com/mcp"}}
      ---
      kind: McpIntegration
      metadata: {name: github, namespace: acme}
      spec:
        connectorRef: {name: github}
        access: {from: Scope}
        credentials: {bearer: {secretKeyRef: {name: token, key: token}}}
        tools:
          rules:
          - {name: create-freely, match: {names: [create_issue]}, approval: Auto}
          - {name: no-sync, match: {names: [sync]}, enabled: false}
      ---
      kind: McpIntegration
      metadata: {name: mail, namespace: acme}
      spec: {connectorRef: {name: mail}, access: {from: Scope}}
      ---
      kind: McpIntegration
      metadata: {name: down, namespace: acme}
      spec: {connectorRef: {name: down}, access: {from: Scope}}
      ---
      kind: McpIntegration
      metadata: {name: private, namespace: acme}
      spec: {connectorRef: {name: mail}}
      ---
      kind: McpIntegration
      metadata: {name: alone, namespace: island}
      spec: {connectorRef: {name: local}}
      ---
      kind: McpConnector
      metadata: {name: local, namespace: island}
      spec: {server: {url: "https://island.example.com/mcp"}}
      ---
      kind: Secret
      metadata:
        name: token
        namespace: acme
        resourceVersion: "77"
        labels: {toolrack.dev/credential: Scope}
        annotations: {toolrack.dev/send-to: "https://github.example.com/mcp"}
      stringData: {token: t0k3n}
      ---
      kind: McpServer
      metadata: {name: github}
      url: https://github.example.com/mcp
      tools:
      - {name: get_issue, inputSchema: {type: object}}
      - {name: create_issue, inputSchema: {type: object}}
      - {name: delete_repo, inputSchema: {type: object}}
      - {name: sync, inputSchema: {type: object}}
      - {name: broken}
      ---
      kind: McpServer
      metadata: {name: mail}
      url: https://mail.example.com/mcp
      tools:
      - {name: get_mail, inputSchema: {type: object}}
      - {name: send_mail, inputSchema: {type: object}}
      ---
      kind: McpServer
      metadata: {name: island}
      url: https://island.example.com/mcp
      tools: [{name: rescue, inputSchema: {type: object}}]
      ---
      kind: AgentToolBinding
      metadata: {name: bot, namespace: agents}
      spec:
        tools: {rules: [{name: careful, match: {servers: [github], names: [create_issue]}, approval: Ask}]}
      """;

  static World world() {
    return World.of(YAML).verified();
  }

  static Explainer explainer(World world) {
    return new Explainer(world.resolution());
  }

  static ToolExplanation why(World world, String tool) {
    List<ToolExplanation> answers =
        explainer(world).tool(ObjectName.parse("agents/bot"), tool).orElseThrow();
    assertThat(answers).hasSize(1);
    return answers.getFirst();
  }

  static World binding(String spec) {
    return World.of(YAML)
        .with(
            "kind: AgentToolBinding\nmetadata: {name: bot, namespace: agents}\nspec: {%s}"
                .formatted(spec))
        .verified();
  }

  private WhyCluster() {}
}
