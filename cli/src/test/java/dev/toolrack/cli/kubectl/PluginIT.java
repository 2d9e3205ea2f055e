package dev.toolrack.cli.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.cli.Run;
import dev.toolrack.testbed.ControlPlane;
import dev.toolrack.testbed.Provisioned;
import dev.toolrack.testbed.junit.KubernetesApi;
import dev.toolrack.testbed.junit.TestNamespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plugin as a person starts it: through kubectl, which finds it on the PATH. */
@KubernetesApi(crds = "crds/yaml")
class PluginIT {
  private static final Path ROOT = Provisioned.locate().root();

  @TempDir private Path directory;
  private final ControlPlane plane;
  private final KubernetesClient client;

  PluginIT(ControlPlane plane, KubernetesClient client) {
    this.plane = plane;
    this.client = client;
  }

  /** As docs/kubectl-toolrack.md says. */
  @BeforeEach
  void install() throws IOException {
    for (String name : List.of("kubectl-toolrack", "kubectl_complete-toolrack")) {
      Files.createSymbolicLink(directory.resolve(name), ROOT.resolve("cli").resolve(name));
    }
  }

  @AfterEach
  void remove() throws IOException {
    Files.delete(directory.resolve("kubectl-toolrack"));
    Files.delete(directory.resolve("kubectl_complete-toolrack"));
  }

  private Run kubectl(String in, String... arguments) throws Exception {
    Path kubectl = Provisioned.locate().binary("kubectl");
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(Stream.of(kubectl.toString()), Stream.of(arguments)).toList());
    builder.environment().put("PATH", directory + ":" + System.getenv("PATH"));
    builder.environment().put("KUBECONFIG", plane.kubeconfigFile().toString());
    Path err = Files.createTempFile(directory, "err", "");
    Process process = builder.redirectError(err.toFile()).start();
    try (var out = process.getOutputStream()) {
      out.write(in.getBytes(StandardCharsets.UTF_8));
    }
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return Run.heard(new Run(process.waitFor(), out, Files.readString(err)), arguments);
  }

  @Test
  void lintsWhatComesThroughAPipe() throws Exception {
    String bad =
        "apiVersion: toolrack.dev/v1alpha1\nkind: AgentToolBinding\nmetadata: {name: a}\nspec: {novelty: 1}\n";
    Run run = kubectl(bad, "toolrack", "lint", "-f", "-");
    assertThat(run.out())
        .isEqualTo(
            "-:4:8: error: AgentToolBinding default/a: unknown field \"spec.novelty\"; remove it [UnknownField]\n");
    assertThat(run.status()).isEqualTo(ExitCode.BAD_NEWS);
  }

  @Test
  void findsTheClusterAsKubectlDoes(TestNamespace namespace) throws Exception {
    Run run = kubectl("", "toolrack", "diff", "nothing", "-n", namespace.name());
    assertThat(run.err()).contains("McpIntegration " + namespace + "/nothing is not there");
    assertThat(run.status()).isEqualTo(ExitCode.NO_ANSWER);
  }

  @Test
  void completesCommandsOptionsAndNames(TestNamespace namespace) throws Exception {
    client
        .load(
            new ByteArrayInputStream(
                "apiVersion: toolrack.dev/v1alpha1\nkind: McpIntegration\nmetadata: {name: weather}\nspec: {connectorRef: {name: x}}\n"
                    .getBytes(StandardCharsets.UTF_8)))
        .inNamespace(namespace.name())
        .create();
    assertThat(kubectl("", "__complete", "toolrack", "").out().lines())
        .contains("approve", "diff", "import", "lint", "test", "why", ":4");
    assertThat(kubectl("", "__complete", "toolrack", "diff", "--na").out().lines())
        .containsExactly("--namespace", ":4");
    // Names that the cluster does not give within two seconds are left out.
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() ->
            assertThat(
                    kubectl("", "__complete", "toolrack", "diff", "-n", namespace.name(), "w")
                        .out()
                        .lines())
                .containsExactly("weather", ":4"));
    assertThat(kubectl("", "__complete", "toolrack", "diff", "-o", "").out().lines())
        .containsExactly("table", "json", "yaml", ":4");
    assertThat(kubectl("", "__complete", "toolrack", "lint", "-f", "").out().lines())
        .containsExactly(":0");
  }

  /** What import prints is what the API server takes. */
  @Test
  void importedConnectorsAreAccepted(TestNamespace namespace) throws Exception {
    try (Stream<Path> files = Files.list(ROOT.resolve("cli/src/test/resources/server-json"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        Run imported = kubectl("", "toolrack", "import", file.toString(), "-n", namespace.name());
        assertThat(imported.status()).as(imported.err()).isZero();
        Run created = kubectl(imported.out(), "create", "--validate=strict", "-f", "-");
        assertThat(created.status()).as(created.err()).isZero();
        assertThat(created.err()).isEmpty();
      }
    }
  }
}
