package dev.toolrack.cli.kubectl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolrack.cli.Run;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What all commands have in common. */
class FrameTest {
  @Test
  void helpNamesEveryCommand() {
    Run run = Run.toolrack("--help");
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains(
            "why", "tools", "impact", "lint", "import", "test", "diff", "approve", "completion")
        .contains("3    no answer");
  }

  @Test
  void withoutACommandItIsWrongUse() {
    Run run = Run.toolrack();
    assertThat(run.status()).isEqualTo(ExitCode.WRONG_USE);
    assertThat(run.err()).contains("which command?", "Usage: kubectl toolrack");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "diff x --kubeconfig /nowhere | --kubeconfig: /nowhere cannot be read; name an existing file",
        "diff x --request-timeout 0 | --request-timeout: at least 1 second",
        "diff x --as-group g | --as-group: needs --as, which says who is to be in the group",
        "diff | Missing required parameter: 'INTEGRATION'",
        "dif | Unmatched argument at index 0: 'dif'",
        "diff a b | Unmatched argument at index 2: 'b'",
        "diff x -o poem | expected one of [TABLE, JSON, YAML] (case-insensitive) but was 'poem'",
      })
  void wrongUseIsOneSentence(String line, String expected) {
    Run run = Run.toolrack(line.split(" ", -1));
    assertThat(run.status()).isEqualTo(ExitCode.WRONG_USE);
    assertThat(run.err()).contains(expected).doesNotContain("Exception", "\tat ");
  }

  @Test
  void namesOfObjects(@TempDir Path directory) throws IOException {
    Path kubeconfig =
        Files.writeString(
            directory.resolve("kubeconfig"),
            "apiVersion: v1\nkind: Config\ncurrent-context: a\nclusters: [{name: a, cluster: {server: 'https://127.0.0.1:1'}}]\nusers: [{name: u, user: {token: t}}]\ncontexts: [{name: a, context: {cluster: a, user: u, namespace: mine}}]\n");
    assertThat(Run.toolrack("diff", "a/b/c", "--kubeconfig", kubeconfig.toString()).err())
        .isEqualTo("error: \"a/b/c\" names no object; write NAME or NAMESPACE/NAME\n");
  }

  @Test
  void tables() {
    StringWriter text = new StringWriter();
    new Table("NAME", "ÄÖ", "LAST")
        .row("a", "long value", "")
        .row(Colour.RED, "longer name", "b", "c")
        .print(new Screen(new PrintWriter(text, true), true));
    assertThat(text.toString())
        .isEqualTo(
            """
            NAME          ÄÖ           LAST
            a             long value
            \u001b[31mlonger name   b            c\u001b[0m
            """);
    assertThatThrownBy(() -> new Table("A").row("b", "c"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private record Example(
      String name, @Nullable String absent, List<Integer> numbers, String version) {}

  @Test
  void oneModelForJsonAndYaml() {
    Example example = new Example("Zürich \u202e", null, List.of(1), "1.0");
    assertThat(Documents.json(example))
        .isEqualTo(
            "{\n  \"name\" : \"Z\\u00fcrich \\u202e\",\n  \"numbers\" : [ 1 ],\n  \"version\" : \"1.0\"\n}\n");
    assertThat(Documents.yaml(example))
        .contains("numbers:\n- 1\nversion: \"1.0\"\n")
        .doesNotContain("absent");
  }

  @Test
  void completionForShellsOfTheirOwn() {
    assertThat(Run.toolrack("completion").out()).contains("_complete_kubectl-toolrack", "--strict");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | approve completion connect diff disconnect impact import lint test tools why :4",
        "d | diff disconnect :4",
        "lint -o s | sarif :4",
        "lint --st | --strict :4",
        "lint -f x | :0",
        "import '' | :0",
        "diff -o json -o y | yaml :4",
        "nonsense '' | approve completion connect diff disconnect impact import lint test tools why :4",
      })
  void completionForKubectl(String line, String expected) {
    List<String> words =
        line.isEmpty()
            ? List.of("")
            : Arrays.stream(line.split(" ", -1)).map(w -> w.replace("''", "")).toList();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Surroundings surroundings = new Surroundings(false, Map.of(), InputStream.nullInputStream());
    Completion.print(
        Toolrack.commandLine(surroundings),
        words,
        new PrintStream(out, true, StandardCharsets.UTF_8));
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(expected.split(" ", -1));
  }
}
