package dev.toolrack.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.testbed.junit.KubernetesApi;
import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.FakeMcpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import org.junit.jupiter.api.Tag;
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

  @Tag("scope-16")
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

      weaken(client);
      cluster.eventuallyTools(team, "bot");
      cluster.eventuallyState(org, "wiki", "Connected/ScopeUnprotected");
      removePolicy(client); // apply would add to the set of actions
      ShippedPolicies.install(client);
      cluster.eventuallyTools(team, "bot", "wiki:create_note", "wiki:get_note");

      removePolicy(client);
      cluster.eventuallyTools(team, "bot");
      assertThat(cluster.tools(org, "home")).isNotEmpty();
      assertThat(operator.operator().ready()).isTrue();
    }
    client.namespaces().withName(team).delete();
  }

  @Test
  void allPoliciesAreLookedAt(KubernetesClient client, Config config) {
    try (var running = RunningOperator.start(ShippedRole.impersonate(client, config), SETTINGS)) {
      for (String policy : List.of("scopes", "outputs", "operator", "status", "powers")) {
        eventuallyMetric(running, "in_force", policy, 1);
        eventuallyMetric(running, "as_shipped", policy, 1);
      }
      var policies = client.admissionRegistration().v1().validatingAdmissionPolicies();
      policies
          .withName("status.toolrack.dev")
          .edit(policy -> {
            policy.getSpec().getValidations().getFirst().setExpression("true");
            return policy;
          });
      eventuallyMetric(running, "as_shipped", "status", 0);
      eventuallyMetric(running, "in_force", "status", 1);
      client
          .admissionRegistration()
          .v1()
          .validatingAdmissionPolicyBindings()
          .withName("outputs.toolrack.dev")
          .delete();
      eventuallyMetric(running, "in_force", "outputs", 0);
      ShippedPolicies.install(client);
      eventuallyMetric(running, "in_force", "outputs", 1);
      eventuallyMetric(running, "as_shipped", "status", 1);
    }
  }

  private static void eventuallyMetric(
      RunningOperator running, String name, String policy, int value) {
    String expected =
        "toolrack_policy_%s{policy=\"%s.toolrack.dev\"} %d.0".formatted(name, policy, value);
    Cluster.eventually(() -> assertThat(running.operator().metrics().scrape()).contains(expected));
  }

  /** One that only warns protects nothing. */
  private static void weaken(KubernetesClient client) {
    client
        .admissionRegistration()
        .v1()
        .validatingAdmissionPolicyBindings()
        .withName("scopes.toolrack.dev")
        .edit(binding -> {
          binding.getSpec().setValidationActions(List.of("Warn"));
          return binding;
        });
  }
}
