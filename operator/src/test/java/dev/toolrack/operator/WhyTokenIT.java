package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.operator.KubectlToolrack.Answer;
import dev.toolrack.testbed.ControlPlane;
import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import org.junit.jupiter.api.Test;

/** People ask kubectl toolrack about integrations whose access tokens the operator obtains. */
class WhyTokenIT extends TokenCase {

  @Test
  void whatTheOperatorDecidedIsWhatIsSaid(ControlPlane controlPlane, TestNamespace namespace) {
    var toolrack = new KubectlToolrack(controlPlane.kubeconfigFile());
    String ns = namespace.name();
    FakeEndpoint server = crm("why-token");
    declare(ns, server);
    cluster.eventuallyTools(ns, "bot", "crm:create_note", "crm:get_note");
    // The plugin reads catalog and status, which agents do not wait for.
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
    Answer there = toolrack.run("why", "bot", "get_note", "-n", ns);
    assertThat(there.status()).as(there.err()).isZero();
    assertThat(there.out())
        .contains("%s/bot has mcp:crm:get_note (Present)".formatted(ns))
        .contains("Authorization from Secret %s/crm-token key access_token".formatted(ns))
        .contains("consent Namespace")
        .doesNotContain(held(ns))
        .doesNotContain(PASSWORD)
        .doesNotContain("Not visible");
    Answer same = toolrack.fed(edited(ns), "impact", "-f", "-", "--exit-code");
    assertThat(same.status()).as(same.out() + same.err()).isZero();

    whoMayNotSeeSecretsHearsWhatIsPublished(toolrack, ns);

    client(ns, CLIENT, "wr0ng-pa55word", server.url() + " " + login.issuer());
    cluster.eventuallyState(ns, "crm", "Error/TokenRefused");
    eventually(() -> assertThat(cluster.credentialValues(ns, "bot")).isEmpty());
    assertThat(toolrack.run("why", "bot", "crm:get_note", "-n", ns).out())
        .contains("does not have get_note (ServerUnavailable)")
        .contains("Server crm cannot be used (TokenRefused)")
        .doesNotContain("TokenPending");
  }

  /** A label, which changes nothing of the agent's. */
  private static String edited(String ns) {
    return """
    apiVersion: toolrack.dev/v1alpha1
    kind: McpIntegration
    metadata: {name: crm, namespace: %s, labels: {seen: again}}
    spec:
      connectorRef: {name: crm}
      credentials:
        oauth: {grant: ClientCredentials, clientRef: {name: client}}
    """
        .formatted(ns);
  }

  private void whoMayNotSeeSecretsHearsWhatIsPublished(KubectlToolrack toolrack, String ns) {
    String user = "reader-" + ns;
    cluster.apply(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: %1$s}
        rules:
        - {apiGroups: [toolrack.dev], resources: ["*"], verbs: [get, list]}
        - {apiGroups: [""], resources: [configmaps, namespaces], verbs: [get, list]}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: %1$s}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: %1$s}
        subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: %1$s}]
        """
            .formatted(user));
    eventually(() -> {
      Answer answer = toolrack.run("why", "bot", "get_note", "-n", ns, "--as", user);
      assertThat(answer.out() + answer.err())
          .contains("has mcp:crm:get_note (Present)")
          .contains("Not visible to you: Secret %s/crm-token".formatted(ns))
          .doesNotContain("TokenPending");
    });
  }
}
