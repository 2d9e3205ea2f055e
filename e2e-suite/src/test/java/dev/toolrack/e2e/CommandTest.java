package dev.toolrack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./e2e} says to arguments and on machines where it cannot run. */
class CommandTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  @TempDir private Path folder;

  private record Ended(int status, String output) {}

  @Test
  void saysHowItIsUsed() throws Exception {
    assertThat(e2e("--help").output()).contains("./e2e --kubeconfig FILE").contains("--kind");
  }

  @Test
  void refusesWhatItDoesNotKnow() throws Exception {
    assertThat(e2e("--kinda")).isEqualTo(refused("unknown argument: --kinda; see ./e2e --help"));
  }

  @Test
  void refusesAKubeconfigThatIsNotThere() throws Exception {
    assertThat(e2e("--kubeconfig", "/nowhere"))
        .isEqualTo(refused("--kubeconfig needs a file: '/nowhere' is none."));
  }

  @Test
  void refusesTwoClusters() throws Exception {
    assertThat(e2e("--kubeconfig", file().toString(), "--kind"))
        .isEqualTo(refused("--kubeconfig and --kind exclude each other."));
  }

  @Test
  void wantsToKnowHowAClusterGetsTheImages() throws Exception {
    assertThat(e2e("--kubeconfig", file().toString()))
        .isEqualTo(
            refused("a cluster in a kubeconfig needs --load or --registry; see ./e2e --help"));
    assertThat(e2e("--kind", "--registry", "registry.example.com"))
        .isEqualTo(refused("--load and --registry are for --kubeconfig."));
  }

  @Test
  void saysThatKindNeedsADockerThatRuns() throws Exception {
    executable("kind", "exit 0");
    executable("docker", "exit 1");
    assertThat(e2e("--kind"))
        .isEqualTo(new Ended(3, "e2e: --kind needs a Docker that runs: docker info fails.\n"));
  }

  @Test
  void aNodeThatIsNotThereIsSaidNotToBe() throws Exception {
    var state = folder.resolve("state").toString();
    assertThat(run(Map.of("TOOLRACK_TESTNODE_STATE", state), "testbed/node", "kubeconfig"))
        .isEqualTo(new Ended(1, "node: ERROR: no node runs here; testbed/node up starts one.\n"));
    assertThat(run(Map.of("TOOLRACK_TESTNODE_STATE", state), "testbed/node", "down"))
        .isEqualTo(new Ended(0, ""));
  }

  /** Kind refuses unknown fields; these are the ones it knows, and the patch names its kind. */
  @Test
  void kindsConfigurationIsOneThatItKnows() throws Exception {
    JsonNode cluster = YAML.readTree(ROOT.resolve("testbed/kind/cluster.yaml").toFile());
    assertThat(cluster.path("kind").asText()).isEqualTo("Cluster");
    assertThat(cluster.path("apiVersion").asText()).isEqualTo("kind.x-k8s.io/v1alpha4");
    var fields = new ArrayList<String>();
    cluster.fieldNames().forEachRemaining(fields::add);
    assertThat(fields)
        .containsExactlyInAnyOrder("kind", "apiVersion", "nodes", "kubeadmConfigPatches");
    assertThat(cluster.path("nodes")).hasSize(1);
    assertThat(cluster.path("nodes").path(0).path("role").asText()).isEqualTo("control-plane");
    for (JsonNode text : cluster.path("kubeadmConfigPatches")) {
      JsonNode patch = YAML.readTree(text.asText());
      assertThat(patch.path("kind").asText()).isEqualTo("KubeletConfiguration");
      assertThat(patch.path("apiVersion").asText()).isEqualTo("kubelet.config.k8s.io/v1beta1");
    }
  }

  private static Ended refused(String message) {
    return new Ended(2, "e2e: " + message + "\n");
  }

  private Path file() throws IOException {
    return Files.writeString(folder.resolve("kubeconfig"), "");
  }

  private void executable(String name, String program) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + program + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Ended e2e(String... arguments) throws IOException, InterruptedException {
    return run(Map.of(), "e2e", arguments);
  }

  private Ended run(Map<String, String> environment, String program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(ROOT.resolve(program).toString()));
    command.addAll(Arrays.asList(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("KUBECONFIG");
    builder.environment().putAll(environment);
    builder.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
    Process process = builder.start();
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }
}
