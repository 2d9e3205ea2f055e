package dev.toolrack.cli.explain;

import static dev.toolrack.cli.explain.AgentReport.or;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.toolrack.cli.kubectl.Colour;
import dev.toolrack.cli.kubectl.Report;
import dev.toolrack.cli.kubectl.Screen;
import dev.toolrack.core.impact.AgentImpact;
import dev.toolrack.core.impact.Impact;

/** Shows what a change would do. */
record ImpactReport(@JsonValue Impact impact) implements Report {

  @Override
  public void print(Screen screen) {
    impact.notPart().forEach(o -> screen.line(Colour.FAINT, o + " has no part in toolsets"));
    if (impact.isNothing()) {
      screen.line("No agent's toolset would change.");
    }
    for (Impact.IntegrationImpact integration : impact.integrations()) {
      screen.line(
          Colour.YELLOW,
          "integration %s: %s -> %s%s"
              .formatted(
                  integration.integration(),
                  or(integration.before()),
                  or(integration.after()),
                  integration.reason() == null
                      ? ""
                      : " (%s: %s)".formatted(integration.reason(), integration.message())));
    }
    impact.agents().forEach(agent -> print(agent, screen));
    impact
        .verifying()
        .forEach(ref ->
            screen.line(
                Colour.YELLOW,
                "integration %s: its server is asked first; what it lists then is not known here"
                    .formatted(ref)));
    impact
        .undecided()
        .forEach(agent ->
            screen.line(
                Colour.YELLOW,
                "agent %s: not known, it depends on what is not visible to you".formatted(agent)));
    if (!impact.agents().isEmpty()) {
      screen.gap();
      screen.line(summary());
    }
    AgentReport.notVisible(screen, impact.notVisible());
  }

  private String summary() {
    int gained = impact.agents().stream().mapToInt(agent -> agent.gained().size()).sum();
    int lost = impact.agents().stream().mapToInt(agent -> agent.lost().size()).sum();
    int changed = impact.agents().stream().mapToInt(agent -> agent.changed().size()).sum();
    return "%d %s: %d tools gained, %d lost, %d decided otherwise"
        .formatted(
            impact.agents().size(),
            impact.agents().size() == 1 ? "agent" : "agents",
            gained,
            lost,
            changed);
  }

  private static void print(AgentImpact agent, Screen screen) {
    screen.gap();
    screen.line(
        Colour.BOLD,
        "agent %s%s"
            .formatted(
                agent.agent(),
                agent.kind() == AgentImpact.Kind.CHANGED ? "" : " (" + agent.kind().wire() + ")"));
    for (AgentImpact.ServerChange server : agent.servers()) {
      screen.line(
          "  server %s: %s -> %s"
              .formatted(server.alias(), or(server.before()), or(server.after())));
    }
    for (AgentImpact.Tool tool : agent.gained()) {
      screen.line(
          Colour.GREEN, "  + %s  %s, %s".formatted(tool.id(), tool.approval(), tool.decidedBy()));
    }
    for (AgentImpact.Tool tool : agent.lost()) {
      screen.line(Colour.RED, "  - %s".formatted(tool.id()));
    }
    for (AgentImpact.ToolChange tool : agent.changed()) {
      screen.line(
          Colour.YELLOW,
          "  ~ %s  %s -> %s, %s"
              .formatted(tool.id(), tool.approvalBefore(), tool.approval(), tool.decidedBy()));
    }
    agent.credentialsGained().forEach(key -> screen.line(Colour.GREEN, "  + credential " + key));
    agent.credentialsLost().forEach(key -> screen.line(Colour.RED, "  - credential " + key));
  }
}
