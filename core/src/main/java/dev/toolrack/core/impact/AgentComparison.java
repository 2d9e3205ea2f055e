package dev.toolrack.core.impact;

import dev.toolrack.core.binding.BindingOutcome;
import dev.toolrack.core.cluster.ObjectName;
import dev.toolrack.core.impact.AgentImpact.Kind;
import dev.toolrack.core.impact.AgentImpact.ServerChange;
import dev.toolrack.core.impact.AgentImpact.Tool;
import dev.toolrack.core.impact.AgentImpact.ToolChange;
import dev.toolrack.core.naming.Sha256;
import dev.toolrack.core.render.AgentOutputs;
import dev.toolrack.core.render.ToolsetDocument.ServerPart;
import dev.toolrack.core.render.ToolsetDocument.ToolPart;
import dev.toolrack.crds.AgentToolBindingStatus;
import dev.toolrack.crds.ServerState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares what one agent has before and after. */
final class AgentComparison {
  private AgentComparison() {}

  /**
   * Empty where both are the same to the byte.
   *
   * @param before absent where the agent is new
   * @param after absent where the agent is gone
   */
  static Optional<AgentImpact> of(
      ObjectName agent, Optional<BindingOutcome> before, Optional<BindingOutcome> after) {
    AgentOutputs was = outputs(before);
    AgentOutputs is = outputs(after);
    Kind kind = before.isEmpty() ? Kind.ADDED : after.isEmpty() ? Kind.REMOVED : Kind.CHANGED;
    if (kind == Kind.CHANGED && was.equals(is)) {
      return Optional.empty();
    }
    SortedMap<String, ToolPart> old = tools(was);
    SortedMap<String, ToolPart> now = tools(is);
    return Optional.of(
        new AgentImpact(
            agent.toString(),
            kind,
            servers(before, after),
            only(now, old.keySet()),
            only(old, now.keySet()),
            changed(old, now),
            minus(is.credentials().keySet(), was.credentials().keySet()),
            minus(was.credentials().keySet(), is.credentials().keySet()),
            digest(is)));
  }

  private static AgentOutputs outputs(Optional<BindingOutcome> outcome) {
    return outcome.map(BindingOutcome::outputs).orElseGet(AgentOutputs::nothing);
  }

  private static @Nullable String digest(AgentOutputs outputs) {
    String text = outputs.toolset().get(AgentOutputs.TOOLSET_FILE);
    return text == null ? null : Sha256.digest(text.getBytes(StandardCharsets.UTF_8));
  }

  private static SortedMap<String, ToolPart> tools(AgentOutputs outputs) {
    var tools = new TreeMap<String, ToolPart>();
    for (ServerPart server : outputs.servers()) {
      server.tools().forEach(tool -> tools.put(tool.id(), tool));
    }
    return tools;
  }

  private static List<Tool> only(SortedMap<String, ToolPart> these, Set<String> others) {
    return these.values().stream()
        .filter(tool -> !others.contains(tool.id()))
        .map(tool -> new Tool(tool.id(), tool.approval(), tool.decidedBy()))
        .toList();
  }

  private static List<ToolChange> changed(
      SortedMap<String, ToolPart> before, SortedMap<String, ToolPart> after) {
    var changes = new ArrayList<ToolChange>();
    after.forEach((id, tool) -> {
      ToolPart old = before.get(id);
      if (old != null && !old.equals(tool)) {
        changes.add(
            new ToolChange(id, old.approval(), tool.approval(), tool.access(), tool.decidedBy()));
      }
    });
    return changes;
  }

  private static List<ServerChange> servers(
      Optional<BindingOutcome> before, Optional<BindingOutcome> after) {
    SortedMap<String, String> was = states(before);
    SortedMap<String, String> is = states(after);
    var aliases = new TreeSet<>(was.keySet());
    aliases.addAll(is.keySet());
    return aliases.stream()
        .filter(alias -> !Objects.equals(was.get(alias), is.get(alias)))
        .map(alias -> new ServerChange(alias, was.get(alias), is.get(alias)))
        .toList();
  }

  private static SortedMap<String, String> states(Optional<BindingOutcome> outcome) {
    var states = new TreeMap<String, String>();
    outcome.stream()
        .flatMap(o -> o.facts().integrations().stream())
        .filter(entry -> entry.state() != ServerState.SHADOWED)
        .forEach(entry -> states.put(entry.alias(), state(entry)));
    outputs(outcome).servers().forEach(server -> states.put(server.name(), server.integration()));
    return states;
  }

  private static String state(AgentToolBindingStatus.Entry entry) {
    String reason = String.valueOf(entry.reason());
    return entry.state() == ServerState.NOT_FOUND ? reason : entry.integration() + " " + reason;
  }

  private static List<String> minus(Set<String> these, Set<String> others) {
    return these.stream().filter(key -> !others.contains(key)).sorted().toList();
  }
}
