package dev.toolrack.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.testbed.junit.KubernetesApi;
import dev.toolrack.testbed.junit.TestNamespace;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Files;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@KubernetesApi(crds = "testbed/src/test/resources/widgets.testbed.toolrack.dev.yaml")
class ControlPlaneIT {
  @Test
  void runsTheWantedVersionOnLoopbackOnly(KubernetesClient client, Config config) {
    assertThat(client.getKubernetesVersion().getGitVersion())
        .isEqualTo("v" + Provisioned.kubernetesVersion());
    assertThat(config.getMasterUrl()).startsWith("https://127.0.0.1:");
  }

  @Test
  void collectsWhatItsOwnerLeavesBehind(KubernetesClient client, TestNamespace namespace) {
    var owner = client.resource(configMap(namespace, "owner").build()).create();
    var owned =
        client
            .resource(
                configMap(namespace, "owned")
                    .editMetadata()
                    .addNewOwnerReference()
                    .withApiVersion("v1")
                    .withKind("ConfigMap")
                    .withName("owner")
                    .withUid(owner.getMetadata().getUid())
                    .endOwnerReference()
                    .endMetadata()
                    .build())
            .create();

    client.resource(owner).delete();

    client.resource(owned).waitUntilCondition(Objects::isNull, 60, TimeUnit.SECONDS);
  }

  @Test
  void deletesNamespacesToTheEnd(KubernetesClient client) {
    var namespace =
        client
            .resource(
                new NamespaceBuilder()
                    .withNewMetadata()
                    .withGenerateName("short-lived-")
                    .endMetadata()
                    .build())
            .create();
    client.resource(namespace).delete();

    client.resource(namespace).waitUntilCondition(Objects::isNull, 120, TimeUnit.SECONDS);
  }

  @Test
  void countsExactlyWhatWasAsked(
      KubernetesClient client, ApiRequests requests, TestNamespace namespace) {
    var before = requests.snapshot();

    var created = client.resource(configMap(namespace, "counted").build()).create();
    for (var i = 0; i < 3; i++) {
      created = client.resource(with(created, "n", String.valueOf(i))).update();
    }
    client.resource(configMap(namespace, "other").build()).dryRun().create();

    var since = requests.since(before).only(r -> r.resource().equals("configmaps"));
    assertThat(since.count("POST", "configmaps")).as("%s", since).isEqualTo(2);
    assertThat(since.count("PUT", "configmaps")).as("%s", since).isEqualTo(3);
    assertThat(since.writes().total()).as("dry runs write nothing\n%s", since).isEqualTo(4);
    assertThat(since.writes().withoutBackground()).isEqualTo(since.writes());
  }

  @Test
  void servesInstalledDefinitions(KubernetesClient client, TestNamespace namespace) {
    var widget = new GenericKubernetesResource();
    widget.setApiVersion("testbed.toolrack.dev/v1");
    widget.setKind("Widget");
    widget.setMetadata(
        new ObjectMetaBuilder().withName("one").withNamespace(namespace.name()).build());
    widget.setAdditionalProperty("spec", Map.of("size", 3));

    var created = client.resource(widget).create();

    assertThat(created.getMetadata().getUid()).isNotBlank();
  }

  @Test
  void offersTheKubeconfigAsText(ControlPlane controlPlane) throws Exception {
    assertThat(Files.readString(controlPlane.kubeconfigFile()))
        .isEqualTo(controlPlane.kubeconfig())
        .contains("certificate-authority-data: ");
  }

  private static ConfigMapBuilder configMap(TestNamespace namespace, String name) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(namespace.name())
        .endMetadata();
  }

  private static ConfigMap with(ConfigMap configMap, String key, String value) {
    return new ConfigMapBuilder(configMap).addToData(key, value).build();
  }
}
