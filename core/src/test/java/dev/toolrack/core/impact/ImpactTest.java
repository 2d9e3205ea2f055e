package dev.toolrack.core.impact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.toolrack.core.impact.AgentImpact.Kind;
import dev.toolrack.core.world.World;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a person is told about a change before it is made. */
class ImpactTest {
  private static final String CLUSTER =
      """
      kind: Namespace
      metadata: {name: acme, labels: {toolrack.dev/org: acme, toolrack.dev/provides: Org}}
      ---
      kind: Namespace
      metadata: {name: agents, labels: {toolrack.dev/org: acme, toolrack.dev/team: pay}}
      ---
      kind: McpConnector
      metadata: {name: notes, namespace: acme}
      spec: {server: {url: "https://notes.example.com/mcp"}}
      ---
      kind: McpIntegration
      metadata: {name: notes, namespace: acme}
      spec:
        connectorRef: {name: notes}
        access: {from: Scope}
        credentials: {bearer: {secretKeyRef: {name: token, key: token}}}
      ---
      kind: Secret
      metadata:
        name: token
        namespace: acme
        labels: {toolrack.dev/credential: Scope}
        annotations: {toolrack.dev/send-to: "https://notes.example.com/mcp"}
      stringData: {token: t0k3n}
      ---
      kind: McpServer
      metadata: {name: notes}
      url: https://notes.example.com/mcp
      tools:
      - {name: get_note, inputSchema: {type: object}}
      - {name: create_note, inputSchema: {type: object}}
      ---
      kind: AgentToolBinding
      metadata: {name: bot, namespace: agents}
      spec: {}
      """;

  private static Impact impact(String... documents) {
    return Prediction.of(World.of(CLUSTER).verified().persisted(), World.change(List.of(documents)))
        .impact();
  }

  private static String notes(String spec) {
    return """
    kind: McpIntegration
    metadata: {name: notes, namespace: acme}
    spec:
      connectorRef: {name: notes}
      access: {from: Scope}
      credentials: {bearer: {secretKeyRef: {name: token, key: token}}}
      %s
    """
        .formatted(spec);
  }

  @Test
  void theSameAgainChangesNothing() {
    Impact impact = impact(notes(""));
    assertThat(impact.isNothing()).isTrue();
    assertThat(impact.verifying()).isEmpty();
  }

  @Test
  void aLabelThatGoesTakesToolsAndKeyAlong() {
    Impact impact = impact("kind: Namespace\nmetadata: {name: agents}");
    assertThat(impact.agents()).hasSize(1);
    AgentImpact bot = impact.agents().getFirst();
    assertThat(bot.agent()).isEqualTo("agents/bot");
    assertThat(bot.kind()).isEqualTo(Kind.CHANGED);
    assertThat(bot.lost())
        .extracting(AgentImpact.Tool::id)
        .containsExactly("mcp:notes:create_note", "mcp:notes:get_note");
    assertThat(bot.credentialsLost()).singleElement().asString().startsWith("MCP_NOTES_");
    assertThat(bot.isLooser()).isFalse();
    assertThat(bot.servers())
        .containsExactly(new AgentImpact.ServerChange("notes", "acme/notes", null));
  }

  @Test
  void aRuleThatAsksNoMoreIsLooser() {
    Impact impact =
        impact(
            notes("tools: {rules: [{name: go, match: {names: [create_note]}, approval: Auto}]}"));
    assertThat(impact.agents()).hasSize(1);
    AgentImpact bot = impact.agents().getFirst();
    assertThat(bot.changed())
        .containsExactly(
            new AgentImpact.ToolChange(
                "mcp:notes:create_note", "Ask", "Auto", "Write", "integration acme/notes rule go"));
    assertThat(bot.isLooser()).isTrue();
    assertThat(impact.integrations()).isEmpty();
  }

  @Test
  void anotherServerHasToBeAskedFirst() {
    Impact impact =
        impact(
            """
            kind: McpConnector
            metadata: {name: notes, namespace: acme}
            spec: {server: {url: "https://notes.example.com/mcp/v2"}}
            """);
    assertThat(impact.verifying()).containsExactly("acme/notes");
    assertThat(impact.integrations())
        .containsExactly(
            new Impact.IntegrationImpact(
                "acme/notes",
                "Connected",
                "Pending",
                "NotVerifiedYet",
                "The server is being asked. Wait for the answer."));
    assertThat(impact.agents().getFirst().servers())
        .containsExactly(
            new AgentImpact.ServerChange("notes", "acme/notes", "acme/notes NotVerifiedYet"));
  }

  @Test
  void whatIsDeletedIsGone() {
    Impact integration = impact("gone: true\n" + notes(""));
    assertThat(integration.integrations())
        .extracting(Impact.IntegrationImpact::after)
        .containsExactly((String) null);
    assertThat(integration.agents().getFirst().lost()).hasSize(2);
    Impact binding =
        impact("gone: true\nkind: AgentToolBinding\nmetadata: {name: bot, namespace: agents}");
    assertThat(binding.agents())
        .extracting(AgentImpact::kind, AgentImpact::toolsetDigest)
        .containsExactly(tuple(Kind.REMOVED, null));
    Impact namespace = impact("gone: true\nkind: Namespace\nmetadata: {name: agents}");
    assertThat(namespace.agents()).extracting(AgentImpact::kind).containsExactly(Kind.REMOVED);
  }

  @Test
  void aNewAgentIsToldWhatItWillHave() {
    Impact impact =
        impact("kind: AgentToolBinding\nmetadata: {name: clerk, namespace: agents}\nspec: {}");
    AgentImpact clerk = impact.agents().getFirst();
    assertThat(clerk.kind()).isEqualTo(Kind.ADDED);
    assertThat(clerk.gained()).hasSize(2);
    assertThat(clerk.toolsetDigest()).startsWith("sha256:");
    assertThat(clerk.credentialsGained()).hasSize(1);
  }

  @Test
  void whoDoesNotSeeEveryIntegrationIsToldNothingThatMightBeWrong() {
    World world =
        World.of(CLUSTER)
            .with(
                "kind: McpIntegration\nmetadata: {name: other, namespace: acme}\nlookup: Forbidden")
            .verified();
    Impact impact =
        Prediction.of(
                world.persisted(),
                World.change(List.of("kind: Namespace\nmetadata: {name: agents}")))
            .impact();
    assertThat(impact.agents()).isEmpty();
    assertThat(impact.undecided()).containsExactly("agents/bot");
    assertThat(impact.isNothing()).isFalse();
    assertThat(impact.notVisible()).containsExactly("McpIntegration acme/other");
  }

  @Test
  void ofASecretThatIsNotLentAnyMoreOtherNamespacesLoseTheServer() {
    Impact impact =
        impact(
            """
            kind: Secret
            metadata:
              name: token
              namespace: acme
              labels: {toolrack.dev/credential: Namespace}
              annotations: {toolrack.dev/send-to: "https://notes.example.com/mcp"}
            """);
    AgentImpact bot = impact.agents().getFirst();
    assertThat(bot.servers())
        .containsExactly(
            new AgentImpact.ServerChange(
                "notes", "acme/notes", "acme/notes CredentialUnavailable"));
    assertThat(bot.credentialsLost()).hasSize(1);
  }
}
