package dev.toolrack.core.explain;

import dev.toolrack.core.explain.ToolExplanation.Cause;
import dev.toolrack.core.explain.ToolExplanation.Definition;
import dev.toolrack.core.naming.NearestName;
import dev.toolrack.core.naming.ToolNames;
import dev.toolrack.core.policy.NameFolding;
import dev.toolrack.core.policy.Verdict;
import dev.toolrack.core.render.ToolsetDocument.ServerPart;
import dev.toolrack.core.render.ToolsetDocument.ToolPart;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.tool.KnownTools.RejectedTool;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.core.view.ServedServer;
import dev.toolrack.core.view.ServedTool;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Explains tools of servers that an agent has. */
final class OfferedTools {
  private final IntegrationExplainer integrations;
  private final AgentExplainer agent;
  private final Elsewhere elsewhere;
  private final Answers answers;
  private final Verdicts verdicts;

  OfferedTools(
      IntegrationExplainer integrations,
      AgentExplainer agent,
      Elsewhere elsewhere,
      Answers answers,
      Verdicts verdicts) {
    this.integrations = integrations;
    this.agent = agent;
    this.elsewhere = elsewhere;
    this.answers = answers;
    this.verdicts = verdicts;
  }

  /** The server itself was asked about. */
  ToolExplanation server(ServerExplanation server) {
    return new ToolExplanation(
        agent.name().toString(),
        "",
        true,
        Cause.PRESENT,
        "The agent has server %s with %d of its tools.".formatted(server.alias(), server.tools()),
        null,
        null,
        null,
        server,
        integrations
            .explain(IntegrationRef.parse(String.valueOf(server.integration())))
            .orElse(null),
        List.of());
  }

  /** The server is there; so it is the tool that decides. */
  ToolExplanation tool(ServerExplanation server, ToolQuery query) {
    IntegrationRef ref = IntegrationRef.parse(String.valueOf(server.integration()));
    Optional<ServedServer> served = integrations.served(ref);
    if (served.isEmpty() || agent.trace().isEmpty()) {
      return asDelivered(server, query);
    }
    return served.get().tools().stream()
        .filter(tool -> query.means(server.alias(), tool.name()))
        .findFirst()
        .map(tool -> decided(server, ref, tool))
        .orElseGet(() -> unlisted(server, ref, served.get(), query));
  }

  private ToolExplanation decided(ServerExplanation server, IntegrationRef ref, ServedTool tool) {
    Verdict verdict = verdicts.verdict(server.alias(), tool);
    boolean held = verdict.isHeld();
    Cause cause = verdict.enabled() ? Cause.PRESENT : held ? Cause.HELD : Cause.OFF;
    String why =
        switch (cause) {
          case PRESENT ->
              "The agent has it; approval %s, decided by %s."
                  .formatted(verdict.approval().wire(), verdict.decidedBy());
          case HELD ->
              "It is off until somebody approves its definition (%s)."
                  .formatted(verdict.decidedBy());
          default -> "It is switched off by %s.".formatted(verdict.decidedBy());
        };
    return new ToolExplanation(
        agent.name().toString(),
        tool.name(),
        verdict.enabled(),
        cause,
        why,
        held ? "kubectl toolrack approve %s -n %s".formatted(ref.name(), ref.namespace()) : null,
        verdicts.of(ref, server.alias(), tool, verdict),
        new Definition(
            ToolNames.id(server.alias(), tool.name()),
            ToolNames.llmName(server.alias(), tool.name()),
            tool.title(),
            tool.digest(),
            tool.bytes()),
        server,
        integrations.explain(ref).orElse(null),
        List.of());
  }

  private ToolExplanation unlisted(
      ServerExplanation server, IntegrationRef ref, ServedServer served, ToolQuery query) {
    Optional<RejectedTool> leftOut =
        integrations.verified(ref).stream()
            .flatMap(verified -> verified.tools().rejected().stream())
            .filter(rejected -> query.means(server.alias(), rejected.name()))
            .findFirst();
    if (leftOut.isPresent()) {
      return answers.absent(
          query,
          Cause.LEFT_OUT,
          "The server lists it, and it is left out: it %s.".formatted(leftOut.get().why()),
          Reason.TOOLS_LEFT_OUT.remedy(),
          server,
          List.of());
    }
    Optional<ServerExplanation.Candidate> shadowed =
        server.candidates().stream()
            .skip(1)
            .filter(
                c -> elsewhere.knows(IntegrationRef.parse(c.integration()), server.alias(), query))
            .findFirst();
    if (shadowed.isPresent()) {
      return answers.absent(
          query,
          Cause.SHADOWED,
          "%s has it, and %s holds the alias %s and has not."
              .formatted(shadowed.get().integration(), ref, server.alias()),
          shadowed.get().why(),
          server,
          List.of());
    }
    return answers.absent(
        query,
        Cause.NO_SUCH_TOOL,
        "Server %s lists %d tools, and none of this name."
            .formatted(server.alias(), served.tools().size()),
        similar(served.tools().stream().map(ServedTool::name).toList(), query.plainTool()),
        server,
        elsewhere.of(query));
  }

  /** What somebody who misspelt a tool may have meant. */
  static @Nullable String similar(Collection<String> known, String wrong) {
    String folded = NameFolding.fold(wrong);
    List<String> names =
        known.stream()
            .filter(name -> {
              String other = NameFolding.fold(name);
              return other.contains(folded) || folded.contains(other);
            })
            .limit(5)
            .toList();
    if (names.isEmpty()) {
      names = NearestName.of(wrong, known).stream().toList();
    }
    return names.isEmpty() ? null : "Perhaps " + String.join(", ", names) + " is meant.";
  }

  /** All that can be told is what its toolset says. */
  private ToolExplanation asDelivered(ServerExplanation server, ToolQuery query) {
    Optional<ToolPart> delivered =
        agent.delivered().stream()
            .filter(part -> part.name().equals(server.alias()))
            .flatMap(part -> part(part, query).stream())
            .findFirst();
    if (delivered.isEmpty()) {
      return answers.absent(
          query,
          Cause.NOT_VISIBLE,
          "The agent's toolset does not list it, and why is decided by what is not visible to you.",
          null,
          server,
          List.of());
    }
    ToolPart tool = delivered.get();
    return new ToolExplanation(
        agent.name().toString(),
        tool.name(),
        true,
        Cause.PRESENT,
        "The agent's toolset lists it; approval %s, decided by %s."
            .formatted(tool.approval(), tool.decidedBy()),
        null,
        new ToolExplanation.Decided(
            tool.approval(), tool.access(), null, tool.decidedBy(), null, List.of()),
        new Definition(tool.id(), tool.llmName(), tool.title(), null, 0),
        server,
        null,
        List.of());
  }

  static Optional<ToolPart> part(ServerPart server, ToolQuery query) {
    return server.tools().stream()
        .filter(tool -> query.means(server.name(), tool.name()))
        .findFirst();
  }
}
