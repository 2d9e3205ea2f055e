package dev.toolrack.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.crds.AccessClass;
import dev.toolrack.crds.Approval;
import dev.toolrack.crds.ToolRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RandomPolicyTest {

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
      Verdict free = RuleBuilder.policy(List.of(), rules).verdict(ToolTraits.named(tool));
      List<ToolRule> tightening = guardrails.stream().filter(r -> r.access() == null).toList();
      Verdict guarded = RuleBuilder.policy(tightening, rules).verdict(ToolTraits.named(tool));
      assertThat(guarded.decision()).isGreaterThanOrEqualTo(free.decision());
      RuleList bound = RuleList.ofBinding("p/b", binding);
      Verdict tightened = guarded.tightenedBy(bound, "x", tool);
      assertThat(tightened.decision()).isGreaterThanOrEqualTo(guarded.decision());
      assertThat(tightened.tightenedBy(bound, "x", tool)).isEqualTo(tightened);
      List<String> unreachable = RuleList.ofIntegration("acme/gh", rules).unreachable();
      List<ToolRule> reachable =
          rules.stream().filter(rule -> !unreachable.contains(rule.name())).toList();
      assertThat(RuleBuilder.policy(List.of(), reachable).verdict(ToolTraits.named(tool)))
          .isEqualTo(free);
    }
  }

  private static List<ToolRule> rules(Random random) {
    List<ToolRule> rules = new ArrayList<>();
    String[] globs = {"get_*", "*_a", "delete_b", "*", "?"};
    Approval[] approvals = {Approval.DEFAULT, Approval.ASK, Approval.AUTO};
    AccessClass[] classes = {AccessClass.READ, AccessClass.WRITE, AccessClass.UNKNOWN};
    for (int i = random.nextInt(5); i > 0; i--) {
      RuleBuilder rule =
          random.nextInt(3) == 0
              ? RuleBuilder.of("r" + i)
              : RuleBuilder.of("r" + i, globs[random.nextInt(5)]);
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
