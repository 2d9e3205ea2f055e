package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.toolrack.operator.KubectlToolrack.Answer;
import dev.toolrack.testbed.ControlPlane;
import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People ask kubectl toolrack about what the running operator has done. */
class WhyIT extends OperatorCase {
  private static final String SECRET_VALUE = "t0k3n-that-nobody-prints";

  private KubectlToolrack toolrack;
  private String org;
  private String team;

  @BeforeEach
  void organisation(ControlPlane controlPlane, TestNamespace namespace) {
    toolrack = new KubectlToolrack(controlPlane.kubeconfigFile());
    org = namespace.name();
    team = org + "-team";
    cluster.namespace(org, "org=" + org + ",provides=Org");
    cluster.namespace(team, "org=" + org + ",team=payments");
    FakeEndpoint wiki = servers.endpoint("why-" + org).tools(TWO_TOOLS).requireToken(SECRET_VALUE);
    cluster.secret(org, "token", SECRET_VALUE, "Scope", wiki.url().toString());
    cluster.connector(
        org,
        "wiki",
        """
        server: {url: "%s"}
        tools: {rules: [{name: ask-first, match: {access: Write}, approval: Ask, reason: "Notes are public."}]}
        """
            .formatted(wiki.url()));
    cluster.integration(
        org,
        "wiki",
        """
        connectorRef: {name: wiki}
        access: {from: Scope}
        credentials: {bearer: {secretKeyRef: {name: token, key: token}}}
        """);
    cluster.binding(
        team,
        "bot",
        "tools: {rules: [{name: no-notes, match: {names: [create_*]}, enabled: false}]}");
    cluster.eventuallyTools(team, "bot", "wiki:get_note");
    // The plugin reads catalog and status, which agents do not wait for.
    cluster.eventuallyState(org, "wiki", "Connected/Ready");
  }

  @AfterEach
  void cleanUp() {
    cluster.client().namespaces().withName(team).delete();
  }

  @Test
  void whyAnAgentHasAServer() {
    Answer answer = toolrack.run("why", team + "/bot", "-o", "json");
    assertThat(answer.status()).as(answer.err()).isZero();
    JsonNode agent = answer.json();
    assertThat(agent.path("delivered").asText()).isEqualTo("UpToDate");
    assertThat(agent.path("place").path("belongs").asText()).isEqualTo(org + "/payments");
    JsonNode server = agent.path("servers").get(0);
    assertThat(server.path("state").asText()).isEqualTo("Included");
    assertThat(server.path("integration").asText()).isEqualTo(org + "/wiki");
    assertThat(server.path("candidates").get(0).path("nearness").asText()).isEqualTo("org");
  }

  @Test
  void whyAToolIsThereAndWhyOneIsNot() {
    Answer there = toolrack.run("why", "bot", "get_note", "-n", team);
    assertThat(there.status()).as(there.err()).isZero();
    assertThat(there.out())
        .contains("%s/bot has mcp:wiki:get_note (Present)".formatted(team))
        .contains("seed/Verbs/v1: read verb \"get\"  <- decides")
        .contains("Authorization from Secret %s/token key token".formatted(org))
        .contains("consent Scope")
        .doesNotContain(SECRET_VALUE);
    Answer off = toolrack.run("why", "bot", "mcp__wiki__create_note", "-n", team);
    assertThat(off.out())
        .contains("does not have mcp:wiki:create_note (Off)")
        .contains("binding %s/bot rule no-notes  <- decides".formatted(team))
        .contains("connector %s/wiki rule ask-first".formatted(org))
        .doesNotContain(SECRET_VALUE);
  }

  @Test
  void whoMaySeeOneNamespaceOnlyIsToldWhatThatNamespaceSays() {
    String user = "reader-" + team;
    cluster.apply(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: reader, namespace: %1$s}
        rules:
        - {apiGroups: [toolrack.dev], resources: ["*"], verbs: [get, list]}
        - {apiGroups: [""], resources: [configmaps], verbs: [get, list]}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: reader, namespace: %1$s}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
        subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: %2$s}]
        """
            .formatted(team, user));
    eventually(() -> {
      Answer answer = toolrack.run("why", "bot", "wiki:get_note", "-n", team, "--as", user);
      assertThat(answer.out() + answer.err())
          .contains("has mcp:wiki:get_note (Present)")
          .contains("The agent's toolset lists it")
          .contains("Not visible to you: every McpIntegration but those of " + team)
          .contains("Not visible to you: every Namespace");
    });
    Answer off = toolrack.run("why", "bot", "create_note", "-n", team, "--as", user);
    assertThat(off.out()).contains("NotVisible").doesNotContain("rule ask-first");
    Answer nobody = toolrack.run("why", "bot", "-n", org, "--as", user);
    assertThat(nobody.status()).isEqualTo(3);
    assertThat(nobody.err()).contains("is not visible to you");
  }

  @Test
  void allToolsOfAnIntegrationAndOfAnAgent() {
    Answer integration = toolrack.run("tools", org + "/wiki");
    assertThat(integration.out().lines().map(line -> line.replaceAll(" +", " ")))
        .anyMatch(line -> line.startsWith("wiki get_note Read Auto sha256:"))
        .anyMatch(line -> line.startsWith("wiki create_note Write Ask sha256:"));
    Answer agent = toolrack.run("tools", "bot", "-n", team, "-o", "json");
    assertThat(agent.json().path("tools"))
        .extracting(tool -> tool.path("tool").asText() + " " + tool.path("decision").asText())
        .containsExactly("create_note Disabled", "get_note Auto");
  }

  @Test
  void impactOfTakingALabelOff() {
    String file = "apiVersion: v1\nkind: Namespace\nmetadata: {name: %s}\n".formatted(team);
    Answer island = toolrack.fed(file, "impact", "-f", "-", "--exit-code");
    assertThat(island.status()).as(island.err()).isEqualTo(1);
    assertThat(island.out())
        .contains("agent %s/bot".formatted(team))
        .contains("- mcp:wiki:get_note")
        .contains("- credential MCP_WIKI_");
    Answer same =
        toolrack.fed(
            "apiVersion: v1\nkind: Namespace\nmetadata: {name: %s, labels: {toolrack.dev/org: %s, toolrack.dev/team: payments}}\n"
                .formatted(team, org),
            "impact",
            "-f",
            "-",
            "--exit-code");
    assertThat(same.status()).as(same.out()).isZero();
    assertThat(same.out()).contains("No agent's toolset would change.");
  }
}
