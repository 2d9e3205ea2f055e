package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.testbed.junit.KubernetesApi;
import dev.toolrack.testbed.junit.TestNamespace;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Of two replicas one works; when it is gone the other one does. */
@KubernetesApi(crds = "crds/yaml")
class LeaderElectionIT {

  @Test
  void theOtherOneTakesOver(KubernetesClient client, Config config, TestNamespace namespace) {
    var cluster = new Cluster(client);
    String ns = namespace.name();
    String lease = ShippedRole.grantLease(client);
    Config rights = ShippedRole.impersonate(client, config);
    var first = replica(rights, lease, "first");
    cluster.binding(ns, "one", "");
    eventually(() -> assertThat(cluster.bindingReady(ns, "one")).isEqualTo("Ready"));
    try (var second = replica(rights, lease, "second")) {
      assertThat(leads(first)).isTrue();
      assertThat(leads(second)).isFalse();
      assertThat(second.operator().ready()).isTrue();
      first.close();
      cluster.binding(ns, "two", "");
      Cluster.await(Duration.ofSeconds(90))
          .untilAsserted(() -> assertThat(cluster.bindingReady(ns, "two")).isEqualTo("Ready"));
      assertThat(leads(second)).isTrue();
    }
  }

  private static RunningOperator replica(Config config, String namespace, String name) {
    return RunningOperator.start(
        new KubernetesClientBuilder().withConfig(config).build(),
        """
        egress: {allowLoopback: true}
        scopes: {requirePolicy: false}
        leaderElection: {namespace: %s, identity: %s}
        """
            .formatted(namespace, name),
        name);
  }

  private static boolean leads(RunningOperator replica) {
    return replica.operator().metrics().scrape().contains("toolrack_leader 1.0");
  }
}
