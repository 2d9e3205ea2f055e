package dev.toolrack.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.testbed.junit.KubernetesApi;
import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.FakeMcpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.Test;

/** Nothing crosses a namespace while nobody guards the labels that decide about it. */
@KubernetesApi(crds = "crds/yaml")
class ScopeProtectionIT {
  private static final String SETTINGS =
      """
      egress: {allowLoopback: true}
      leaderElection: {enabled: false}
      """;

  private static void removePolicy(KubernetesClient client) {
    ShippedPolicies.named(client, "scopes").forEach(object -> client.resource(object).delete());
  }

  @Test
  void thePolicySwitchesResolutionAcrossNamespaces(
      KubernetesClient client, Config config, TestNamespace namespace) {
    var cluster = new Cluster(client);
    String org = namespace.name();
    String team = org + "-team";
    cluster.namespace(org, "org=" + org + ",provides=Org");
    cluster.namespace(team, "org=" + org + ",team=payments");
    Config operatorConfig = ShippedRole.impersonate(client, config);
    removePolicy(client);
    try (var servers = FakeMcpServer.start();
        var operator = RunningOperator.start(operatorConfig, SETTINGS)) {
      String url = servers.endpoint("wiki").tools(OperatorCase.TWO_TOOLS).url().toString();
      cluster.connector(org, "wiki", "server: {url: \"%s\"}".formatted(url));
      cluster.integration(org, "wiki", "connectorRef: {name: wiki}\naccess: {from: Scope}");
      cluster.binding(org, "home", "");
      cluster.binding(team, "bot", "");
      cluster.eventuallyTools(org, "home", "wiki:create_note", "wiki:get_note");
      cluster.eventuallyState(org, "wiki", "Connected/ScopeUnprotected");
      assertThat(cluster.tools(team, "bot")).isEmpty();

      ShippedPolicies.named(client, "scopes")
          .forEach(object -> client.resource(object).forceConflicts().serverSideApply());
      cluster.eventuallyTools(team, "bot", "wiki:create_note", "wiki:get_note");
      cluster.eventuallyState(org, "wiki", "Connected/Ready");

      removePolicy(client);
      cluster.eventuallyTools(team, "bot");
      assertThat(cluster.tools(org, "home")).isNotEmpty();
      assertThat(operator.operator().ready()).isTrue();
    }
    client.namespaces().withName(team).delete();
  }
}
