package dev.toolrack.core.integration;

import dev.toolrack.core.naming.ToolNames;
import dev.toolrack.core.policy.Decision;
import dev.toolrack.core.policy.Verdict;
import dev.toolrack.core.view.ServedTool;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Takes tools out whose names for models are the same: eight digits of a hash keep chance out, but
 * not a server that looks for names until two of them agree. All of them are off: nobody can say
 * which one a model means.
 */
final class OwnNames {

  private OwnNames() {}

  static List<ServedTool> of(String alias, List<ServedTool> tools) {
    var bearers = new HashMap<String, SortedSet<String>>();
    for (ServedTool tool : tools) {
      bearers
          .computeIfAbsent(ToolNames.llmName(alias, tool.name()), name -> new TreeSet<>())
          .add(tool.name());
    }
    return tools.stream().map(tool -> own(alias, tool, bearers)).toList();
  }

  private static ServedTool own(
      String alias, ServedTool tool, Map<String, SortedSet<String>> bearers) {
    return bearers.getOrDefault(ToolNames.llmName(alias, tool.name()), new TreeSet<>()).stream()
        .filter(other -> !other.equals(tool.name()))
        .findFirst()
        .map(other -> off(tool, other))
        .orElse(tool);
  }

  private static ServedTool off(ServedTool tool, String other) {
    return new ServedTool(
        tool.name(),
        tool.title(),
        tool.digest(),
        tool.bytes(),
        new Verdict(
            Decision.DISABLED,
            tool.verdict().access(),
            "name: models would see it as \"" + other + "\"",
            null));
  }
}
