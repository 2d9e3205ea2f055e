package dev.toolrack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.toolrack.testbed.Provisioned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The client side of the public conformance suite, a test for each of its scenarios. What {@code
 * conformance/baseline.yaml} lists must fail, for everything else must pass: a scenario that passes
 * although it is listed fails here, so that the list never says more than is true.
 */
class ConformanceIT {
  private static final String PACKAGE = "node_modules/@modelcontextprotocol/conformance/";

  /** Their servers are not to be trusted, or never content. */
  private static final Set<String> MUST_STOP =
      Set.of(
          "auth/iss-normalized",
          "auth/iss-supported-missing",
          "auth/iss-unexpected",
          "auth/iss-wrong-issuer",
          "auth/metadata-issuer-mismatch",
          "auth/resource-mismatch",
          "auth/scope-retry-limit");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  @TestFactory
  Stream<DynamicTest> stateless() throws Exception {
    return scenarios("2026-07-28");
  }

  @TestFactory
  Stream<DynamicTest> session() throws Exception {
    return scenarios("2025-11-25");
  }

  private static Stream<DynamicTest> scenarios(String revision) throws Exception {
    Path results = Path.of("target", "conformance", revision).toAbsolutePath();
    try (ConformanceClient client = new ConformanceClient()) {
      Suite suite = run(revision, results, client);
      Set<String> baseline = texts(YAML.readTree(baseline().toFile()).path("client"));
      List<DynamicTest> tests = new ArrayList<>();
      for (String scenario : required(revision)) {
        Files.writeString(
            results.resolve(scenario.replace('/', '-') + ".client.txt"),
            client.transcript(scenario));
        tests.add(
            dynamicTest(
                scenario, () -> judge(scenario, results, client, baseline.contains(scenario))));
      }
      assertThat(tests).as("scenarios of " + revision).hasSizeGreaterThan(10);
      tests.add(
          dynamicTest(
              "verdict of the suite",
              () -> assertThat(suite.status()).as(suite.summary()).isZero()));
      return tests.stream();
    }
  }

  private static void judge(String scenario, Path results, ConformanceClient client, boolean listed)
      throws IOException {
    List<String> faults = faults(scenario, results);
    if (listed) {
      assertThat(faults)
          .as(scenario + " passes: remove it from conformance/baseline.yaml")
          .isNotEmpty();
      return;
    }
    String what = scenario + "\n" + client.transcript(scenario);
    assertThat(faults).as(what).isEmpty();
    assertThat(client.status(scenario))
        .as(what)
        .isEqualTo(MUST_STOP.contains(scenario) ? Mcp.FAILED : Mcp.DONE);
  }

  /** What the suite found wrong in a scenario. */
  private static List<String> faults(String scenario, Path results) throws IOException {
    JsonNode checks = JSON.readTree(checks(scenario, results).toFile());
    assertThat(checks.isEmpty()).as("no checks").isFalse();
    List<String> faults = new ArrayList<>();
    for (JsonNode check : checks) {
      String status = check.path("status").asText();
      if (status.equals("FAILURE") || status.equals("WARNING")) {
        faults.add(check.path("id").asText() + ": " + check.path("description").asText());
      }
    }
    return faults;
  }

  /** The suite names the folder after the scenario and the time. */
  private static Path checks(String scenario, Path results) throws IOException {
    Path wanted = results.resolve(scenario);
    String prefix = wanted.getFileName() + "-2";
    try (Stream<Path> folders = Files.list(wanted.getParent())) {
      Optional<Path> folder =
          folders.filter(path -> path.getFileName().toString().startsWith(prefix)).findFirst();
      return folder
          .orElseThrow(() -> new AssertionError("the suite did not run " + scenario))
          .resolve("checks.json");
    }
  }

  /** What the suite demands of a client of that revision, and what it runs beside that. */
  private static Set<String> required(String revision) throws IOException {
    Path file =
        Provisioned.locate().mcpScript(PACKAGE + "requirements").resolve(revision + ".yaml");
    JsonNode requirements = YAML.readTree(file.toFile());
    Set<String> scenarios = texts(requirements.path("client"));
    for (JsonNode more : requirements.path("not_scored")) {
      if (more.path("leg").asText().equals("client")) {
        scenarios.add(more.path("scenario").asText());
      }
    }
    return scenarios;
  }

  private static Set<String> texts(JsonNode list) {
    Set<String> texts = new TreeSet<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static Path baseline() {
    return Path.of("src", "test", "resources", "conformance", "baseline.yaml").toAbsolutePath();
  }

  private record Suite(int status, String output) {

    /** Its last words; the whole of it is in suite.txt beside the results. */
    String summary() {
      return output.substring(Math.max(0, output.lastIndexOf("\nTotal:")));
    }
  }

  private static Suite run(String revision, Path results, ConformanceClient client)
      throws IOException, InterruptedException {
    Files.createDirectories(results);
    delete(results);
    Files.createDirectories(results);
    Provisioned provisioned = Provisioned.locate();
    Path script = baseline().resolveSibling("client.sh");
    List<String> command =
        List.of(
            provisioned.nodeExecutable().toString(),
            provisioned.mcpScript(PACKAGE + "dist/index.js").toString(),
            "client",
            "--command",
            "sh '" + script + "'",
            "--requirements",
            revision,
            "--expected-failures",
            baseline().toString(),
            "--timeout",
            "240000",
            "--output-dir",
            results.toString());
    Path log = results.resolve("suite.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("TOOLRACK_CONFORMANCE_CLIENT", client.url().toString());
    Process suite = builder.start();
    try {
      assertThat(suite.waitFor(5, TimeUnit.MINUTES)).as("the suite ended").isTrue();
      return new Suite(suite.exitValue(), Files.readString(log));
    } finally {
      suite.descendants().forEach(ProcessHandle::destroy);
      suite.destroy();
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
