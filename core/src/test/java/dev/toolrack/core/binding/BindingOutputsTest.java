package dev.toolrack.core.binding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.render.ToolsetDocument.ServerPart;
import dev.toolrack.core.render.ToolsetDocument.ToolPart;
import dev.toolrack.core.status.ConditionType;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.view.Availability;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.core.view.IntegrationView;
import dev.toolrack.core.world.World;
import dev.toolrack.crds.ServerState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What agents get, and what they keep while something is not known. */
class BindingOutputsTest {
  private static final String SCOPE = "access: {from: Scope}";
  private static final String BEARER =
      SCOPE + ", credentials: {bearer: {secretKeyRef: {name: token, key: token}}}";

  private static World fleet() {
    return Fleet.with(Fleet.integration("acme/a", "a", BEARER), Fleet.secret("acme/token", "Scope"))
        .verified();
  }

  private static List<String> tools(BindingOutcome outcome) {
    var texts = new ArrayList<String>();
    for (ServerPart server : outcome.outputs().servers()) {
      for (ToolPart tool : server.tools()) {
        texts.add("%s:%s:%s".formatted(server.name(), tool.name(), tool.approval()));
      }
    }
    return texts;
  }

  private static Reason reason(BindingOutcome outcome, ConditionType type) {
    return outcome.findings().stream()
        .filter(f -> f.type() == type)
        .findFirst()
        .orElseThrow()
        .reason();
  }

  @Test
  void aServerWithItsCredential() {
    BindingOutcome outcome = fleet().binding(Fleet.BOT);
    ServerPart server = outcome.outputs().servers().getFirst();
    String key = server.credentials().getFirst().key();
    assertThat(key).matches("MCP_A_[0-9A-F]{8}_TOKEN");
    assertThat(server.headers()).containsEntry("Authorization", "Bearer ${" + key + "}");
    assertThat(outcome.outputs().credentials()).containsOnlyKeys(key);
    var source = outcome.outputs().credentials().firstEntry().getValue();
    assertThat(source.namespace() + "/" + source.secret() + "/" + source.secretKey())
        .isEqualTo("acme/token/token");
    assertThat(source.lent()).isTrue();
    assertThat(source.destination()).hasToString("https://a.acme.example.com/mcp");
    assertThat(source.isFrom("uid-of-Secret-acme-token")).isTrue();
    assertThat(source.isFrom("uid-of-another")).isFalse();
    assertThat(outcome.facts().tools()).isEqualTo(2);
    assertThat(outcome.facts().path()).isEqualTo("acme/pay/shop");
    assertThat(outcome.facts().contextBytes()).isPositive();
  }

  @Tag("get-20")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{approval: Ask} | a:create_b:Ask a:get_a:Ask",
        "{approval: Auto} | a:create_b:Ask a:get_a:Auto",
        "{match: {names: [create_*]}, enabled: false} | a:get_a:Auto",
        "{match: {servers: [a], access: Write}, enabled: false} | a:get_a:Auto",
        "{match: {servers: [z]}, enabled: false} | a:create_b:Ask a:get_a:Auto",
        "{match: {names: [GetA]}, enabled: false} | a:create_b:Ask",
        "{novelty: 1} | a:create_b:Ask a:get_a:Ask",
        "{enabled: false} | ''",
      })
  void rulesOfABinding(String rule, String expected) {
    String spec =
        "tools: {rules: [%s]}"
            .formatted(rule.replace("{", "{name: r, ").replace("match: {name: r, ", "match: {"));
    BindingOutcome outcome = fleet().with(Fleet.binding(Fleet.BOT, spec)).binding(Fleet.BOT);
    assertThat(tools(outcome))
        .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected.split(" ", -1)));
    if (expected.isEmpty()) {
      assertThat(BindingResolverTest.entries(outcome))
          .containsExactly("acme/a a Unavailable NoToolEnabled");
      assertThat(outcome.outputs().credentials()).isEmpty();
    }
  }

  @Test
  void unknownFieldsOfToolsMakeThemAsk() {
    BindingOutcome outcome =
        fleet().with(Fleet.binding(Fleet.BOT, "tools: {novelty: 1}")).binding(Fleet.BOT);
    assertThat(tools(outcome)).containsExactly("a:create_b:Ask", "a:get_a:Ask");
    assertThat(reason(outcome, ConditionType.ACCEPTED)).isEqualTo(Reason.SPEC_NOT_UNDERSTOOD);
  }

  @ParameterizedTest
  @CsvSource({
    "maxTools: 1, OverBudget", "maxTools: 2, WithinBudget",
    "maxContextBytes: 10, OverBudget", "maxContextBytes: 100000, WithinBudget"
  })
  void aBudgetIsReportedOnly(String budget, String reason) {
    BindingOutcome outcome =
        fleet().with(Fleet.binding(Fleet.BOT, "budget: {" + budget + "}")).binding(Fleet.BOT);
    assertThat(reason(outcome, ConditionType.WITHIN_BUDGET).wire()).isEqualTo(reason);
    assertThat(tools(outcome)).hasSize(2);
  }

  @Test
  void aBudgetNamesEveryLimitThatIsExceeded() {
    BindingOutcome outcome =
        fleet()
            .with(Fleet.binding(Fleet.BOT, "budget: {maxTools: 1, maxContextBytes: 10}"))
            .binding(Fleet.BOT);
    assertThat(outcome.findings())
        .filteredOn(finding -> finding.reason() == Reason.OVER_BUDGET)
        .singleElement()
        .satisfies(finding ->
            assertThat(finding.message())
                .matches(
                    "2 tools, spec.budget.maxTools is 1; \\d+ bytes of definitions,"
                        + " spec.budget.maxContextBytes is 10. Exclude servers, .*"));
  }

  @Tag("get-26")
  @Test
  void aViewOlderThanTheSpecMayOnlyRemove() {
    World world = fleet();
    IntegrationView view = world.integration("acme/a").view();
    String newer =
        Fleet.of("acme/a", "a", "acme/a", BEARER)
            .replace("namespace: acme}\nspec", "namespace: acme, generation: 2}\nspec");
    World stale = world.publishing("acme/a", view).with(newer);
    assertThat(BindingResolverTest.entries(stale.binding(Fleet.BOT)))
        .containsExactly("acme/a a Unavailable NotVerifiedYet");
    World had = world.settled().with(newer);
    assertThat(tools(had.binding(Fleet.BOT))).hasSize(2);
    String off = newer.replace("alias: a,", "alias: a, enabled: false,");
    assertThat(tools(had.with(off).binding(Fleet.BOT))).isEmpty();
    String closed = newer.replace("from: Scope", "from: Namespace");
    assertThat(tools(had.with(closed).binding(Fleet.BOT))).isEmpty();
  }

  @Test
  void aViewNewerThanTheSpecAddsNothing() {
    World before = fleet().settled();
    IntegrationView view = before.integration("acme/a").view();
    var newer = new IntegrationView(view.uid(), view.generation() + 1, true, view.availability());
    World world = before.publishing("acme/a", newer).with(Fleet.binding("agents/new", ""));
    assertThat(tools(world.binding(Fleet.BOT))).isEqualTo(tools(before.binding(Fleet.BOT)));
    assertThat(BindingResolverTest.entries(world.binding("agents/new")))
        .containsExactly("acme/a a Unavailable ViewUnknown");
  }

  @Tag("consent-10")
  @Test
  void aSecretThatRefusesTakesItsServerAndNothingElse() {
    World world = fleet().settled();
    var refused = Set.of(new IntegrationRef("acme", "a"));
    BindingOutcome now =
        BindingResolver.resolve(world.bindingSnapshot(Fleet.BOT).withoutCredentialsOf(refused))
            .orElseThrow();
    assertThat(BindingResolverTest.entries(now))
        .containsExactly("acme/a a Unavailable CredentialUnavailable");
    assertThat(now.outputs().credentials()).isEmpty();
  }

  @Test
  void aViewOfAnotherAliasIsNotUsed() {
    World world = fleet().settled().with(Fleet.of("acme/a", "b", "acme/a", BEARER));
    assertThat(BindingResolverTest.entries(world.binding(Fleet.BOT)))
        .containsExactly("acme/a b Unavailable NotVerifiedYet");
  }

  @Test
  void anUnknownViewRetainsWhatWasDelivered() {
    World before = fleet().settled();
    var unknown = new IntegrationView("uid", 1, true, new Availability.Unknown());
    World world = before.publishing("acme/a", unknown);
    BindingOutcome now = world.binding(Fleet.BOT);
    assertThat(now.outputs().toolset()).isEqualTo(before.binding(Fleet.BOT).outputs().toolset());
    assertThat(now.outputs().credentials()).hasSize(1);
    assertThat(now.outputs().credentials().firstEntry().getValue().isFrom("any")).isTrue();
    String rules = "tools: {rules: [{name: off, match: {names: [get_*]}, enabled: false}]}";
    assertThat(tools(world.with(Fleet.binding(Fleet.BOT, rules)).binding(Fleet.BOT)))
        .containsExactly("a:create_b:Ask");
    World other = world.with(Fleet.binding("agents/new", ""));
    assertThat(BindingResolverTest.entries(other.binding("agents/new")))
        .containsExactly("acme/a a Unavailable ViewUnknown");
    World without = world.with(Fleet.of("acme/a", "a", "acme/a", SCOPE));
    assertThat(BindingResolverTest.entries(without.binding(Fleet.BOT)))
        .containsExactly("acme/a a Unavailable ViewUnknown");
  }

  /** Only what the agent might get is waited for. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "access: {from: Scope} | '' | false",
        "access: {from: Namespace} | '' | true",
        "access: {from: Scope}, enabled: false | '' | true",
        "access: {from: Scope} | enabled: false | true",
        "access: {from: Scope} | servers: [] | true",
      })
  void aViewThatIsNotPublishedYet(String integration, String binding, boolean decided) {
    World world =
        Fleet.with(
            Fleet.integration("acme/a", "a", integration),
            Fleet.binding(Fleet.BOT, binding),
            "kind: McpConnector\nmetadata: {name: a, namespace: acme}\nlookup: Stale");
    assertThat(BindingResolver.resolve(world.bindingSnapshot(Fleet.BOT)).isPresent())
        .isEqualTo(decided);
  }

  @Tag("scope-12")
  @Test
  void nothingIsDecidedInANamespaceThatIsNotKnown() {
    World world = fleet().with("kind: Namespace\nmetadata: {name: agents}\nlookup: Stale");
    assertThat(BindingResolver.resolve(world.bindingSnapshot(Fleet.BOT))).isEmpty();
  }

  @Tag("scope-11")
  @Test
  void contradictingLabelsOfItsNamespaceLeaveAnAgentWithNothing() {
    String broken =
        "kind: Namespace\nmetadata: {name: agents, labels: {toolrack.dev/project: shop}}";
    BindingOutcome outcome = fleet().with(broken).binding(Fleet.BOT);
    assertThat(reason(outcome, ConditionType.ACCEPTED)).isEqualTo(Reason.SCOPE_INVALID);
    assertThat(outcome.facts().integrations()).isEmpty();
  }

  @Test
  void theListInStatusIsCutAndIncludedOnesComeFirst() {
    World world = Fleet.with();
    for (int i = 0; i < 140; i++) {
      world = world.with(Fleet.of("agents/i%03d".formatted(i), "i%03d".formatted(i), "a", ""));
    }
    world = world.with(Fleet.integration("agents/z", "z", "")).verified();
    BindingOutcome outcome = world.binding(Fleet.BOT);
    assertThat(outcome.facts().integrations()).hasSize(128);
    assertThat(outcome.facts().integrations().getFirst().alias()).isEqualTo("z");
    assertThat(outcome.facts().integrations())
        .extracting(e -> e.state())
        .containsOnlyOnce(ServerState.INCLUDED);
  }
}
