package dev.toolrack.core.policy;

import dev.toolrack.crds.AccessClass;
import dev.toolrack.crds.Approval;
import dev.toolrack.crds.Seed;
import dev.toolrack.crds.ToolRule;
import dev.toolrack.crds.ToolRule.Match;
import dev.toolrack.crds.Trust;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A rule under construction: every test says only what it is about. */
record RuleBuilder(String name, List<String> names, @Nullable AccessClass when) {
  static RuleBuilder of(String name, String... names) {
    return new RuleBuilder(name, List.of(names), null);
  }

  RuleBuilder when(AccessClass access) {
    return new RuleBuilder(name, names, access);
  }

  ToolRule rule(
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

  /** Both lists for one integration; approval is seeded by verbs, annotations are not trusted. */
  static ToolPolicy policy(List<ToolRule> guardrails, List<ToolRule> rules) {
    return new ToolPolicy(
        RuleList.ofConnector("acme/github", guardrails),
        RuleList.ofIntegration("acme/gh", rules),
        Seed.VERBS,
        Trust.UNTRUSTED);
  }
}
