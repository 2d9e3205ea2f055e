package dev.toolrack.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * docs/scenario.md shows the answers of examples/scenario/answers.tsv. After a wanted change:
 * {@code mvn -pl operator -am test -Dtest=ScenarioDocumentTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.update=true}.
 */
class ScenarioDocumentTest {
  private static final Path FILE =
      Path.of(System.getProperty("toolrack.root", ".."), "docs/scenario.md");
  private static final String BEGIN =
      "<!-- answers: of answers.tsv, kept by ScenarioDocumentTest -->\n";
  private static final String END = "<!-- end of answers -->";

  @Test
  void showsTheAnswers() throws IOException {
    String text = Files.readString(FILE);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    String wanted = text.substring(0, begin) + table() + text.substring(end);
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(FILE, wanted);
    }
    assertThat(FILE).hasContent(wanted);
  }

  private static String table() {
    Map<String, List<ScenarioAnswer>> servers = new LinkedHashMap<>();
    for (ScenarioAnswer answer : ScenarioAnswer.all()) {
      servers
          .computeIfAbsent(answer.agent() + " " + answer.server(), _ -> new ArrayList<>())
          .add(answer);
    }
    var table =
        new StringBuilder(
            "| agent | server | from | automatic | asks | not |\n|---|---|---|---|---|---|\n");
    for (List<ScenarioAnswer> answers : servers.values()) {
      ScenarioAnswer first = answers.getFirst();
      table.append(
          "| %s | %s | %s | %s | %s | %s |%n"
              .formatted(
                  first.binding(),
                  first.server(),
                  first.integration().equals("-") ? "" : first.integration(),
                  names(answers, a -> a.answer().equals("Auto")),
                  names(answers, a -> a.answer().equals("Ask")),
                  absences(answers)));
    }
    return table.toString();
  }

  private static String names(List<ScenarioAnswer> answers, Predicate<ScenarioAnswer> which) {
    return answers.stream()
        .filter(which)
        .map(answer -> "`" + answer.tool() + "`")
        .collect(Collectors.joining(", "));
  }

  /** The reasons, with the tools they are for unless it is all of them. */
  private static String absences(List<ScenarioAnswer> answers) {
    return answers.stream()
        .filter(answer -> !answer.present())
        .map(ScenarioDocumentTest::reason)
        .distinct()
        .map(reason -> {
          var tools = names(answers, a -> !a.present() && reason(a).equals(reason));
          return answers.stream().allMatch(a -> !a.present() && reason(a).equals(reason))
              ? reason
              : reason + ": " + tools;
        })
        .collect(Collectors.joining("; "));
  }

  private static String reason(ScenarioAnswer answer) {
    return answer.answer().equals("Unavailable")
        ? answer.answer() + ": " + answer.why()
        : answer.answer();
  }
}
