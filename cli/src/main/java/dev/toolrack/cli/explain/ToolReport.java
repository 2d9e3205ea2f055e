package dev.toolrack.cli.explain;

import static dev.toolrack.cli.explain.AgentReport.or;

import dev.toolrack.cli.kubectl.Colour;
import dev.toolrack.cli.kubectl.Report;
import dev.toolrack.cli.kubectl.Screen;
import dev.toolrack.cli.kubectl.Table;
import dev.toolrack.core.explain.Credential;
import dev.toolrack.core.explain.IntegrationExplanation;
import dev.toolrack.core.explain.Note;
import dev.toolrack.core.explain.OutOfReach;
import dev.toolrack.core.explain.ServerExplanation;
import dev.toolrack.core.explain.ToolExplanation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows why an agent has a tool or has not. */
record ToolReport(List<ToolExplanation> answers, List<String> notVisible) implements Report {

  @Override
  public void print(Screen screen) {
    boolean first = true;
    for (ToolExplanation answer : answers) {
      if (!first) {
        screen.gap();
      }
      first = false;
      print(answer, screen);
    }
    AgentReport.notVisible(screen, notVisible);
  }

  private static void print(ToolExplanation answer, Screen screen) {
    String tool = name(answer);
    screen.line(
        answer.present() ? Colour.GREEN : Colour.RED,
        "%s %s %s (%s)"
            .formatted(
                answer.agent(),
                answer.present() ? "has" : "does not have",
                tool,
                answer.cause().wire()));
    screen.line(answer.why());
    if (answer.remedy() != null) {
      screen.line(answer.remedy());
    }
    definition(answer, screen);
    opinions(answer, screen);
    alias(answer.server(), screen);
    integration(answer.integration(), screen);
    elsewhere(answer.elsewhere(), screen);
  }

  private static String name(ToolExplanation answer) {
    if (answer.definition() != null) {
      return answer.definition().id();
    }
    var server = answer.server();
    return answer.tool().isEmpty() && server != null ? "server " + server.alias() : answer.tool();
  }

  private static void definition(ToolExplanation answer, Screen screen) {
    var definition = answer.definition();
    if (definition != null) {
      screen.gap();
      screen.line("LLM name     " + definition.llmName());
      if (definition.digest() != null) {
        screen.line("definition   %s, %d bytes".formatted(definition.digest(), definition.bytes()));
      }
    }
    var verdict = answer.verdict();
    if (verdict != null) {
      screen.line(
          "class        "
              + verdict.access()
              + (verdict.accessBy() == null ? "" : ": " + verdict.accessBy()));
      screen.line("decision     %s, by %s".formatted(verdict.decision(), verdict.decidedBy()));
      if (verdict.reason() != null) {
        screen.line("because      " + verdict.reason());
      }
    }
  }

  private static void opinions(ToolExplanation answer, Screen screen) {
    var verdict = answer.verdict();
    if (verdict == null || verdict.opinions().isEmpty()) {
      return;
    }
    screen.gap();
    var table = new Table("PLACE", "SAYS", "EFFECT", "BY");
    for (ToolExplanation.Said said : verdict.opinions()) {
      String by = said.decides() ? said.by() + "  <- decides" : said.by();
      if (said.decides()) {
        table.row(Colour.BOLD, said.place(), said.says(), said.effect(), by);
      } else {
        table.row(said.place(), said.says(), said.effect(), by);
      }
    }
    table.print(screen);
  }

  private static void alias(@Nullable ServerExplanation server, Screen screen) {
    if (server == null || server.candidates().isEmpty()) {
      return;
    }
    screen.gap();
    var table =
        new Table("ALIAS", "WANTED BY", "CONNECTOR", "NEARNESS", "REACH", "OVERRIDE", "OUTCOME");
    for (ServerExplanation.Candidate candidate : server.candidates()) {
      table.row(
          server.alias(),
          candidate.integration(),
          candidate.connector(),
          candidate.nearness(),
          candidate.reach(),
          candidate.override(),
          candidate.outcome());
    }
    table.print(screen);
  }

  private static void integration(@Nullable IntegrationExplanation integration, Screen screen) {
    if (integration == null) {
      return;
    }
    screen.gap();
    screen.line(Colour.BOLD, "integration " + integration.integration());
    screen.line("state        " + integration.state());
    screen.line("scope        " + AgentReport.scope(integration.place()));
    screen.line("access       " + integration.access());
    screen.line("connector    " + integration.connector());
    if (integration.server() != null) {
      screen.line("server       " + integration.server().url());
    }
    if (integration.definitions() != null) {
      screen.line("definitions  " + definitions(integration.definitions()));
    }
    for (Credential credential : integration.credentials()) {
      screen.line("credential   " + credential(credential));
    }
    for (Note note : integration.notes()) {
      screen.line(Colour.YELLOW, "%s: %s".formatted(note.reason(), note.message()));
    }
    if (integration.source().equals("Status")) {
      screen.line(Colour.FAINT, "As its status says: not all it depends on is visible to you.");
    }
  }

  private static String definitions(IntegrationExplanation.Definitions definitions) {
    String text =
        "%d tools, %s".formatted(definitions.tools(), definitions.setDigest())
            + (definitions.leftOut() == 0 ? "" : ", %d left out".formatted(definitions.leftOut()));
    if (definitions.onChange() != null) {
      text += ", onChange " + definitions.onChange();
    }
    if (definitions.pinnedDigest() != null) {
      text += ", pinned " + definitions.pinnedDigest();
    }
    return definitions.approvedDigest() == null
        ? text
        : text + ", approved " + definitions.approvedDigest();
  }

  private static String credential(Credential credential) {
    String name = "%s key %s".formatted(credential.secret(), credential.key());
    return credential.header()
        + " from Secret "
        + switch (credential.known()) {
          case "Present" ->
              "%s, version %s, consent %s, send-to %s"
                  .formatted(
                      name,
                      or(credential.resourceVersion()),
                      or(credential.consent()),
                      or(credential.sendTo()));
          case "NotVisible" -> name + ", not visible to you";
          default -> name + ", which is not there";
        };
  }

  private static void elsewhere(List<OutOfReach> others, Screen screen) {
    if (!others.isEmpty()) {
      screen.gap();
      for (OutOfReach other : others) {
        screen.line(
            "%s (alias %s): %s".formatted(other.integration(), or(other.alias()), other.why()));
        if (other.remedy() != null) {
          screen.line("  " + other.remedy());
        }
      }
    }
  }
}
