package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.testbed.junit.TestNamespace;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the operator writes, and what it never touches. */
class OutputsIT extends OperatorCase {

  @Test
  void bothOutputsAreThereWithNothingToOffer(TestNamespace namespace) {
    String ns = namespace.name();
    cluster.binding(ns, "bot", "");
    eventually(() -> assertThat(cluster.bindingReady(ns, "bot")).isEqualTo("Ready"));
    assertThat(cluster.toolset(ns, "bot").path("servers")).isEmpty();
    assertThat(cluster.credentials(ns, "bot")).containsOnlyKeys("mcp.resolved.json");
    assertThat(
            cluster.client().configMaps().inNamespace(ns).withName("bot-toolset").get().getData())
        .containsOnlyKeys("toolset.json", "mcp.json");
  }

  @Test
  void aForeignObjectWithTheNameIsLeftAlone(TestNamespace namespace) {
    String ns = namespace.name();
    cluster.apply(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: bot-toolset, namespace: %s}
        data: {mine: "yes"}
        """
            .formatted(ns));
    cluster.binding(ns, "bot", "");
    eventually(() -> assertThat(cluster.bindingReady(ns, "bot")).isEqualTo("OutputNameTaken"));
    assertThat(
            cluster.client().configMaps().inNamespace(ns).withName("bot-toolset").get().getData())
        .containsOnlyKeys("mine");
    assertThat(cluster.client().secrets().inNamespace(ns).withName("bot-credentials").get())
        .isNull();
  }

  @Test
  void anImmutableOutputIsReplaced(TestNamespace namespace) {
    String ns = namespace.name();
    cluster.binding(ns, "bot", "");
    eventually(() -> assertThat(cluster.bindingReady(ns, "bot")).isEqualTo("Ready"));
    cluster.tamper(ns, "bot-toolset", map -> map.setImmutable(true));
    eventually(() ->
        assertThat(cluster.client().configMaps().inNamespace(ns).withName("bot-toolset").get())
            .isNotNull()
            .extracting(map -> map.getImmutable())
            .isNull());
  }

  @Test
  void aDisabledBindingIsEmptied(TestNamespace namespace) {
    String ns = namespace.name();
    var server = servers.endpoint("s-" + ns).tools(TWO_TOOLS);
    openServer(ns, "server", server.url().toString());
    cluster.binding(ns, "bot", "");
    cluster.eventuallyTools(ns, "bot", "server:create_note", "server:get_note");
    cluster.binding(ns, "bot", "enabled: false");
    cluster.eventuallyTools(ns, "bot");
    eventually(() -> assertThat(cluster.bindingReady(ns, "bot")).isEqualTo("Disabled"));
  }

  @Test
  void whatAPersonLosesLabelsOfIsRepaired(TestNamespace namespace) {
    String ns = namespace.name();
    cluster.binding(ns, "bot", "");
    eventually(() -> assertThat(cluster.bindingReady(ns, "bot")).isEqualTo("Ready"));
    cluster.tamper(
        ns,
        "bot-toolset",
        map -> {
          map.getMetadata().getLabels().clear();
          map.getData().clear();
        });
    eventually(() ->
        assertThat(
                cluster
                    .client()
                    .configMaps()
                    .inNamespace(ns)
                    .withName("bot-toolset")
                    .require()
                    .getMetadata()
                    .getLabels())
            .containsEntry("toolrack.dev/binding", "bot"));
  }

  @Test
  void aNamespaceGoesAwayWithItsOutputs(TestNamespace namespace) {
    String ns = namespace.name();
    cluster.binding(ns, "bot", "");
    eventually(() -> assertThat(cluster.bindingReady(ns, "bot")).isEqualTo("Ready"));
    var client = cluster.client();
    client.namespaces().withName(ns).delete();
    // Namespaces of earlier tests may be emptied before it.
    Cluster.await(Duration.ofMinutes(5))
        .untilAsserted(() -> assertThat(client.namespaces().withName(ns).get()).isNull());
  }

  /** It concerns pods, and the admission policy that injects into them. */
  @Test
  void anotherServiceAccountChangesNoOutput(TestNamespace namespace) {
    String ns = namespace.name();
    cluster.binding(ns, "bot", "");
    eventually(() -> assertThat(cluster.bindingReady(ns, "bot")).isEqualTo("Ready"));
    var before = outputVersions(ns);
    cluster.binding(ns, "bot", "serviceAccountName: bot");
    eventually(
        () -> assertThat(cluster.binding(ns, "bot").getStatus().observedGeneration()).isEqualTo(2));
    assertThat(cluster.bindingReady(ns, "bot")).isEqualTo("Ready");
    assertThat(outputVersions(ns)).isEqualTo(before);
  }

  private List<String> outputVersions(String ns) {
    var client = cluster.client();
    return List.of(
        client
            .configMaps()
            .inNamespace(ns)
            .withName("bot-toolset")
            .require()
            .getMetadata()
            .getResourceVersion(),
        client
            .secrets()
            .inNamespace(ns)
            .withName("bot-credentials")
            .require()
            .getMetadata()
            .getResourceVersion());
  }
}
