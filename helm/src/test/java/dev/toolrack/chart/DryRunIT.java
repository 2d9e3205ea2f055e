package dev.toolrack.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.toolrack.testbed.ControlPlane;
import dev.toolrack.testbed.Provisioned;
import dev.toolrack.testbed.junit.KubernetesApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is rendered is what a real API server takes, to the last field. */
@KubernetesApi(crds = "crds/yaml")
class DryRunIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  @TempDir static Path home;
  static Helm helm;

  @BeforeAll
  static void start(ControlPlane api) {
    helm = new Helm(Helm.shipped(), home, api.kubeconfigFile());
    for (String namespace : List.of("toolrack", "acme", "beta", "leases")) {
      helm.kubectl("create", "namespace", namespace).fine();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "replicas=1",
        "replicas=3,podDisruptionBudget.maxUnavailable=50%",
        "settings.namespaces={acme,beta},settings.leaderElection.namespace=leases",
        "settings.leaderElection.enabled=false,injection.enabled=false",
        "metrics.dashboard.enabled=true,commonLabels.team=a,priorityClassName=p",
        "networkPolicy.except={10.1.0.0/16,fd00:1::/64},networkPolicy.metricsFrom[0].podSelector.matchLabels.a=b",
        "scopes.installPolicy=false,policies.install=false,aggregateRoles=false",
        "serviceAccount.create=false,serviceAccount.name=mine,podLabels.a=b,podAnnotations.a=b,javaOptions=-Xmx200m"
      })
  void everyFieldIsKnown(String values) throws IOException {
    var rendered =
        Provisioned.isSinceKubernetes(36)
            ? helm.render(
                "--set",
                values,
                "--api-versions",
                "admissionregistration.k8s.io/v1/MutatingAdmissionPolicy")
            : helm.render("--set", values);
    Path file = Files.writeString(home.resolve("rendered.yaml"), rendered.yaml());
    String said =
        helm.kubectl(
                "apply",
                "--server-side",
                "--force-conflicts",
                "--dry-run=server",
                "--validate=strict",
                "-f",
                file.toString())
            .fine();
    assertThat(said.lines()).hasSize(rendered.objects().size());
  }

  @Test
  void podSecurityRestrictedLetsThePodsThrough() throws IOException {
    helm.kubectl("label", "namespace", "toolrack", "pod-security.kubernetes.io/enforce=restricted")
        .fine();
    JsonNode template = helm.render("--set", "replicas=2").deployment().at("/spec/template");
    var pod = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "Pod");
    pod.set("spec", template.path("spec"));
    pod.putObject("metadata").put("name", "operator").put("namespace", "toolrack");
    create(pod).fine();

    // And would not, if it asked for more.
    pod.withObject("/spec/containers/0/securityContext").put("allowPrivilegeEscalation", true);
    assertThat(create(pod).refusal()).contains("violates PodSecurity \"restricted");
  }

  private static Helm.Said create(JsonNode pod) throws IOException {
    Path file = Files.writeString(home.resolve("pod.json"), JSON.writeValueAsString(pod));
    return helm.kubectl("create", "--dry-run=server", "-f", file.toString());
  }
}
