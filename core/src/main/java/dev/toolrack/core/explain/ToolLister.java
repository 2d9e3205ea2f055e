package dev.toolrack.core.explain;

import dev.toolrack.core.binding.BindingResolver;
import dev.toolrack.core.cluster.Resolution;
import dev.toolrack.core.explain.ToolTable.Row;
import dev.toolrack.core.policy.RuleList;
import dev.toolrack.core.policy.Verdict;
import dev.toolrack.core.render.ToolsetDocument.ServerPart;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.core.view.ServedServer;
import dev.toolrack.core.view.ServedTool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Lists tools with what was decided about each. */
final class ToolLister {
  private final Resolution resolution;
  private final IntegrationExplainer integrations;

  ToolLister(Resolution resolution, IntegrationExplainer integrations) {
    this.resolution = resolution;
    this.integrations = integrations;
  }

  /** What an integration offers, before any binding. */
  Optional<ToolTable> integration(IntegrationRef ref) {
    return integrations
        .explain(ref)
        .map(integration -> {
          var rows = new ArrayList<Row>();
          var notes = new ArrayList<String>();
          Optional<ServedServer> served = integrations.served(ref);
          served.ifPresent(server -> rows.addAll(rows(ref, server, ServedTool::verdict)));
          if (served.isEmpty()) {
            notes.add(
                integration.notes().isEmpty()
                    ? "It offers nothing now: " + integration.state()
                    : "It offers nothing now: %s. %s"
                        .formatted(
                            integration.notes().getFirst().reason(),
                            integration.notes().getFirst().message()));
          }
          return table("Integration", ref.toString(), rows, notes);
        });
  }

  /** What an agent gets, and what is off for it. */
  ToolTable agent(AgentExplainer agent) {
    RuleList rules = BindingResolver.rules(agent.name().toString(), agent.spec());
    var rows = new ArrayList<Row>();
    var notes = new ArrayList<String>();
    for (ServerExplanation server : agent.servers()) {
      boolean noTool = Reason.NO_TOOL_ENABLED.wire().equals(server.reason());
      if (!server.state().equals(ServerExplanation.INCLUDED) && !noTool) {
        notes.add(
            "%s: %s%s"
                .formatted(
                    server.alias(),
                    server.state(),
                    server.reason() == null ? "" : ", " + server.reason()));
        continue;
      }
      IntegrationRef ref = IntegrationRef.parse(String.valueOf(server.integration()));
      Optional<ServedServer> served =
          agent.trace().isPresent() ? integrations.served(ref) : Optional.empty();
      if (served.isPresent()) {
        rows.addAll(
            rows(
                ref,
                served.get(),
                tool -> tool.verdict().tightenedBy(rules, server.alias(), tool.name())));
      } else {
        agent.delivered().stream()
            .filter(part -> part.name().equals(server.alias()))
            .forEach(part -> rows.addAll(delivered(part)));
        notes.add(server.alias() + ": only what the toolset lists is visible to you");
      }
    }
    return table("Agent", agent.name().toString(), rows, notes);
  }

  private ToolTable table(String kind, String name, List<Row> rows, List<String> notes) {
    return new ToolTable(kind, name, rows, notes, resolution.cluster().unseen().describe());
  }

  private List<Row> rows(
      IntegrationRef ref, ServedServer server, Function<ServedTool, Verdict> verdicts) {
    var rows = new ArrayList<Row>();
    for (ServedTool tool : server.tools()) {
      Verdict verdict = verdicts.apply(tool);
      rows.add(
          new Row(
              server.alias(),
              tool.name(),
              Words.emptyAsNull(tool.title()),
              verdict.access().wire(),
              verdict.isHeld() ? "Held" : Words.of(verdict),
              verdict.decidedBy(),
              verdict.reason(),
              tool.digest(),
              tool.bytes()));
    }
    integrations.verified(ref).stream()
        .flatMap(verified -> verified.tools().rejected().stream())
        .forEach(left ->
            rows.add(
                new Row(
                    server.alias(),
                    left.name(),
                    null,
                    null,
                    "LeftOut",
                    "it " + left.why(),
                    null,
                    null,
                    null)));
    return rows;
  }

  private static List<Row> delivered(ServerPart server) {
    return server.tools().stream()
        .map(tool ->
            new Row(
                server.name(),
                tool.name(),
                Words.emptyAsNull(tool.title()),
                tool.access(),
                tool.approval(),
                tool.decidedBy(),
                null,
                null,
                null))
        .toList();
  }
}
