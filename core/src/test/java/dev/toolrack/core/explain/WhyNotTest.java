package dev.toolrack.core.explain;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.explain.ToolExplanation.Cause;
import dev.toolrack.core.world.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each way in which a tool can be absent has its own answer. */
class WhyNotTest {

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
        "'' | github:gte_issue | NO_SUCH_TOOL | Perhaps get_issue is meant.",
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
    ToolExplanation why = WhyCluster.why(WhyCluster.binding(binding), tool);
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
        World.of(WhyCluster.YAML)
            .with(
                "kind: McpIntegration\nmetadata: {name: private, namespace: acme}\nspec: {connectorRef: {name: mail}, %s}"
                    .formatted(access))
            .verified();
    ToolExplanation why = WhyCluster.why(world, "private:get_mail");
    assertThat(why.elsewhere())
        .containsExactly(new OutOfReach("acme/private", "private", reason, remedy));
  }

  @Test
  void anIslandIsToldWhichLabelItWouldNeed() {
    World world =
        World.of(WhyCluster.YAML).with("kind: Namespace\nmetadata: {name: agents}").verified();
    ToolExplanation why = WhyCluster.why(world, "github:get_issue");
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
        World.of(WhyCluster.YAML)
            .with("kind: Namespace\nmetadata: {name: agents, labels: {toolrack.dev/team: pay}}")
            .verified();
    ToolExplanation why = WhyCluster.why(world, "get_issue");
    assertThat(why.cause()).isEqualTo(Cause.SCOPE_INVALID);
    assertThat(why.remedy())
        .isEqualTo("namespace agents: label toolrack.dev/team needs label toolrack.dev/org too");
  }

  @Test
  void aToolOfAnIntegrationThatLostTheAliasIsShadowed() {
    World world =
        World.of(WhyCluster.YAML)
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
    ToolExplanation why = WhyCluster.why(world, "get_issue");
    assertThat(why.cause()).isEqualTo(Cause.SHADOWED);
    assertThat(why.why())
        .isEqualTo("acme/github has it, and pay/github holds the alias github and has not.");
    assertThat(requireNonNull(why.server()).candidates())
        .extracting(c -> c.integration() + " " + c.nearness() + " " + c.outcome())
        .containsExactly("pay/github team Holds", "acme/github org ReplacedByNearer");
  }

  @Test
  void aSecretThatWasNotLentIsNotToldElsewhere() {
    World world =
        World.of(WhyCluster.YAML)
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
    ToolExplanation why = WhyCluster.why(world, "github:get_issue");
    assertThat(why.cause()).isEqualTo(Cause.SERVER_UNAVAILABLE);
    assertThat(requireNonNull(why.server()).reason()).isEqualTo("CredentialUnavailable");
  }
}
