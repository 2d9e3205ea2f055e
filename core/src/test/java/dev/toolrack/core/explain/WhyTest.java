package dev.toolrack.core.explain;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.toolrack.core.cluster.ObjectName;
import dev.toolrack.core.explain.ToolExplanation.Cause;
import dev.toolrack.core.explain.ToolExplanation.Said;
import dev.toolrack.core.world.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why an agent has what it has. */
class WhyTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource({"get_issue", "github:get_issue", "mcp:github:get_issue", "mcp__github__get_issue"})
  void aToolHasFourNames(String name) {
    ToolExplanation why = WhyCluster.why(WhyCluster.world(), name);
    assertThat(why.cause()).isEqualTo(Cause.PRESENT);
    assertThat(why.tool()).isEqualTo("get_issue");
    assertThat(why.present()).isTrue();
  }

  @Test
  void everythingThatWasSaidIsTold() {
    ToolExplanation why = WhyCluster.why(WhyCluster.world(), "create_issue");
    assertThat(requireNonNull(why.verdict()).decidedBy())
        .isEqualTo("binding agents/bot rule careful");
    assertThat(requireNonNull(why.verdict()).opinions())
        .extracting(Said::place, Said::says, Said::effect, Said::decides)
        .containsExactly(
            tuple("Seed", "approval: Ask", "none", false),
            tuple("Integration", "approval: Auto", "Auto", false),
            tuple("Binding", "approval: Ask", "Ask", true));
    assertThat(requireNonNull(why.verdict()).access()).isEqualTo("Write");
    assertThat(requireNonNull(why.verdict()).accessBy()).isEqualTo("write verb \"create\"");
    assertThat(requireNonNull(why.definition()).digest()).startsWith("sha256:");
  }

  @Test
  void anAliasAloneAsksAboutTheServer() {
    ToolExplanation there = WhyCluster.why(WhyCluster.world(), "github:");
    assertThat(there.present()).isTrue();
    assertThat(there.why()).isEqualTo("The agent has server github with 2 of its tools.");
    assertThat(WhyCluster.why(WhyCluster.world(), "down:").cause())
        .isEqualTo(Cause.SERVER_UNAVAILABLE);
  }

  @Test
  void aHeldToolIsToldWithItsDigestsAndHowToApproveIt() {
    World pinned =
        World.of(
                WhyCluster.YAML.replace(
                    "spec: {connectorRef: {name: mail}, access: {from: Scope}}",
                    "spec: {connectorRef: {name: mail}, access: {from: Scope}, tools: {onChange: Hold}}"))
            .verified();
    assertThat(WhyCluster.why(pinned, "mail:get_mail").present()).isTrue();
    World changed =
        pinned
            .with(
                """
                kind: McpServer
                metadata: {name: mail}
                url: https://mail.example.com/mcp
                tools:
                - {name: get_mail, description: Also somebody else's, inputSchema: {type: object}}
                - {name: send_mail, inputSchema: {type: object}}
                """)
            .verified();
    assertThat(WhyCluster.why(changed, "mail:send_mail").present()).isTrue();
    ToolExplanation why = WhyCluster.why(changed, "mail:get_mail");
    assertThat(why.cause()).isEqualTo(Cause.HELD);
    assertThat(why.remedy()).isEqualTo("kubectl toolrack approve mail -n acme");
    assertThat(requireNonNull(requireNonNull(why.integration()).definitions()).onChange())
        .isEqualTo("Hold");
    assertThat(requireNonNull(requireNonNull(why.integration()).definitions()).pinnedDigest())
        .startsWith("sha256:");
    assertThat(requireNonNull(why.verdict()).opinions())
        .last()
        .extracting(Said::place)
        .isEqualTo("Definition");
  }

  @Test
  void credentialsAreToldByNameOnly() {
    ToolExplanation why = WhyCluster.why(WhyCluster.world(), "get_issue");
    assertThat(requireNonNull(why.integration()).credentials())
        .containsExactly(
            new Credential(
                "Authorization",
                "acme/token",
                "token",
                "Present",
                "77",
                "Scope",
                "https://github.example.com/mcp"));
    assertThat(why.toString()).doesNotContain("t0k3n");
  }

  @Test
  void theRuleThatSwitchesAToolOffGivesItsReason() {
    ToolExplanation guarded = WhyCluster.why(WhyCluster.world(), "delete_repo");
    assertThat(guarded.cause()).isEqualTo(Cause.OFF);
    assertThat(requireNonNull(guarded.verdict()).decidedBy())
        .isEqualTo("connector acme/github rule no-delete");
    assertThat(requireNonNull(guarded.verdict()).reason()).isEqualTo("Never from an agent.");
    ToolExplanation off = WhyCluster.why(WhyCluster.world(), "sync");
    assertThat(requireNonNull(off.verdict()).decidedBy())
        .isEqualTo("integration acme/github rule no-sync");
  }

  @Test
  void anAgentAtAGlance() {
    AgentExplanation agent =
        WhyCluster.explainer(WhyCluster.world().settled())
            .agent(ObjectName.parse("agents/bot"))
            .orElseThrow();
    assertThat(requireNonNull(agent.place()).belongs()).isEqualTo("acme/pay/shop");
    assertThat(agent.source()).isEqualTo("Decided");
    assertThat(agent.delivered()).isEqualTo("UpToDate");
    assertThat(agent.servers())
        .extracting(s -> s.alias() + " " + s.state() + " " + s.reason() + " " + s.tools())
        .containsExactly(
            "down Unavailable Unreachable null", "github Included null 2", "mail Included null 2");
  }

  @Test
  void allToolsAreListedThoseOffIncluded() {
    ToolTable tools =
        WhyCluster.explainer(WhyCluster.world())
            .tools(ObjectName.parse("agents/bot"))
            .orElseThrow();
    assertThat(tools.tools())
        .extracting(t -> t.server() + " " + t.tool() + " " + t.decision())
        .containsExactly(
            "github create_issue Ask",
            "github delete_repo Disabled",
            "github get_issue Auto",
            "github sync Disabled",
            "github broken LeftOut",
            "mail get_mail Auto",
            "mail send_mail Ask");
    assertThat(tools.notes()).containsExactly("down: Unavailable, Unreachable");
  }

  @Test
  void whatIsNotVisibleIsSaidAndNotGuessed() {
    World world =
        World.of(WhyCluster.YAML)
            .with(
                "kind: McpIntegration\nmetadata: {name: github, namespace: acme}\nlookup: Forbidden")
            .verified();
    AgentExplanation agent =
        WhyCluster.explainer(world).agent(ObjectName.parse("agents/bot")).orElseThrow();
    assertThat(agent.source()).isEqualTo("Status");
    assertThat(agent.notVisible()).containsExactly("McpIntegration acme/github");
    assertThat(WhyCluster.why(world, "github:get_issue").cause()).isEqualTo(Cause.NOT_VISIBLE);
    assertThat(WhyCluster.why(world, "get_issue").cause())
        .as("no server was named")
        .isEqualTo(Cause.NOT_VISIBLE);
  }
}
