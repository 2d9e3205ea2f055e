package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Nothing can be decided about one integration, because the API server refuses a read: every other
 * server of the agents goes on, and what the integration had is kept.
 */
class UndecidedIT extends OperatorCase {
  /** What the chart grants in the whole cluster. */
  private static final List<String> ROLES = List.of("toolrack", "toolrack-objects");

  @AfterEach
  void restoreRights(KubernetesClient client) {
    ROLES.forEach(role -> client.rbac().clusterRoles().withName(role).delete());
    ShippedRole.impersonate(client, Config.empty());
    eventually(() -> assertThat(may("", "secrets")).isTrue());
    eventually(() -> assertThat(may("toolrack.dev", "mcpconnectors")).isTrue());
  }

  @Test
  void aNewIntegrationThatCannotBeDecidedKeepsNobodyWaiting(TestNamespace namespace) {
    String ns = namespace.name();
    withoutGet("", "secrets");
    openServer(ns, "good", servers.endpoint("good-" + ns).tools(TWO_TOOLS).url().toString());
    FakeEndpoint broken =
        servers.endpoint("broken-" + ns).tools(TWO_TOOLS).requireToken("canary-token-t");
    withToken(ns, "broken", broken);
    cluster.binding(ns, "bot", "{}");
    cluster.eventuallyTools(ns, "bot", "good:create_note", "good:get_note");
    eventually(
        () -> assertThat(cluster.unavailable(ns, "bot")).containsExactly("broken:NotVerifiedYet"));
    cluster.secret(ns, "token", "canary-token-t", "Namespace", broken.url().toString());
    cluster.eventuallyTools(
        ns, "bot", "broken:create_note", "broken:get_note", "good:create_note", "good:get_note");
  }

  @Test
  void whatItHadStaysAfterAStartAndWithdrawalsOfOthersHappen(TestNamespace namespace) {
    String ns = namespace.name();
    openServer(ns, "good", servers.endpoint("good-" + ns).tools(TWO_TOOLS).url().toString());
    FakeEndpoint kept =
        servers.endpoint("kept-" + ns).tools(TWO_TOOLS).requireToken("canary-token-t");
    cluster.secret(ns, "token", "canary-token-t", "Namespace", kept.url().toString());
    withToken(ns, "kept", kept);
    cluster.binding(ns, "bot", "{}");
    cluster.eventuallyTools(
        ns, "bot", "good:create_note", "good:get_note", "kept:create_note", "kept:get_note");
    cluster.eventuallyState(ns, "kept", "Connected/Ready");
    operator.close();
    withoutGet("toolrack.dev", "mcpconnectors");
    cluster.client().resource(cluster.connector(ns, "kept")).delete();
    cluster.integration(ns, "good", "connectorRef: {name: good}\nenabled: false");
    operator = RunningOperator.start(operatorConfig);
    cluster.eventuallyTools(ns, "bot", "kept:create_note", "kept:get_note");
    eventually(
        () -> assertThat(cluster.credentialValues(ns, "bot")).containsExactly("canary-token-t"));
    // With the right to ask it is a definite answer.
    restoreRights(cluster.client());
    cluster.eventuallyTools(ns, "bot");
    cluster.eventuallyState(ns, "kept", "Pending/ConnectorNotFound");
  }

  private void withToken(String ns, String name, FakeEndpoint server) {
    cluster.connector(ns, name, "server: {url: \"%s\"}".formatted(server.url()));
    cluster.integration(
        ns,
        name,
        """
        connectorRef: {name: %s}
        credentials: {bearer: {secretKeyRef: {name: token, key: token}}}
        """
            .formatted(name));
  }

  /** Takes the right to read single objects of a kind from the operator. */
  private void withoutGet(String group, String resource) {
    var roles = cluster.client().rbac().clusterRoles();
    ROLES.forEach(name ->
        roles
            .withName(name)
            .edit(role -> {
              role.setRules(
                  role.getRules().stream()
                      .flatMap(rule -> withoutGet(rule, group, resource))
                      .toList());
              return role;
            }));
    eventually(() -> assertThat(may(group, resource)).isFalse());
  }

  private static Stream<PolicyRule> withoutGet(PolicyRule rule, String group, String resource) {
    if (!rule.getApiGroups().contains(group) || !rule.getResources().contains(resource)) {
      return Stream.of(rule);
    }
    var others = new ArrayList<>(rule.getResources());
    others.remove(resource);
    var verbs = new ArrayList<>(rule.getVerbs());
    verbs.remove("get");
    return Stream.of(
        new PolicyRuleBuilder(rule).withResources(others).build(),
        new PolicyRuleBuilder(rule).withResources(List.of(resource)).withVerbs(verbs).build());
  }

  private boolean may(String group, String resource) {
    try (var client = new KubernetesClientBuilder().withConfig(operatorConfig).build()) {
      return client
          .authorization()
          .v1()
          .selfSubjectAccessReview()
          .create(
              new SelfSubjectAccessReviewBuilder()
                  .withNewSpec()
                  .withNewResourceAttributes()
                  .withGroup(group)
                  .withResource(resource)
                  .withVerb("get")
                  .withNamespace("default")
                  .endResourceAttributes()
                  .endSpec()
                  .build())
          .getStatus()
          .getAllowed();
    }
  }
}
