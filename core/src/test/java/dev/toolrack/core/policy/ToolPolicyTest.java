package dev.toolrack.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.crds.AccessClass;
import dev.toolrack.crds.Approval;
import dev.toolrack.crds.Seed;
import dev.toolrack.crds.ToolRule;
import dev.toolrack.crds.ToolRule.Match;
import dev.toolrack.crds.Trust;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolPolicyTest {

  private static final Map<String, Object> NEWER = Map.of("newer", true);

  private static String shown(Verdict verdict) {
    return verdict.decision() + " " + verdict.decidedBy();
  }

  private static String verdict(List<ToolRule> guardrails, List<ToolRule> rules, String tool) {
    return shown(RuleBuilder.policy(guardrails, rules).verdict(ToolTraits.named(tool)));
  }

  private static String binding(String tool, ToolRule... rules) {
    Verdict stored = RuleBuilder.policy(List.of(), List.of()).verdict(ToolTraits.named(tool));
    return shown(stored.tightenedBy(RuleList.ofBinding("pay/bot", List.of(rules)), "github", tool));
  }

  @Tag("verdict-1")
  @Tag("verdict-2")
  @Tag("class-1")
  @Tag("verdict-5")
  @ParameterizedTest
  @CsvSource({
    "VERBS, get_x, AUTO seed/Verbs/v1: read verb \"get\"",
    "VERBS, create_x, ASK seed/Verbs/v1: write verb \"create\"",
    "VERBS, thing, ASK seed/Verbs/v1: no known verb",
    "ASK, get_x, ASK seed/Ask",
    "UNRECOGNISED, get_x, ASK seed/Ask",
  })
  void seeds(Seed seed, String tool, String expected) {
    RuleList none = RuleList.ofConnector("a/b", List.of());
    ToolPolicy policy = new ToolPolicy(none, none, seed, Trust.UNTRUSTED);
    assertThat(shown(policy.verdict(ToolTraits.named(tool)))).isEqualTo(expected);
  }

  @Tag("verdict-4")
  @Tag("verdict-6")
  @Tag("rule-3")
  @Tag("rule-7")
  @Test
  void integrationRulesLoosenTheSeed() {
    List<ToolRule> rules =
        List.of(
            RuleBuilder.of("create-issue", "create_issue").approval(Approval.AUTO),
            RuleBuilder.of("no-delete", "delete_*").enabled(false),
            RuleBuilder.of("writes-ask").when(AccessClass.WRITE).approval(Approval.ASK));
    assertThat(verdict(List.of(), rules, "create_issue"))
        .isEqualTo("AUTO integration acme/gh rule create-issue");
    // Loosening matches exactly, tightening folded.
    assertThat(verdict(List.of(), rules, "createIssue"))
        .isEqualTo("ASK integration acme/gh rule writes-ask");
    assertThat(verdict(List.of(), rules, "deleteRepo"))
        .isEqualTo("DISABLED integration acme/gh rule no-delete");
    assertThat(verdict(List.of(), rules, "get_issue")).startsWith("AUTO seed/");
  }

  @Tag("verdict-4")
  @Tag("rule-5")
  @Test
  void defaultEndsTheSearchAtTheSeed() {
    List<ToolRule> rules =
        List.of(
            RuleBuilder.of("seeded", "get_x").approval(Approval.DEFAULT),
            RuleBuilder.of("ask").approval(Approval.ASK));
    assertThat(verdict(List.of(), rules, "get_x")).startsWith("AUTO seed/");
    assertThat(verdict(List.of(), rules, "get_y")).isEqualTo("ASK integration acme/gh rule ask");
  }

  @Tag("verdict-3")
  @Tag("verdict-5")
  @Tag("verdict-7")
  @Tag("rule-4")
  @Tag("rule-6")
  @Test
  void guardrailsHold() {
    List<ToolRule> guardrails =
        List.of(
            RuleBuilder.of("fine", "create_ok").approval(Approval.AUTO),
            RuleBuilder.of("on", "delete_ok").enabled(true),
            RuleBuilder.of("no-delete", "delete_*").enabled(false),
            RuleBuilder.of("ask", "create_*").approval(Approval.ASK));
    List<ToolRule> rules = List.of(RuleBuilder.of("all").approval(Approval.AUTO));
    assertThat(verdict(guardrails, rules, "create_x"))
        .isEqualTo("ASK connector acme/github rule ask");
    assertThat(verdict(guardrails, rules, "delete_x"))
        .isEqualTo("DISABLED connector acme/github rule no-delete");
    // An exemption adds nothing, and only in its own list.
    assertThat(verdict(guardrails, List.of(), "create_ok")).startsWith("ASK seed/");
    assertThat(verdict(guardrails, rules, "create_ok"))
        .isEqualTo("AUTO integration acme/gh rule all");
    assertThat(verdict(guardrails, rules, "delete_ok"))
        .isEqualTo("AUTO integration acme/gh rule all");
    assertThat(verdict(guardrails, rules, "Delete-OK"))
        .isEqualTo("DISABLED connector acme/github rule no-delete");
    // Where both ask, the guardrail is named.
    assertThat(verdict(guardrails, List.of(), "create_x"))
        .isEqualTo("ASK connector acme/github rule ask");
  }

  @Tag("class-11")
  @Tag("class-12")
  @Tag("rule-7")
  @Test
  void corrections() {
    ToolRule isRead = RuleBuilder.of("read", "create_view").access(AccessClass.READ);
    ToolRule isWrite = RuleBuilder.of("write", "get_rid").access(AccessClass.WRITE);
    ToolRule noWrites = RuleBuilder.of("no-writes").when(AccessClass.WRITE).enabled(false);
    assertThat(verdict(List.of(), List.of(isRead), "create_view"))
        .isEqualTo("AUTO seed/Verbs/v1: Read by integration acme/gh rule read");
    // Loosening corrections match exactly, tightening ones folded.
    assertThat(verdict(List.of(), List.of(isRead), "createView")).startsWith("ASK seed/");
    assertThat(verdict(List.of(), List.of(isWrite), "getRid"))
        .isEqualTo("ASK seed/Verbs/v1: Write by integration acme/gh rule write");
    // "Guardrails see an integration's correction only where it is stricter."
    assertThat(verdict(List.of(noWrites), List.of(isRead), "create_view"))
        .isEqualTo("DISABLED connector acme/github rule no-writes");
    assertThat(verdict(List.of(noWrites), List.of(isWrite), "get_rid"))
        .isEqualTo("DISABLED connector acme/github rule no-writes");
    // The connector's correction wins.
    assertThat(verdict(List.of(isRead, noWrites), List.of(), "create_view"))
        .isEqualTo("AUTO seed/Verbs/v1: Read by connector acme/github rule read");
    ToolRule writes = RuleBuilder.of("w", "create_view").access(AccessClass.WRITE);
    assertThat(
            RuleBuilder.policy(List.of(isRead), List.of(writes))
                .verdict(ToolTraits.named("create_view")))
        .extracting(Verdict::access)
        .isEqualTo(AccessClass.READ);
    // Corrections come before match.access of other rules.
    assertThat(verdict(List.of(), List.of(noWrites, isWrite), "get_rid")).startsWith("DISABLED");
  }

  @Tag("verdict-3")
  @Tag("rule-4")
  @Test
  void bindingsOnlyTighten() {
    assertThat(binding("create_x", RuleBuilder.of("auto").approval(Approval.AUTO)))
        .startsWith("ASK seed/");
    assertThat(binding("get_x", RuleBuilder.of("careful").approval(Approval.ASK)))
        .isEqualTo("ASK binding pay/bot rule careful");
    assertThat(binding("get_x", RuleBuilder.of("off", "GET-*").enabled(false)))
        .isEqualTo("DISABLED binding pay/bot rule off");
    assertThat(
            binding(
                "get_x",
                RuleBuilder.of("not-me", "get_x").enabled(true),
                RuleBuilder.of("off").enabled(false)))
        .startsWith("AUTO seed/");
    assertThat(binding("get_x", RuleBuilder.of("w").when(AccessClass.WRITE).enabled(false)))
        .startsWith("AUTO");
    assertThat(binding("set_x", RuleBuilder.of("w").when(AccessClass.WRITE).enabled(false)))
        .startsWith("DISABLED binding");
  }

  @Tag("rule-1")
  @Test
  void bindingRulesNameServers() {
    Match github = new Match(List.of(), null, List.of("github"), Map.of());
    ToolRule off = new ToolRule("off", github, false, null, null, "not here", Map.of());
    RuleList rules = RuleList.ofBinding("pay/bot", List.of(off));
    Verdict stored = RuleBuilder.policy(List.of(), List.of()).verdict(ToolTraits.named("get_x"));
    assertThat(stored.tightenedBy(rules, "github", "get_x").enabled()).isFalse();
    assertThat(stored.tightenedBy(rules, "github", "get_x").reason()).isEqualTo("not here");
    assertThat(stored.tightenedBy(rules, "gitlab", "get_x")).isEqualTo(stored);
    // Where servers cannot be named, naming one is not understood and tightens everything.
    assertThat(verdict(List.of(), List.of(off), "get_x")).startsWith("DISABLED");
  }

  @Tag("rule-9")
  @Test
  void whatIsNotUnderstoodLoosensNothingAndTightensEverything() {
    Match some = new Match(List.of("create_x"), null, List.of(), Map.of());
    ToolRule auto = new ToolRule("r", some, null, Approval.AUTO, null, null, NEWER);
    assertThat(verdict(List.of(), List.of(auto), "create_x")).startsWith("ASK seed/");
    assertThat(verdict(List.of(), List.of(auto), "get_x")).startsWith("AUTO seed/");
    Match newer = new Match(List.of("create_x"), null, List.of(), NEWER);
    ToolRule off = new ToolRule("r", newer, false, null, null, null, Map.of());
    assertThat(verdict(List.of(), List.of(off), "get_x")).startsWith("DISABLED integration");
    ToolRule odd = new ToolRule("r", some, null, Approval.UNRECOGNISED, null, null, Map.of());
    assertThat(verdict(List.of(), List.of(odd), "get_x")).startsWith("ASK integration");
    ToolRule oddAccess =
        new ToolRule("r", some, null, null, AccessClass.UNRECOGNISED, null, Map.of());
    assertThat(verdict(List.of(), List.of(oddAccess), "get_x")).startsWith("ASK seed/");
    ToolRule onlyNewer = new ToolRule("r", some, null, null, null, null, NEWER);
    assertThat(binding("get_x", onlyNewer)).startsWith("ASK binding");
    ToolRule oddMatch =
        new ToolRule(
            "r",
            new Match(List.of(), AccessClass.UNRECOGNISED, List.of(), Map.of()),
            true,
            null,
            null,
            null,
            Map.of());
    assertThat(binding("get_x", oddMatch, RuleBuilder.of("off").enabled(false)))
        .startsWith("DISABLED");
    assertThat(
            RuleList.ofBinding("a/b", List.of(odd, RuleBuilder.of("fine").enabled(true)))
                .notUnderstood())
        .containsExactly("r");
  }

  @Tag("verdict-8")
  @Test
  void lookalikesAsk() {
    Verdict verdict =
        RuleBuilder.policy(List.of(), List.of(RuleBuilder.of("all").approval(Approval.AUTO)))
            .verdict(ToolTraits.named("get_x").foldingLike("get-x"));
    assertThat(shown(verdict)).isEqualTo("ASK name: folds to the same as \"get-x\"");
  }

  @Tag("rule-8")
  @Test
  void unreachableRules() {
    ToolRule all = RuleBuilder.of("all").approval(Approval.ASK);
    ToolRule star = RuleBuilder.of("star", "x", "*").enabled(true);
    ToolRule equal1 = RuleBuilder.of("equal-1", "a", "b").enabled(false);
    ToolRule equal2 = RuleBuilder.of("equal-2", "b", "a").enabled(true);
    ToolRule wider = RuleBuilder.of("wider", "a", "c").enabled(true);
    assertThat(unreachable(equal1, equal2, wider)).containsExactly("equal-2");
    assertThat(unreachable(all, RuleBuilder.of("late", "x").approval(Approval.AUTO)))
        .containsExactly("late");
    // Another attribute still decides.
    assertThat(unreachable(all, RuleBuilder.of("late", "x").enabled(false))).isEmpty();
    assertThat(unreachable(all, star, RuleBuilder.of("both", "x").rule(false, Approval.AUTO, null)))
        .containsExactly("both");
    assertThat(unreachable(RuleBuilder.of("w").when(AccessClass.WRITE).enabled(false), star))
        .isEmpty();
    assertThat(
            unreachable(
                RuleBuilder.of("w").when(AccessClass.WRITE).enabled(false),
                RuleBuilder.of("w2", "x").when(AccessClass.WRITE).enabled(true)))
        .containsExactly("w2");
    ToolRule odd =
        new ToolRule(
            "odd", new Match(List.of(), null, List.of(), NEWER), true, null, null, null, Map.of());
    assertThat(unreachable(odd, wider, odd)).isEmpty();
  }

  private static List<String> unreachable(ToolRule... rules) {
    return RuleList.ofIntegration("a/b", List.of(rules)).unreachable();
  }
}
