package dev.toolrack.operator;

import dev.toolrack.testbed.junit.KubernetesApi;
import dev.toolrack.testbed.mcp.FakeMcpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/**
 * A test class with the operator running under the shipped role, and an MCP server that does what
 * it is told. One operator for the class: its tests use namespaces and organisations of their own.
 */
@KubernetesApi(crds = "crds/yaml")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OperatorCase {
  /** Two tools: one that reads, one that writes. */
  static final String TWO_TOOLS =
      """
      [{"name":"get_note","title":"Get note","inputSchema":{"type":"object"}},
       {"name":"create_note","title":"Create note","inputSchema":{"type":"object"}}]
      """;

  Cluster cluster;
  FakeMcpServer servers;
  Config operatorConfig;
  RunningOperator operator;

  @BeforeAll
  void startOperator(KubernetesClient client, Config config) {
    cluster = new Cluster(client);
    servers = FakeMcpServer.start();
    operatorConfig = ShippedRole.impersonate(client, config);
    operator = RunningOperator.start(operatorConfig, settings());
  }

  /** The settings that it runs with. */
  String settings() {
    return RunningOperator.SETTINGS;
  }

  @AfterAll
  void stopOperator() {
    operator.close();
    servers.close();
  }

  /** A connector, an integration without credentials, and a binding, all named alike. */
  void openServer(String namespace, String name, String url) {
    cluster.connector(namespace, name, "server: {url: \"%s\"}".formatted(url));
    cluster.integration(namespace, name, "connectorRef: {name: %s}".formatted(name));
  }
}
