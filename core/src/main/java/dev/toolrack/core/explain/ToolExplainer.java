package dev.toolrack.core.explain;

import dev.toolrack.core.binding.BindingResolver;
import dev.toolrack.core.binding.BindingTrace;
import dev.toolrack.core.cluster.Resolution;
import dev.toolrack.core.explain.ToolExplanation.Cause;
import dev.toolrack.core.render.ToolsetDocument.ServerPart;
import dev.toolrack.core.scope.Belonging;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.view.ServedTool;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Explains why one agent has a tool, or has not. */
final class ToolExplainer {
  private final AgentExplainer agent;
  private final IntegrationExplainer integrations;
  private final Elsewhere elsewhere;
  private final OfferedTools offered;
  private final Answers answers;

  ToolExplainer(Resolution resolution, IntegrationExplainer integrations, AgentExplainer agent) {
    this.agent = agent;
    this.integrations = integrations;
    this.elsewhere = new Elsewhere(resolution, integrations, agent);
    this.answers = new Answers(agent.name(), integrations);
    this.offered =
        new OfferedTools(
            integrations,
            agent,
            elsewhere,
            answers,
            new Verdicts(
                resolution,
                integrations,
                BindingResolver.rules(agent.name().toString(), agent.spec())));
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
      if (agent.trace().isEmpty() && OfferedTools.part(server, query).isPresent()) {
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
      return answers.absent(
          query,
          Cause.OUT_OF_REACH,
          "No server of the agent has this tool, and the integrations that have it do not reach it.",
          null,
          null,
          others);
    }
    if (agent.trace().isEmpty()) {
      return answers.absent(
          query,
          Cause.NOT_VISIBLE,
          "The agent's toolset does not list it, and why is decided by what is not visible to you.",
          "Ask for SERVER:TOOL, or somebody who may read the cluster's integrations and namespaces.",
          null,
          others);
    }
    List<String> silent =
        agent.servers().stream()
            .filter(server -> server.state().equals("Unavailable"))
            .map(ServerExplanation::alias)
            .toList();
    return answers.absent(
        query,
        Cause.NO_SUCH_TOOL,
        silent.isEmpty()
            ? "No server that is known lists a tool of this name."
            : "No server that is known lists a tool of this name; what %s would list is not known."
                .formatted(String.join(", ", silent)),
        silent.isEmpty() ? spelling(query) : null,
        null,
        others);
  }

  private String spelling(ToolQuery query) {
    List<String> known =
        contests().stream()
            .flatMap(contest -> integrations.served(contest.holder().integration()).stream())
            .flatMap(server -> server.tools().stream().map(ServedTool::name))
            .distinct()
            .toList();
    return Objects.requireNonNullElse(
        OfferedTools.similar(known, query.plainTool()),
        "Compare the spelling with what kubectl toolrack tools prints.");
  }

  /** What the binding itself and its namespace decide. */
  private Optional<ToolExplanation> early(ToolQuery query, @Nullable ServerExplanation server) {
    if (!agent.spec().enabled()) {
      return Optional.of(
          answers.absent(
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
                    answers.absent(
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
      case ServerExplanation.INCLUDED ->
          wholeServer ? offered.server(server) : offered.tool(server, query);
      case "Excluded" -> untaken(server, query, Cause.EXCLUDED);
      case "NotListed" -> untaken(server, query, Cause.NOT_LISTED);
      case "Unavailable" -> noTool ? offered.tool(server, query) : unavailable(server, query);
      default -> unheld(server, query);
    };
  }

  private ToolExplanation unheld(ServerExplanation server, ToolQuery query) {
    List<OutOfReach> others = elsewhere.of(query);
    if (agent.trace().isEmpty()) {
      return answers.absent(
          query,
          Cause.NOT_VISIBLE,
          "The agent has no such server, and why is decided by what is not visible to you.",
          null,
          server,
          others);
    }
    return others.isEmpty()
        ? answers.absent(
            query,
            Cause.NO_SUCH_SERVER,
            "No integration has the alias %s.".formatted(server.alias()),
            "Create an McpIntegration with it, or correct the name.",
            server,
            others)
        : answers.absent(
            query,
            Cause.OUT_OF_REACH,
            "Integrations with the alias %s do not reach the agent.".formatted(server.alias()),
            null,
            server,
            others);
  }

  private ToolExplanation untaken(ServerExplanation server, ToolQuery query, Cause cause) {
    return answers.absent(
        query, cause, String.valueOf(server.why()), server.remedy(), server, List.of());
  }

  private ToolExplanation unavailable(ServerExplanation server, ToolQuery query) {
    Cause cause =
        Reason.TOO_LARGE.wire().equals(server.reason())
            ? Cause.TOO_LARGE
            : Cause.SERVER_UNAVAILABLE;
    return answers.absent(
        query,
        cause,
        "Server %s cannot be used (%s). %s"
            .formatted(server.alias(), server.reason(), server.why() == null ? "" : server.why())
            .strip(),
        server.remedy(),
        server,
        List.of());
  }
}
