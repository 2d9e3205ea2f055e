package dev.toolrack.cli.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.toolrack.cli.Run;
import dev.toolrack.cli.kubectl.ExitCode;
import dev.toolrack.cli.kubectl.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LintCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String GOOD =
      "apiVersion: toolrack.dev/v1alpha1\nkind: AgentToolBinding\nmetadata: {name: good}\nspec: {}\n";
  private static final String BAD =
      """
      apiVersion: toolrack.dev/v1alpha1
      kind: AgentToolBinding
      metadata: {name: bad}
      spec:
        budgets: {}
        tools:
          rules:
          - {name: all, approval: Ask}
          - {name: never, approval: Ask}
      """;
  private static final String WARNED = BAD.replace("  budgets: {}\n", "");

  @TempDir private Path directory;

  private Path write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void plainLinesAsCompilersDo() throws IOException {
    Path bad = write("bad.yaml", BAD);
    Run run = Run.toolrack("lint", "-f", bad.toString());
    assertThat(run.out())
        .isEqualTo(
            bad
                + ":5:3: error: AgentToolBinding default/bad: unknown field \"spec.budgets\"; is \"budget\" meant? [UnknownField]\n");
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isEqualTo(ExitCode.BAD_NEWS);
  }

  @Test
  void warningsAreErrorsOnlyWhenStrict() throws IOException {
    String file = write("warned.yaml", WARNED).toString();
    assertThat(Run.toolrack("lint", "-f", file).status()).isEqualTo(ExitCode.DONE);
    assertThat(Run.toolrack("lint", "-f", file).out())
        .contains(":8:7: warning:", "[RuleUnreachable]");
    assertThat(Run.toolrack("lint", "-f", file, "--strict").status()).isEqualTo(ExitCode.BAD_NEWS);
  }

  @Test
  void directoriesAreSearched() throws IOException {
    write("b/good.yaml", GOOD);
    write("a/bad.yml", BAD);
    write("a/bad.json", "{\"apiVersion\":\"toolrack.dev/v1alpha1\",\"kind\":\"McpConnector\"}");
    write("a/notes.txt", "{{{");
    write(".hidden/bad.yaml", "[");
    Run run = Run.toolrack("lint", "-v", "-f", directory.toString());
    assertThat(run.out()).contains("bad.yml:5:3", "bad.json:1:1").doesNotContain("hidden", "notes");
    assertThat(run.err()).contains("3 objects, 3 errors, 0 warnings");
  }

  @Test
  void whatIsNoneOfOursIsSkippedAndSaidOnlyIfAsked() throws IOException {
    write("chart/Chart.yaml", "name: x\n");
    write("chart/templates/a.yaml", "kind: {{ .Values.kind }}\n");
    write("loose.yaml", "a: {{ .Values.kind }}\n{{- end }}\n");
    write("k/kustomization.yaml", "kind: Kustomization\npatches: [{path: patch.yaml}]\n");
    write(
        "k/patch.yaml",
        "apiVersion: toolrack.dev/v1alpha1\nkind: McpConnector\nmetadata: {name: x}\n");
    write("deployment.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\n");
    Run quiet = Run.toolrack("lint", "-f", directory.toString());
    assertThat(quiet).isEqualTo(new Run(ExitCode.DONE, "", ""));
    Run verbose = Run.toolrack("lint", "--verbose", "-f", directory.toString());
    assertThat(verbose.err())
        .contains(
            "a.yaml: skipped, a Helm template",
            "loose.yaml: skipped, looks like a template",
            "patch.yaml: skipped, a patch of Kustomize",
            "deployment.yaml:1: skipped, Deployment is none of Toolrack's kinds",
            "0 objects, 0 errors, 0 warnings");
  }

  @Test
  void standardInputAndColours() {
    InputStream in = new ByteArrayInputStream(BAD.getBytes(StandardCharsets.UTF_8));
    Run run = Run.toolrack(new Surroundings(true, Map.of(), in), "lint", "-f", "-");
    assertThat(run.out()).startsWith("\u001b[1m-:5:3:\u001b[0m \u001b[31merror:\u001b[0m ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NO_COLOR=1", "TERM=dumb", "--no-color"})
  void noColours(String refused) {
    InputStream in = new ByteArrayInputStream(BAD.getBytes(StandardCharsets.UTF_8));
    boolean option = refused.startsWith("--");
    String[] variable = refused.split("=", 2);
    Map<String, String> environment = option ? Map.of() : Map.of(variable[0], variable[1]);
    Run run =
        option
            ? Run.toolrack(new Surroundings(true, environment, in), "lint", "-f", "-", refused)
            : Run.toolrack(new Surroundings(true, environment, in), "lint", "-f", "-");
    assertThat(run.out()).startsWith("-:5:3: error:").doesNotContain("\u001b");
  }

  @Test
  void json() throws IOException {
    Run run = Run.toolrack("lint", "-o", "json", "-f", write("bad.yaml", BAD).toString());
    JsonNode report = JSON.readTree(run.out());
    assertThat(report.path("errors").asInt()).isEqualTo(1);
    JsonNode problem = report.path("problems").get(0);
    assertThat(problem.path("line").asInt()).isEqualTo(5);
    assertThat(problem.path("severity").asText()).isEqualTo("error");
    assertThat(problem.path("rule").asText()).isEqualTo("UnknownField");
    assertThat(problem.path("object").asText()).isEqualTo("AgentToolBinding default/bad");
  }

  /** The schema is the one that OASIS publishes. */
  @Test
  void sarifIsWhatItsSchemaSays() throws IOException {
    write("a b/bad.yaml", BAD);
    write("no.yaml", "[");
    write("warned.yaml", WARNED.replace("name: bad", "name: warned"));
    Run run = Run.toolrack("lint", "-o", "sarif", "-f", directory.toString());
    JsonNode sarif = JSON.readTree(run.out());
    try (InputStream in =
        Objects.requireNonNull(getClass().getResourceAsStream("/schema/sarif-schema-2.1.0.json"))) {
      var schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
              .getSchema(JSON.readTree(in));
      assertThat(schema.validate(sarif)).isEmpty();
      assertThat(schema.validate(JSON.readTree("{\"version\":\"2.1.0\"}"))).isNotEmpty();
    }
    JsonNode results = sarif.at("/runs/0/results");
    assertThat(results)
        .extracting(r -> r.path("ruleId").asText() + " " + r.path("level").asText())
        .containsExactly("UnknownField error", "NotYaml error", "RuleUnreachable warning");
    for (JsonNode result : results) {
      assertThat(sarif.at("/runs/0/tool/driver/rules/" + result.path("ruleIndex").asInt() + "/id"))
          .isEqualTo(result.path("ruleId"));
    }
    assertThat(results.get(0).at("/locations/0/physicalLocation/artifactLocation/uri").asText())
        .startsWith("file:/")
        .endsWith("/a%20b/bad.yaml");
  }

  /** Rules are a closed set; each has one name. */
  @Test
  void everyRuleIsDeclaredOnce() {
    assertThat(Sarif.rules().map(Sarif.Rule::id)).doesNotHaveDuplicates();
  }

  @Test
  void wrongUse() {
    assertThat(Run.toolrack("lint").status()).isEqualTo(ExitCode.WRONG_USE);
    Run absent = Run.toolrack("lint", "-f", "/nowhere/at/all.yaml");
    assertThat(absent.status()).isEqualTo(ExitCode.WRONG_USE);
    assertThat(absent.err())
        .isEqualTo("error: -f: /nowhere/at/all.yaml cannot be read; name an existing file\n");
    assertThat(Run.toolrack("lint", "-o", "poem", "-f", "-").status())
        .isEqualTo(ExitCode.WRONG_USE);
  }

  /** What new users apply. */
  @Test
  void examplesAreClean() {
    Run run = Run.toolrack("lint", "--strict", "-f", "../examples");
    assertThat(run).isEqualTo(new Run(ExitCode.DONE, "", ""));
  }
}
