package dev.toolrack.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.crds.AccessClass;
import dev.toolrack.crds.Approval;
import dev.toolrack.crds.Seed;
import dev.toolrack.crds.ToolRule;
import dev.toolrack.crds.ToolRule.Match;
import dev.toolrack.crds.Trust;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolPolicyTest {

  private static final Map<String, Object> NEWER = Map.of("newer", true);

  /** A rule under construction: every test says only what it is about. */
  private record R(String name, List<String> names, @Nullable AccessClass when) {
    static R of(String name, String... names) {
      return new R(name, List.of(names), null);
    }

    R when(AccessClass access) {
      return new R(name, names, access);
    }

    private ToolRule rule(
        @Nullable Boolean enabled, @Nullable Approval approval, @Nullable AccessClass access) {
      Match match = new Match(names, when, List.of(), Map.of());
      return new ToolRule(name, match, enabled, approval, access, null, Map.of());
    }

    ToolRule enabled(boolean enabled) {
      return rule(enabled, null, null);
    }

    ToolRule approval(Approval approval) {
      return rule(null, approval, null);
    }

    ToolRule access(AccessClass access) {
      return rule(null, null, access);
    }
  }

  private static ToolPolicy policy(List<ToolRule> guardrails, List<ToolRule> rules) {
    return new ToolPolicy(
        RuleList.ofConnector("acme/github", guardrails),
        RuleList.ofIntegration("acme/gh", rules),
        Seed.VERBS,
        Trust.UNTRUSTED);
  }

  private static String shown(Verdict verdict) {
    return verdict.decision() + " " + verdict.decidedBy();
  }

  private static String verdict(List<ToolRule> guardrails, List<ToolRule> rules, String tool) {
    return shown(policy(guardrails, rules).verdict(ToolTraits.named(tool)));
  }

  private static String binding(String tool, ToolRule... rules) {
    Verdict stored = policy(List.of(), List.of()).verdict(ToolTraits.named(tool));
    return shown(stored.tightenedBy(RuleList.ofBinding("pay/bot", List.of(rules)), "github", tool));
  }

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

  @Test
  void integrationRulesLoosenTheSeed() {
    List<ToolRule> rules =
        List.of(
            R.of("create-issue", "create_issue").approval(Approval.AUTO),
            R.of("no-delete", "delete_*").enabled(false),
            R.of("writes-ask").when(AccessClass.WRITE).approval(Approval.ASK));
    assertThat(verdict(List.of(), rules, "create_issue"))
        .isEqualTo("AUTO integration acme/gh rule create-issue");
    // Loosening matches exactly, tightening folded.
    assertThat(verdict(List.of(), rules, "createIssue"))
        .isEqualTo("ASK integration acme/gh rule writes-ask");
    assertThat(verdict(List.of(), rules, "deleteRepo"))
        .isEqualTo("DISABLED integration acme/gh rule no-delete");
    assertThat(verdict(List.of(), rules, "get_issue")).startsWith("AUTO seed/");
  }

  @Test
  void defaultEndsTheSearchAtTheSeed() {
    List<ToolRule> rules =
        List.of(
            R.of("seeded", "get_x").approval(Approval.DEFAULT), R.of("ask").approval(Approval.ASK));
    assertThat(verdict(List.of(), rules, "get_x")).startsWith("AUTO seed/");
    assertThat(verdict(List.of(), rules, "get_y")).isEqualTo("ASK integration acme/gh rule ask");
  }

  @Test
  void guardrailsHold() {
    List<ToolRule> guardrails =
        List.of(
            R.of("fine", "create_ok").approval(Approval.AUTO),
            R.of("on", "delete_ok").enabled(true),
            R.of("no-delete", "delete_*").enabled(false),
            R.of("ask", "create_*").approval(Approval.ASK));
    List<ToolRule> rules = List.of(R.of("all").approval(Approval.AUTO));
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

  @Test
  void corrections() {
    ToolRule isRead = R.of("read", "create_view").access(AccessClass.READ);
    ToolRule isWrite = R.of("write", "get_rid").access(AccessClass.WRITE);
    ToolRule noWrites = R.of("no-writes").when(AccessClass.WRITE).enabled(false);
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
    ToolRule writes = R.of("w", "create_view").access(AccessClass.WRITE);
    assertThat(policy(List.of(isRead), List.of(writes)).verdict(ToolTraits.named("create_view")))
        .extracting(Verdict::access)
        .isEqualTo(AccessClass.READ);
    // Corrections come before match.access of other rules.
    assertThat(verdict(List.of(), List.of(noWrites, isWrite), "get_rid")).startsWith("DISABLED");
  }

  @Test
  void bindingsOnlyTighten() {
    assertThat(binding("create_x", R.of("auto").approval(Approval.AUTO))).startsWith("ASK seed/");
    assertThat(binding("get_x", R.of("careful").approval(Approval.ASK)))
        .isEqualTo("ASK binding pay/bot rule careful");
    assertThat(binding("get_x", R.of("off", "GET-*").enabled(false)))
        .isEqualTo("DISABLED binding pay/bot rule off");
    assertThat(binding("get_x", R.of("not-me", "get_x").enabled(true), R.of("off").enabled(false)))
        .startsWith("AUTO seed/");
    assertThat(binding("get_x", R.of("w").when(AccessClass.WRITE).enabled(false)))
        .startsWith("AUTO");
    assertThat(binding("set_x", R.of("w").when(AccessClass.WRITE).enabled(false)))
        .startsWith("DISABLED binding");
  }

  @Test
  void bindingRulesNameServers() {
    Match github = new Match(List.of(), null, List.of("github"), Map.of());
    ToolRule off = new ToolRule("off", github, false, null, null, "not here", Map.of());
    RuleList rules = RuleList.ofBinding("pay/bot", List.of(off));
    Verdict stored = policy(List.of(), List.of()).verdict(ToolTraits.named("get_x"));
    assertThat(stored.tightenedBy(rules, "github", "get_x").enabled()).isFalse();
    assertThat(stored.tightenedBy(rules, "github", "get_x").reason()).isEqualTo("not here");
    assertThat(stored.tightenedBy(rules, "gitlab", "get_x")).isEqualTo(stored);
    // Where servers cannot be named, naming one is not understood and tightens everything.
    assertThat(verdict(List.of(), List.of(off), "get_x")).startsWith("DISABLED");
  }

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
    assertThat(binding("get_x", oddMatch, R.of("off").enabled(false))).startsWith("DISABLED");
    assertThat(RuleList.ofBinding("a/b", List.of(odd, R.of("fine").enabled(true))).notUnderstood())
        .containsExactly("r");
  }

  @Test
  void lookalikesAsk() {
    Verdict verdict =
        policy(List.of(), List.of(R.of("all").approval(Approval.AUTO)))
            .verdict(ToolTraits.named("get_x").foldingLike("get-x"));
    assertThat(shown(verdict)).isEqualTo("ASK name: folds to the same as \"get-x\"");
  }

  @Test
  void unreachableRules() {
    ToolRule all = R.of("all").approval(Approval.ASK);
    ToolRule star = R.of("star", "x", "*").enabled(true);
    ToolRule equal1 = R.of("equal-1", "a", "b").enabled(false);
    ToolRule equal2 = R.of("equal-2", "b", "a").enabled(true);
    ToolRule wider = R.of("wider", "a", "c").enabled(true);
    assertThat(unreachable(equal1, equal2, wider)).containsExactly("equal-2");
    assertThat(unreachable(all, R.of("late", "x").approval(Approval.AUTO))).containsExactly("late");
    // Another attribute still decides.
    assertThat(unreachable(all, R.of("late", "x").enabled(false))).isEmpty();
    assertThat(unreachable(all, star, R.of("both", "x").rule(false, Approval.AUTO, null)))
        .containsExactly("both");
    assertThat(unreachable(R.of("w").when(AccessClass.WRITE).enabled(false), star)).isEmpty();
    assertThat(
            unreachable(
                R.of("w").when(AccessClass.WRITE).enabled(false),
                R.of("w2", "x").when(AccessClass.WRITE).enabled(true)))
        .containsExactly("w2");
    ToolRule odd =
        new ToolRule(
            "odd", new Match(List.of(), null, List.of(), NEWER), true, null, null, null, Map.of());
    assertThat(unreachable(odd, wider, odd)).isEmpty();
  }

  private static List<String> unreachable(ToolRule... rules) {
    return RuleList.ofIntegration("a/b", List.of(rules)).unreachable();
  }

  /** A rule reported as unreachable can be removed without changing any verdict on plain names. */
  @Test
  void randomPoliciesKeepTheirPromises() {
    Random random = new Random(5);
    String[] tools = {"get_a", "create_a", "delete_b", "a", "b"};
    for (int i = 0; i < 20_000; i++) {
      List<ToolRule> guardrails = rules(random);
      List<ToolRule> rules = rules(random);
      List<ToolRule> binding = rules(random);
      String tool = tools[random.nextInt(tools.length)];
      Verdict free = policy(List.of(), rules).verdict(ToolTraits.named(tool));
      List<ToolRule> tightening = guardrails.stream().filter(r -> r.access() == null).toList();
      Verdict guarded = policy(tightening, rules).verdict(ToolTraits.named(tool));
      assertThat(guarded.decision()).isGreaterThanOrEqualTo(free.decision());
      RuleList bound = RuleList.ofBinding("p/b", binding);
      Verdict tightened = guarded.tightenedBy(bound, "x", tool);
      assertThat(tightened.decision()).isGreaterThanOrEqualTo(guarded.decision());
      assertThat(tightened.tightenedBy(bound, "x", tool)).isEqualTo(tightened);
      List<String> unreachable = RuleList.ofIntegration("acme/gh", rules).unreachable();
      List<ToolRule> reachable =
          rules.stream().filter(rule -> !unreachable.contains(rule.name())).toList();
      assertThat(policy(List.of(), reachable).verdict(ToolTraits.named(tool))).isEqualTo(free);
    }
  }

  private static List<ToolRule> rules(Random random) {
    List<ToolRule> rules = new ArrayList<>();
    String[] globs = {"get_*", "*_a", "delete_b", "*", "?"};
    Approval[] approvals = {Approval.DEFAULT, Approval.ASK, Approval.AUTO};
    AccessClass[] classes = {AccessClass.READ, AccessClass.WRITE, AccessClass.UNKNOWN};
    for (int i = random.nextInt(5); i > 0; i--) {
      R rule = random.nextInt(3) == 0 ? R.of("r" + i) : R.of("r" + i, globs[random.nextInt(5)]);
      if (random.nextInt(3) == 0) {
        rule = rule.when(classes[random.nextInt(3)]);
      }
      rules.add(
          rule.rule(
              random.nextInt(3) == 0 ? random.nextBoolean() : null,
              random.nextInt(2) == 0 ? approvals[random.nextInt(3)] : null,
              random.nextInt(5) == 0 ? classes[random.nextInt(3)] : null));
    }
    return rules;
  }
}
