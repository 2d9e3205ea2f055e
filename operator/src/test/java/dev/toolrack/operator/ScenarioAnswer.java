package dev.toolrack.operator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One line of examples/scenario/answers.tsv.
 *
 * @param agent {@code namespace/name}
 * @param server the alias
 * @param tool the server's own name
 * @param answer {@code Auto} or {@code Ask} for what the agent has, else one word why it has not
 * @param access the class of the tool; {@code -} if it does not come to that
 * @param integration who has the alias; {@code -} = nobody
 * @param why what decided, or the reason; {@code -} = nothing more to say
 */
record ScenarioAnswer(
    String agent,
    String server,
    String tool,
    String answer,
    String access,
    String integration,
    String why) {

  static List<ScenarioAnswer> all() {
    Path file = Path.of(System.getProperty("toolrack.root", ".."), "examples/scenario/answers.tsv");
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .map(c -> new ScenarioAnswer(c[0], c[1], c[2], c[3], c[4], c[5], c[6]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String namespace() {
    return agent.substring(0, agent.indexOf('/'));
  }

  String binding() {
    return agent.substring(agent.indexOf('/') + 1);
  }

  boolean present() {
    return answer.equals("Auto") || answer.equals("Ask");
  }

  /**
   * Whether the agent is told that the server is not there: nobody is told that it is elsewhere.
   */
  boolean listedAsUnavailable() {
    return answer.equals("Unavailable") || why.equals("NotFound");
  }

  /** As toolset.json has it. */
  String delivered() {
    return String.join(" | ", server, tool, answer, access, integration, why);
  }
}
