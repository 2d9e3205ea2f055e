package dev.toolrack.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.crds.Api;
import dev.toolrack.operator.shell.apply.Labels;
import dev.toolrack.operator.shell.apply.MetadataWatches;
import dev.toolrack.testbed.junit.KubernetesApi;
import dev.toolrack.testbed.junit.TestNamespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.SecretList;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a watch of outputs carries, and what a list does. */
@KubernetesApi(crds = "crds/yaml")
class MetadataWatchesIT {
  private static final class Seen implements Watcher<Secret> {
    private final BlockingQueue<Secret> secrets = new LinkedBlockingQueue<>();

    @Override
    public void eventReceived(Action action, Secret secret) {
      secrets.add(secret);
    }

    @Override
    public void onClose(WatcherException cause) {}
  }

  private static Secret secret(TestNamespace namespace, String name, Map<String, String> labels) {
    return new SecretBuilder()
        .withNewMetadata()
        .withNamespace(namespace.name())
        .withName(name)
        .withLabels(labels)
        .endMetadata()
        .withStringData(Map.of("key", "canary-value"))
        .build();
  }

  private static FilterWatchListDeletable<Secret, SecretList, Resource<Secret>> labelled(
      KubernetesClient client, TestNamespace namespace, String label) {
    return client.secrets().inNamespace(namespace.name()).withLabel(label);
  }

  @Test
  void noValueTravelsWithAWatchOfOutputs(
      KubernetesClient admin, Config config, TestNamespace namespace) throws InterruptedException {
    var labels = Map.of(Api.MANAGED_LABEL, "credentials");
    var seen = new Seen();
    try (var client = MetadataWatches.clientBuilder().withConfig(config).build();
        var _ = labelled(client, namespace, Api.MANAGED_LABEL).watch(seen)) {
      // Only the operator writes outputs where other tests have installed the policies.
      ShippedPolicies.lifted(
          admin, () -> admin.resource(secret(namespace, "output", labels)).create());
      Secret event = seen.secrets.poll(30, TimeUnit.SECONDS);
      assertThat(event.getMetadata().getName()).isEqualTo("output");
      assertThat(event.getMetadata().getLabels()).isEqualTo(labels);
      assertThat(event.getData()).isNullOrEmpty();
      assertThat(
              labelled(client, namespace, Api.MANAGED_LABEL).list().getItems().getFirst().getData())
          .as("a list has everything")
          .containsOnlyKeys("key");
    }
  }

  /** They are kept nowhere else. */
  @Test
  void valuesOfTokensTravel(KubernetesClient admin, Config config, TestNamespace namespace)
      throws InterruptedException {
    var labels = Map.of(Api.MANAGED_LABEL, "token");
    var seen = new Seen();
    try (var client = MetadataWatches.clientBuilder().withConfig(config).build();
        var _ =
            client
                .secrets()
                .inNamespace(namespace.name())
                .withLabelSelector(Labels.TOKENS)
                .watch(seen)) {
      ShippedPolicies.lifted(
          admin, () -> admin.resource(secret(namespace, "kept", labels)).create());
      Secret event = seen.secrets.poll(30, TimeUnit.SECONDS);
      assertThat(event.getData()).containsOnlyKeys("key");
    }
  }

  @Test
  void otherWatchesCarryEverything(KubernetesClient admin, Config config, TestNamespace namespace)
      throws InterruptedException {
    var seen = new Seen();
    try (var client = MetadataWatches.clientBuilder().withConfig(config).build();
        var _ = labelled(client, namespace, Api.CREDENTIAL_LABEL).watch(seen)) {
      admin.resource(secret(namespace, "source", Map.of(Api.CREDENTIAL_LABEL, "Scope"))).create();
      Secret event = seen.secrets.poll(30, TimeUnit.SECONDS);
      assertThat(event.getData()).containsOnlyKeys("key");
    }
  }
}
