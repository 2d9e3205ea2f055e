package dev.toolrack.cli.explain;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.toolrack.cli.kubectl.Colour;
import dev.toolrack.cli.kubectl.Report;
import dev.toolrack.cli.kubectl.Screen;
import dev.toolrack.cli.kubectl.Table;
import dev.toolrack.core.explain.AgentExplanation;
import dev.toolrack.core.explain.Place;
import dev.toolrack.core.explain.ServerExplanation;
import dev.toolrack.core.explain.ServerExplanation.Candidate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows what an agent gets. */
record AgentReport(@JsonValue AgentExplanation agent) implements Report {

  @Override
  public void print(Screen screen) {
    screen.line(Colour.BOLD, "agent " + agent.agent());
    screen.line("scope      " + scope(agent.place()));
    screen.line("toolset    " + delivered());
    if (!agent.enabled()) {
      screen.line(Colour.YELLOW, "binding    spec.enabled is false: it gets nothing");
    }
    screen.gap();
    servers(screen);
    losers(screen);
    notVisible(screen);
  }

  static String scope(@Nullable Place place) {
    if (place == null) {
      return "not visible to you";
    }
    String text =
        "namespace %s: belongs to %s, provides for %s"
            .formatted(place.namespace(), place.belongs(), place.provides());
    return place.problem() == null ? text : text + "; " + place.problem();
  }

  private String delivered() {
    return switch (agent.delivered()) {
      case "UpToDate" -> "up to date";
      case "Differs" -> "differs from what is decided here; the operator has not written it yet";
      default -> "not visible to you, or not written yet";
    };
  }

  private void servers(Screen screen) {
    var table = new Table("SERVER", "STATE", "INTEGRATION", "TOOLS", "WHY");
    for (ServerExplanation server : agent.servers()) {
      boolean in = server.state().equals(ServerExplanation.INCLUDED);
      table.row(
          in ? Colour.GREEN : Colour.YELLOW,
          server.alias(),
          server.state(),
          or(server.integration()),
          server.tools() == null ? "-" : String.valueOf(server.tools()),
          in ? winner(server) : why(server));
    }
    if (table.isEmpty()) {
      screen.line("No integration reaches this agent.");
    } else {
      table.print(screen);
    }
  }

  private static String winner(ServerExplanation server) {
    return server.candidates().isEmpty()
        ? ""
        : "nearest: " + server.candidates().getFirst().nearness();
  }

  private static String why(ServerExplanation server) {
    StringBuilder why = new StringBuilder();
    if (server.reason() != null) {
      why.append(server.reason()).append(": ");
    }
    why.append(or(server.why()));
    return server.remedy() == null ? why.toString() : why + " " + server.remedy();
  }

  private void losers(Screen screen) {
    var table = new Table("ALIAS", "ALSO WANTED BY", "NEARNESS", "LOST", "WHY");
    for (ServerExplanation server : agent.servers()) {
      server.candidates().stream()
          .filter(candidate -> !candidate.outcome().equals("Holds"))
          .forEach(candidate -> table.row(loser(server, candidate)));
    }
    if (!table.isEmpty()) {
      screen.gap();
      table.print(screen);
    }
  }

  private static String[] loser(ServerExplanation server, Candidate candidate) {
    return new String[] {
      server.alias(),
      candidate.integration(),
      candidate.nearness(),
      candidate.outcome(),
      or(candidate.why())
    };
  }

  private void notVisible(Screen screen) {
    notVisible(screen, agent.notVisible());
    if (agent.source().equals("Status")) {
      screen.line(
          Colour.FAINT, "So this is what the operator's status says, and not decided anew.");
    }
  }

  static void notVisible(Screen screen, List<String> spots) {
    if (!spots.isEmpty()) {
      screen.gap();
      spots.forEach(spot -> screen.line(Colour.FAINT, "Not visible to you: " + spot));
    }
  }

  static String or(@Nullable String text) {
    return text == null ? "-" : text;
  }
}
