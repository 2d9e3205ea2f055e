package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.crds.AgentToolBinding;
import dev.toolrack.crds.McpConnector;
import dev.toolrack.crds.McpIntegration;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example is applied as a new user would, in the order of its file names. */
class ExamplesIT extends OperatorCase {
  static List<Example> examples() {
    return Example.all();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void isAppliedAndDecidedAbout(Example example) {
    example.apply(cluster);
    for (HasMetadata object : example.objects(cluster)) {
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
                        "Pending/TokenPending",
                        "Pending/IssuerUnavailable",
                        "Disabled/Disabled",
                        "Disabled/ConnectorDisabled"));
        case AgentToolBinding _ ->
            eventually(() -> assertThat(cluster.bindingReady(namespace, name)).isNotEmpty());
        default -> {}
      }
    }
    example.delete(cluster);
  }

  private String connectorReady(String namespace, String name) {
    var connector = cluster.connector(namespace, name);
    return connector.getStatus() == null
        ? ""
        : Cluster.ready(connector, connector.getStatus().conditions());
  }
}
