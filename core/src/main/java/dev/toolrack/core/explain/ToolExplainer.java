package dev.toolrack.core.explain;

import dev.toolrack.core.binding.BindingResolver;
import dev.toolrack.core.binding.BindingTrace;
import dev.toolrack.core.cluster.Resolution;
import dev.toolrack.core.explain.ToolExplanation.Cause;
import dev.toolrack.core.explain.ToolExplanation.Definition;
import dev.toolrack.core.naming.ToolNames;
import dev.toolrack.core.policy.NameFolding;
import dev.toolrack.core.policy.Verdict;
import dev.toolrack.core.render.ToolsetDocument.ServerPart;
import dev.toolrack.core.render.ToolsetDocument.ToolPart;
import dev.toolrack.core.scope.Belonging;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.tool.KnownTools.RejectedTool;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.core.view.ServedServer;
import dev.toolrack.core.view.ServedTool;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Explains why one agent has a tool, or has not. */
final class ToolExplainer {
  private final IntegrationExplainer integrations;
  private final AgentExplainer agent;
  private final Elsewhere elsewhere;
  private final Verdicts verdicts;

  ToolExplainer(Resolution resolution, IntegrationExplainer integrations, AgentExplainer agent) {
    this.integrations = integrations;
    this.agent = agent;
    this.elsewhere = new Elsewhere(resolution, integrations, agent);
    this.verdicts =
        new Verdicts(
            resolution, integrations, BindingResolver.rules(agent.name().toString(), agent.spec()));
  }

  /** One answer for each server of the agent that is meant; at least one. */
  List<ToolExplanation> explain(ToolQuery query) {
    if (query.alias().isPresent()) {
      return List.of(at(query.alias().get(), query));
    }
    List<String> aliases = offering(query);
    return aliases.isEmpty()
        ? List.of(nowhere(query))
        : aliases.stream().map(alias -> at(alias, query)).toList();
  }

  /** The agent's servers with that tool: those that hold their alias, before the binding's say. */
  private List<String> offering(ToolQuery query) {
    var aliases = new TreeSet<String>();
    for (ServerPart server : agent.delivered()) {
      if (agent.trace().isEmpty() && part(server, query).isPresent()) {
        aliases.add(server.name());
      }
    }
    for (BindingTrace.Contest contest : contests()) {
      boolean knows =
          Stream.concat(Stream.of(contest.holder()), contest.losers().stream())
              .anyMatch(c -> elsewhere.knows(c.integration(), contest.alias(), query));
      if (knows) {
        aliases.add(contest.alias());
      }
    }
    return List.copyOf(aliases);
  }

  private List<BindingTrace.Contest> contests() {
    return agent.trace().map(BindingTrace::contests).orElseGet(List::of);
  }

  /** No server of the agent is known to have it. */
  private ToolExplanation nowhere(ToolQuery query) {
    Optional<ToolExplanation> early = early(query, null);
    if (early.isPresent()) {
      return early.get();
    }
    List<OutOfReach> others = elsewhere.of(query);
    if (!others.isEmpty()) {
      return absent(
          query,
          Cause.OUT_OF_REACH,
          "No server of the agent has this tool, and the integrations that have it do not reach it.",
          null,
          null,
          others);
    }
    List<String> silent =
        agent.servers().stream()
            .filter(server -> server.state().equals("Unavailable"))
            .map(ServerExplanation::alias)
            .toList();
    return absent(
        query,
        Cause.NO_SUCH_TOOL,
        silent.isEmpty()
            ? "No server that is known lists a tool of this name."
            : "No server that is known lists a tool of this name; what %s would list is not known."
                .formatted(String.join(", ", silent)),
        silent.isEmpty() ? "Compare the spelling with what kubectl toolrack tools prints." : null,
        null,
        others);
  }

  /** What the binding itself and its namespace decide. */
  private Optional<ToolExplanation> early(ToolQuery query, @Nullable ServerExplanation server) {
    if (!agent.spec().enabled()) {
      return Optional.of(
          absent(
              query,
              Cause.BINDING_DISABLED,
              "The binding's spec.enabled is false.",
              "Set spec.enabled of binding %s to true.".formatted(agent.name()),
              server,
              List.of()));
    }
    return agent
        .trace()
        .map(trace -> trace.agent().belonging())
        .flatMap(belonging ->
            belonging instanceof Belonging.Invalid(String problem)
                ? Optional.of(
                    absent(
                        query,
                        Cause.SCOPE_INVALID,
                        Reason.SCOPE_INVALID.meaning(),
                        problem,
                        server,
                        List.of()))
                : Optional.empty());
  }

  private ToolExplanation at(String alias, ToolQuery query) {
    ServerExplanation server = agent.server(alias);
    return early(query, server).orElseGet(() -> at(server, query));
  }

  private ToolExplanation at(ServerExplanation server, ToolQuery query) {
    boolean wholeServer = query.tool().isEmpty();
    boolean noTool = Reason.NO_TOOL_ENABLED.wire().equals(server.reason()) && !wholeServer;
    return switch (server.state()) {
      case ServerExplanation.INCLUDED -> wholeServer ? present(server) : offered(server, query);
      case "Excluded" -> untaken(server, query, Cause.EXCLUDED);
      case "NotListed" -> untaken(server, query, Cause.NOT_LISTED);
      case "Unavailable" -> noTool ? offered(server, query) : unavailable(server, query);
      default -> unheld(server, query);
    };
  }

  /** The server itself was asked about. */
  private ToolExplanation present(ServerExplanation server) {
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

  private ToolExplanation unheld(ServerExplanation server, ToolQuery query) {
    List<OutOfReach> others = elsewhere.of(query);
    if (agent.trace().isEmpty()) {
      return absent(
          query,
          Cause.NOT_VISIBLE,
          "The agent has no such server, and why is decided by what is not visible to you.",
          null,
          server,
          others);
    }
    return others.isEmpty()
        ? absent(
            query,
            Cause.NO_SUCH_SERVER,
            "No integration has the alias %s.".formatted(server.alias()),
            "Create an McpIntegration with it, or correct the name.",
            server,
            others)
        : absent(
            query,
            Cause.OUT_OF_REACH,
            "Integrations with the alias %s do not reach the agent.".formatted(server.alias()),
            null,
            server,
            others);
  }

  private ToolExplanation untaken(ServerExplanation server, ToolQuery query, Cause cause) {
    return absent(query, cause, String.valueOf(server.why()), server.remedy(), server, List.of());
  }

  private ToolExplanation unavailable(ServerExplanation server, ToolQuery query) {
    Cause cause =
        Reason.TOO_LARGE.wire().equals(server.reason())
            ? Cause.TOO_LARGE
            : Cause.SERVER_UNAVAILABLE;
    return absent(
        query,
        cause,
        "Server %s cannot be used (%s). %s"
            .formatted(server.alias(), server.reason(), server.why() == null ? "" : server.why())
            .strip(),
        server.remedy(),
        server,
        List.of());
  }

  /** The server is there; so it is the tool that decides. */
  private ToolExplanation offered(ServerExplanation server, ToolQuery query) {
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
      return absent(
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
      return absent(
          query,
          Cause.SHADOWED,
          "%s has it, and %s holds the alias %s and has not."
              .formatted(shadowed.get().integration(), ref, server.alias()),
          shadowed.get().why(),
          server,
          List.of());
    }
    return absent(
        query,
        Cause.NO_SUCH_TOOL,
        "Server %s lists %d tools, and none of this name."
            .formatted(server.alias(), served.tools().size()),
        similar(served, query),
        server,
        elsewhere.of(query));
  }

  private static @Nullable String similar(ServedServer served, ToolQuery query) {
    String folded = NameFolding.fold(query.plainTool());
    List<String> names =
        served.tools().stream()
            .map(ServedTool::name)
            .filter(name -> {
              String other = NameFolding.fold(name);
              return other.contains(folded) || folded.contains(other);
            })
            .limit(5)
            .toList();
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
      return absent(
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

  private static Optional<ToolPart> part(ServerPart server, ToolQuery query) {
    return server.tools().stream()
        .filter(tool -> query.means(server.name(), tool.name()))
        .findFirst();
  }

  private ToolExplanation absent(
      ToolQuery query,
      Cause cause,
      String why,
      @Nullable String remedy,
      @Nullable ServerExplanation server,
      List<OutOfReach> others) {
    return new ToolExplanation(
        agent.name().toString(),
        query.plainTool(),
        false,
        cause,
        why,
        remedy,
        null,
        null,
        server,
        Optional.ofNullable(server)
            .map(ServerExplanation::integration)
            .map(IntegrationRef::parse)
            .flatMap(integrations::explain)
            .orElse(null),
        others);
  }
}
