package dev.toolrack.core.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.toolrack.core.cluster.ObjectName;
import dev.toolrack.core.explain.ToolExplanation.Cause;
import dev.toolrack.core.explain.ToolExplanation.Said;
import dev.toolrack.core.world.World;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each way in which a tool can be there or absent has its own answer. */
class WhyTest {
  private static final String CLUSTER =
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

  private static World world() {
    return World.of(CLUSTER).verified();
  }

  private static Explainer explainer(World world) {
    return new Explainer(world.resolution());
  }

  private static ToolExplanation why(World world, String tool) {
    List<ToolExplanation> answers =
        explainer(world).tool(ObjectName.parse("agents/bot"), tool).orElseThrow();
    assertThat(answers).hasSize(1);
    return answers.getFirst();
  }

  private static World binding(String spec) {
    return World.of(CLUSTER)
        .with(
            "kind: AgentToolBinding\nmetadata: {name: bot, namespace: agents}\nspec: {%s}"
                .formatted(spec))
        .verified();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"get_issue", "github:get_issue", "mcp:github:get_issue", "mcp__github__get_issue"})
  void aToolHasFourNames(String name) {
    ToolExplanation why = why(world(), name);
    assertThat(why.cause()).isEqualTo(Cause.PRESENT);
    assertThat(why.tool()).isEqualTo("get_issue");
    assertThat(why.present()).isTrue();
  }

  @Test
  void everythingThatWasSaidIsTold() {
    ToolExplanation why = why(world(), "create_issue");
    assertThat(why.verdict()).isNotNull();
    assertThat(why.verdict().decidedBy()).isEqualTo("binding agents/bot rule careful");
    assertThat(why.verdict().opinions())
        .extracting(Said::place, Said::says, Said::effect, Said::decides)
        .containsExactly(
            tuple("Seed", "approval: Ask", "none", false),
            tuple("Integration", "approval: Auto", "Auto", false),
            tuple("Binding", "approval: Ask", "Ask", true));
    assertThat(why.verdict().access()).isEqualTo("Write");
    assertThat(why.verdict().accessBy()).isEqualTo("write verb \"create\"");
    assertThat(why.definition()).isNotNull();
    assertThat(why.definition().digest()).startsWith("sha256:");
  }

  @Test
  void anAliasAloneAsksAboutTheServer() {
    ToolExplanation there = why(world(), "github:");
    assertThat(there.present()).isTrue();
    assertThat(there.why()).isEqualTo("The agent has server github with 2 of its tools.");
    assertThat(why(world(), "down:").cause()).isEqualTo(Cause.SERVER_UNAVAILABLE);
  }

  @Test
  void aHeldToolIsToldWithItsDigestsAndHowToApproveIt() {
    World pinned =
        World.of(
                CLUSTER.replace(
                    "spec: {connectorRef: {name: mail}, access: {from: Scope}}",
                    "spec: {connectorRef: {name: mail}, access: {from: Scope}, tools: {onChange: Hold}}"))
            .verified();
    assertThat(why(pinned, "mail:get_mail").present()).isTrue();
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
    assertThat(why(changed, "mail:send_mail").present()).isTrue();
    ToolExplanation why = why(changed, "mail:get_mail");
    assertThat(why.cause()).isEqualTo(Cause.HELD);
    assertThat(why.remedy()).isEqualTo("kubectl toolrack approve mail -n acme");
    assertThat(why.integration()).isNotNull();
    assertThat(why.integration().definitions()).isNotNull();
    assertThat(why.integration().definitions().onChange()).isEqualTo("Hold");
    assertThat(why.integration().definitions().pinnedDigest()).startsWith("sha256:");
    assertThat(why.verdict()).isNotNull();
    assertThat(why.verdict().opinions()).last().extracting(Said::place).isEqualTo("Definition");
  }

  @Test
  void credentialsAreToldByNameOnly() {
    ToolExplanation why = why(world(), "get_issue");
    assertThat(why.integration()).isNotNull();
    assertThat(why.integration().credentials())
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
    ToolExplanation guarded = why(world(), "delete_repo");
    assertThat(guarded.cause()).isEqualTo(Cause.OFF);
    assertThat(guarded.verdict()).isNotNull();
    assertThat(guarded.verdict().decidedBy()).isEqualTo("connector acme/github rule no-delete");
    assertThat(guarded.verdict().reason()).isEqualTo("Never from an agent.");
    ToolExplanation off = why(world(), "sync");
    assertThat(off.verdict()).isNotNull();
    assertThat(off.verdict().decidedBy()).isEqualTo("integration acme/github rule no-sync");
  }

  /** What the binding says, what is asked, and the answer. */
  @ParameterizedTest(name = "{0} / {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "enabled: false | github:get_issue | BINDING_DISABLED | Set spec.enabled of binding agents/bot to true.",
        "'exclude: [github]' | get_issue | EXCLUDED | Remove github from spec.exclude of binding agents/bot.",
        "'servers: [{alias: mail}]' | github:get_issue | NOT_LISTED | Add {alias: github} to spec.servers of binding agents/bot.",
        "'servers: []' | github:get_issue | NOT_LISTED | Add {alias: github} to spec.servers of binding agents/bot.",
        "'servers: [{alias: github, integration: acme/other}]' | github:get_issue | SERVER_UNAVAILABLE | Correct spec.servers, or ask the owners of the integrations.",
        "'tools: {rules: [{name: none, enabled: false}]}' | github:get_issue | OFF | ''",
        "'' | github:broken | LEFT_OUT | Ask the server's maintainers to correct them.",
        "'' | github:get_issues | NO_SUCH_TOOL | Perhaps get_issue is meant.",
        "'' | nothing_like_it | NO_SUCH_TOOL | ''",
        "'' | down:anything | SERVER_UNAVAILABLE | Check that the server runs and that the operator's network reaches it.",
        "'' | nowhere:anything | NO_SUCH_SERVER | Create an McpIntegration with it, or correct the name.",
        "'' | private:get_mail | OUT_OF_REACH | ''",
        "'' | rescue | OUT_OF_REACH | ''",
        // Neither listing it nor taking the exclusion back would bring it.
        "'servers: [{alias: github}]' | private:get_mail | OUT_OF_REACH | ''",
        "'exclude: [private]' | private:get_mail | OUT_OF_REACH | ''",
        "'servers: [{alias: github}]' | nowhere:any | NO_SUCH_SERVER | Create an McpIntegration with it, or correct the name.",
      })
  void eachAbsenceHasItsAnswer(String binding, String tool, Cause cause, String remedy) {
    ToolExplanation why = why(binding(binding), tool);
    assertThat(why.cause()).as(why.why()).isEqualTo(cause);
    assertThat(why.present()).isFalse();
    assertThat(why.why()).isNotBlank();
    assertThat(why.remedy() == null ? "" : why.remedy()).isEqualTo(remedy);
  }

  /** What has to be in the way, and what would have to change. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "'access: {from: Namespace}' | its access.from is Namespace, so only agents of namespace acme get it | set access: {from: Selected, selected: [{namespace: agents, agents: [bot]}]} or access: {from: Scope} on it",
        "'access: {from: Scope, scope: {team: search}}' | it reaches acme/search, and namespace agents belongs to acme/pay/shop | label namespace agents toolrack.dev/org=acme toolrack.dev/team=search",
        "'access: {from: Selected, selected: [{namespace: agents, agents: [other]}]}' | its access.selected does not mean this agent | 'add {namespace: agents, agents: [bot]} to its access.selected'",
      })
  void whatAnIntegrationOutOfReachWouldNeed(String access, String reason, String remedy) {
    World world =
        World.of(CLUSTER)
            .with(
                "kind: McpIntegration\nmetadata: {name: private, namespace: acme}\nspec: {connectorRef: {name: mail}, %s}"
                    .formatted(access))
            .verified();
    ToolExplanation why = why(world, "private:get_mail");
    assertThat(why.elsewhere())
        .containsExactly(new OutOfReach("acme/private", "private", reason, remedy));
  }

  @Test
  void anIslandIsToldWhichLabelItWouldNeed() {
    World world = World.of(CLUSTER).with("kind: Namespace\nmetadata: {name: agents}").verified();
    ToolExplanation why = why(world, "github:get_issue");
    assertThat(why.cause()).isEqualTo(Cause.OUT_OF_REACH);
    assertThat(why.elsewhere())
        .containsExactly(
            new OutOfReach(
                "acme/github",
                "github",
                "it reaches acme, and namespace agents is an island",
                "label namespace agents toolrack.dev/org=acme"));
  }

  @Test
  void contradictingLabelsAreNamed() {
    World world =
        World.of(CLUSTER)
            .with("kind: Namespace\nmetadata: {name: agents, labels: {toolrack.dev/team: pay}}")
            .verified();
    ToolExplanation why = why(world, "get_issue");
    assertThat(why.cause()).isEqualTo(Cause.SCOPE_INVALID);
    assertThat(why.remedy())
        .isEqualTo("namespace agents: label toolrack.dev/team needs label toolrack.dev/org too");
  }

  @Test
  void aToolOfAnIntegrationThatLostTheAliasIsShadowed() {
    World world =
        World.of(CLUSTER)
            .with(
                """
                kind: McpIntegration
                metadata: {name: github, namespace: pay}
                spec: {connectorRef: {name: mail, namespace: acme}, access: {from: Scope}}
                ---
                kind: McpIntegration
                metadata: {name: github, namespace: acme}
                spec: {connectorRef: {name: github}, access: {from: Scope}, override: Any}
                """)
            .verified();
    ToolExplanation why = why(world, "get_issue");
    assertThat(why.cause()).isEqualTo(Cause.SHADOWED);
    assertThat(why.why())
        .isEqualTo("acme/github has it, and pay/github holds the alias github and has not.");
    assertThat(why.server()).isNotNull();
    assertThat(why.server().candidates())
        .extracting(c -> c.integration() + " " + c.nearness() + " " + c.outcome())
        .containsExactly("pay/github team Holds", "acme/github org ReplacedByNearer");
  }

  @Test
  void aSecretThatWasNotLentIsNotToldElsewhere() {
    World world =
        World.of(CLUSTER)
            .with(
                """
                kind: Secret
                metadata:
                  name: token
                  namespace: acme
                  labels: {toolrack.dev/credential: Namespace}
                  annotations: {toolrack.dev/send-to: "https://github.example.com/mcp"}
                stringData: {token: t0k3n}
                """)
            .verified();
    ToolExplanation why = why(world, "github:get_issue");
    assertThat(why.cause()).isEqualTo(Cause.SERVER_UNAVAILABLE);
    assertThat(why.server()).isNotNull();
    assertThat(why.server().reason()).isEqualTo("CredentialUnavailable");
  }

  @Test
  void anAgentAtAGlance() {
    AgentExplanation agent =
        explainer(world().settled()).agent(ObjectName.parse("agents/bot")).orElseThrow();
    assertThat(agent.place()).isNotNull();
    assertThat(agent.place().belongs()).isEqualTo("acme/pay/shop");
    assertThat(agent.source()).isEqualTo("Decided");
    assertThat(agent.delivered()).isEqualTo("UpToDate");
    assertThat(agent.servers())
        .extracting(s -> s.alias() + " " + s.state() + " " + s.reason() + " " + s.tools())
        .containsExactly(
            "down Unavailable Unreachable null", "github Included null 2", "mail Included null 2");
  }

  @Test
  void allToolsAreListedThoseOffIncluded() {
    ToolTable tools = explainer(world()).tools(ObjectName.parse("agents/bot")).orElseThrow();
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
        World.of(CLUSTER)
            .with(
                "kind: McpIntegration\nmetadata: {name: github, namespace: acme}\nlookup: Forbidden")
            .verified();
    AgentExplanation agent = explainer(world).agent(ObjectName.parse("agents/bot")).orElseThrow();
    assertThat(agent.source()).isEqualTo("Status");
    assertThat(agent.notVisible()).containsExactly("McpIntegration acme/github");
    assertThat(why(world, "github:get_issue").cause()).isEqualTo(Cause.NOT_VISIBLE);
  }
}
