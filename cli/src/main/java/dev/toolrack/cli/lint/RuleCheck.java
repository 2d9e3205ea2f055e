package dev.toolrack.cli.lint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.toolrack.core.policy.RuleList;
import dev.toolrack.core.status.Reason;
import dev.toolrack.crds.ToolRule;
import java.util.ArrayList;
import java.util.List;

/** Rules that can never decide, each where it stands. */
final class RuleCheck {
  private static final String RULES = "/spec/tools/rules";

  private RuleCheck() {}

  static List<Problem> of(Manifest manifest) {
    JsonNode nodes = manifest.node().at(RULES);
    List<ToolRule> rules = new ArrayList<>();
    nodes.forEach(node -> rules.add(Typed.part(node, ToolRule.class)));
    List<String> unreachable = list(manifest.kind(), rules).unreachable();
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      String name = rules.get(i).name();
      if (unreachable.contains(name)) {
        problems.add(
            manifest.problem(
                Pointers.item(RULES, i),
                Severity.WARNING,
                Reason.RULE_UNREACHABLE.wire(),
                "rule \"%s\": %s".formatted(name, Reason.RULE_UNREACHABLE.sentence())));
      }
    }
    return problems;
  }

  private static RuleList list(String kind, List<ToolRule> rules) {
    return switch (kind) {
      case "McpConnector" -> RuleList.ofConnector("", rules);
      case "McpIntegration" -> RuleList.ofIntegration("", rules);
      default -> RuleList.ofBinding("", rules);
    };
  }
}
