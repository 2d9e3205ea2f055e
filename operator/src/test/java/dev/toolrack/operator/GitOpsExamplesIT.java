package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static dev.toolrack.operator.GitOpsManifests.kind;
import static dev.toolrack.operator.GitOpsManifests.name;
import static dev.toolrack.operator.GitOpsManifests.namespace;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.toolrack.testbed.ControlPlane;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What the examples bring, applied wave after wave as Argo CD does, with the operator running. */
class GitOpsExamplesIT extends OperatorCase {
  private static final Set<String> OF_TOOLRACK =
      Set.of("McpConnector", "McpIntegration", "AgentToolBinding");

  @AfterAll
  void clean() {
    List.of("acme-tools", "acme-support")
        .forEach(name -> cluster.client().namespaces().withName(name).delete());
  }

  /** A wave begins when everything of the one before is healthy, by the health check that ships. */
  @Test
  void everyWaveBecomesHealthy(ControlPlane api) {
    FakeEndpoint notes =
        servers.endpoint("gitops-notes").tools(TWO_TOOLS).requireToken("canary-token-t");
    var kubectl = Program.kubectl(api.kubeconfigFile());
    for (String wave :
        List.of(
            "namespaces.yaml", "secret.yaml", "connectors", "integrations", "bindings", "agents")) {
      GitOpsManifests brought = GitOpsManifests.below("examples/gitops/" + wave);
      for (JsonNode object : brought.objects()) {
        String text =
            object
                .toString()
                .replace("https://notes.example.com/mcp", notes.url().toString())
                .replace("REPLACE-ME", "canary-token-t");
        kubectl
            .fed(
                text,
                "apply",
                "--server-side",
                "--field-manager=argocd-controller",
                "--validate=strict",
                "-f",
                "-")
            .fine();
      }
      brought.objects().stream()
          .filter(object -> OF_TOOLRACK.contains(kind(object)))
          .forEach(this::eventuallyHealthy);
    }
    cluster.eventuallyTools("acme-support", "support-bot", "notes:create_note", "notes:get_note");
  }

  private void eventuallyHealthy(JsonNode object) {
    String path =
        "/apis/toolrack.dev/v1alpha1/namespaces/%s/%ss/%s"
            .formatted(namespace(object), kind(object).toLowerCase(Locale.ROOT), name(object));
    String script = new HealthCheck(kind(object)).script();
    eventually(() -> {
      JsonNode live = GitOpsManifests.documents(cluster.client().raw(path)).getFirst();
      assertThat(LuaHealth.of(script, live).status()).isEqualTo("Healthy");
      assertThat(Kstatus.of(live)).isEqualTo("Current");
    });
  }

  /**
   * The platform's project admits every object of the cluster that the chart brings, and no more.
   */
  @Test
  void theProjectAdmitsTheChart() {
    JsonNode admitted =
        GitOpsManifests.below("examples/argocd")
            .of("AppProject")
            .named("toolrack-platform")
            .at("/spec/clusterResourceWhitelist");
    List<JsonNode> ofCluster =
        GitOpsManifests.documents(
                Program.helm()
                    .run(
                        "template",
                        "toolrack",
                        HealthCheck.ROOT.resolve("helm/toolrack").toString(),
                        "-n",
                        "toolrack",
                        "--kube-version",
                        "1.36.3",
                        "--api-versions",
                        "admissionregistration.k8s.io/v1/MutatingAdmissionPolicy")
                    .fine())
            .stream()
            .filter(object -> namespace(object).isEmpty())
            .toList();
    assertThat(ofCluster).allMatch(object -> GitOpsExamplesTest.admits(admitted, object));
    assertThat(admitted)
        .allMatch(kind ->
            ofCluster.stream().anyMatch(object -> kind(object).equals(kind.path("kind").asText())));
  }
}
