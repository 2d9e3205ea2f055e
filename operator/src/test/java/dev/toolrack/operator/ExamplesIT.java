package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.crds.AgentToolBinding;
import dev.toolrack.crds.McpConnector;
import dev.toolrack.crds.McpIntegration;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example is applied as a new user would, in the order of its file names. */
class ExamplesIT extends OperatorCase {
  private static final Path EXAMPLES =
      Path.of(System.getProperty("toolrack.root", ".."), "examples");

  static List<Path> examples() throws IOException {
    try (Stream<Path> folders = Files.list(EXAMPLES)) {
      return folders.filter(Files::isDirectory).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void isAppliedAndDecidedAbout(Path folder) throws IOException {
    var objects = new ArrayList<HasMetadata>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
        String yaml = Files.readString(file);
        cluster.apply(yaml);
        objects.addAll(cluster.load(yaml));
      }
    }
    for (HasMetadata object : objects) {
      String namespace = object.getMetadata().getNamespace();
      String name = object.getMetadata().getName();
      switch (object) {
        case McpConnector _ ->
            eventually(() -> assertThat(connectorReady(namespace, name)).isEqualTo("Ready"));
        // The servers of the examples are not there, which is all that may be wrong.
        case McpIntegration _ ->
            eventually(() ->
                assertThat(cluster.integrationState(namespace, name))
                    .isIn(
                        "Pending/Unreachable",
                        "Pending/NotVerifiedYet",
                        "Pending/SecretNotFound",
                        "Disabled/Disabled"));
        case AgentToolBinding _ ->
            eventually(() -> assertThat(cluster.bindingReady(namespace, name)).isNotEmpty());
        default -> {}
      }
    }
    objects.stream()
        .filter(Namespace.class::isInstance)
        .forEach(namespace -> cluster.client().resource(namespace).delete());
  }

  private String connectorReady(String namespace, String name) {
    var connector = cluster.connector(namespace, name);
    return connector.getStatus() == null
        ? ""
        : Cluster.ready(connector, connector.getStatus().conditions());
  }
}
