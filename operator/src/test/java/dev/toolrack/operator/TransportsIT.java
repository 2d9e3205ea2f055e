package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.testbed.junit.KubernetesApi;
import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.EverythingServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real server of the older transport, from the connector to the agent's files. */
@KubernetesApi(crds = "crds/yaml")
class TransportsIT {
  private static RunningOperator operator;
  private static EverythingServer server;

  @BeforeAll
  static void start(KubernetesClient client, Config config) {
    server = EverythingServer.startSse();
    operator = RunningOperator.start(ShippedRole.impersonate(client, config));
  }

  @AfterAll
  static void stop() {
    operator.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Auto", "SSE"})
  void theOlderTransportIsFoundOrNamed(
      String transport, KubernetesClient client, TestNamespace namespace) {
    var cluster = new Cluster(client);
    String ns = namespace.name();
    cluster.connector(
        ns,
        "everything",
        "server: {url: \"%s\", transport: %s}".formatted(server.url(), transport));
    cluster.integration(ns, "everything", "connectorRef: {name: everything}");
    cluster.binding(ns, "support-bot", "");

    cluster.eventuallyState(ns, "everything", "Connected/Ready");
    eventually(() -> assertThat(cluster.tools(ns, "support-bot")).contains("everything:echo"));
    assertThat(cluster.toolset(ns, "support-bot").at("/servers/0/transport").asText())
        .isEqualTo("sse");
    assertThat(cluster.credentials(ns, "support-bot").get("mcp.resolved.json"))
        .contains("\"type\" : \"sse\"", "/sse\"");
  }

  @Test
  void itIsNotTriedWhereTheConnectorSaysOtherwise(
      KubernetesClient client, TestNamespace namespace) {
    var cluster = new Cluster(client);
    String ns = namespace.name();
    cluster.connector(
        ns,
        "everything",
        "server: {url: \"%s\", transport: StreamableHTTP}".formatted(server.url()));
    cluster.integration(ns, "everything", "connectorRef: {name: everything}");
    cluster.eventuallyState(ns, "everything", "Pending/EndpointNotFound");
    // Named rightly, it is asked again at once.
    cluster.connector(ns, "everything", "server: {url: \"%s\"}".formatted(server.url()));
    cluster.eventuallyState(ns, "everything", "Connected/Ready");
  }
}
