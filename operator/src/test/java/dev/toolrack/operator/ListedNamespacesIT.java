package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolrack.crds.AgentToolBinding;
import dev.toolrack.operator.shell.apply.MetadataWatches;
import dev.toolrack.testbed.ControlPlane;
import dev.toolrack.testbed.leaks.ClusterEars;
import dev.toolrack.testbed.mcp.FakeMcpServer;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * An operator that may read and write Secrets and ConfigMaps in two namespaces, under the rules
 * that the chart renders for that.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListedNamespacesIT {
  private static final List<String> LISTED = List.of("one", "two");
  private ControlPlane api;
  private Cluster cluster;
  private ClusterEars ears;
  private FakeMcpServer servers;
  private RunningOperator operator;

  @BeforeAll
  void start() {
    api = ControlPlane.startAudited();
    cluster = new Cluster(api.newClient());
    servers = FakeMcpServer.start();
    for (String namespace : List.of("one", "two", "three")) {
      InstalledChart.namespace(cluster.client(), namespace);
    }
    InstalledChart.install(cluster.client(), "--set", "settings.namespaces={one,two}");
    ears = ClusterEars.of(cluster.client());
    operator = operator("one", "two");
    for (String namespace : List.of("one", "two", "three")) {
      declare(namespace);
    }
  }

  @AfterAll
  void stop() {
    operator.close();
    servers.close();
    ears.close();
    cluster.client().close();
    api.close();
  }

  private RunningOperator operator(String... listed) {
    return RunningOperator.start(
        MetadataWatches.clientBuilder().withConfig(InstalledChart.asOperator(api.config())).build(),
        RunningOperator.SETTINGS + "namespaces: [" + String.join(", ", listed) + "]\n",
        "test");
  }

  private static String token(String namespace) {
    return "canary-token-of-" + namespace;
  }

  private void declare(String namespace) {
    var server =
        servers.endpoint(namespace).tools(OperatorCase.TWO_TOOLS).requireToken(token(namespace));
    cluster.secret(namespace, "token", token(namespace), "Namespace", server.url().toString());
    cluster.connector(namespace, "notes", "server: {url: \"%s\"}".formatted(server.url()));
    cluster.integration(
        namespace,
        "notes",
        """
        connectorRef: {name: notes}
        credentials: {bearer: {secretKeyRef: {name: token, key: token}}}
        """);
    cluster.binding(namespace, "bot", "{}");
  }

  @Test
  void worksInEachOfThemAndSaysWhyNowhereElse() {
    LISTED.forEach(this::eventuallyDelivered);
    cluster.eventuallyState("three", "notes", "Error/NamespaceNotEnabled");
    eventually(
        () -> assertThat(cluster.bindingReady("three", "bot")).isEqualTo("NamespaceNotEnabled"));
    assertThat(condition("three", "Delivered").getStatus()).isEqualTo("False");
    assertThat(condition("three", "Delivered").getMessage()).contains("setting namespaces");
    assertThat(cluster.client().configMaps().inNamespace("three").withName("bot-toolset").get())
        .isNull();
    assertThat(cluster.client().secrets().inNamespace("three").withName("bot-credentials").get())
        .isNull();
  }

  @Test
  void authoritiesOfAConnectorElsewhereAreNotLookedFor() {
    cluster.connector(
        "three",
        "private",
        """
        server:
          url: https://private.example.com/mcp
          caBundleRef: {name: authorities, key: ca.crt}
        """);
    cluster.eventuallyReachable("three", "private", "False/NamespaceNotEnabled");
  }

  @Test
  void aRestartKeepsWhatIsInEachOfThem() {
    LISTED.forEach(this::eventuallyDelivered);
    LISTED.forEach(namespace ->
        eventually(() -> assertThat(cluster.bindingReady(namespace, "bot")).isEqualTo("Ready")));
    // Agents do not wait for the catalog, which is written before this.
    LISTED.forEach(namespace -> cluster.eventuallyState(namespace, "notes", "Connected/Ready"));
    operator.close();
    operator = operator("one", "two");
    // One list must not take from memory what another one brought: it would all be written again.
    LISTED.forEach(
        namespace -> cluster.connector(namespace, "mark", "server: {url: https://m.example.com}"));
    LISTED.forEach(namespace ->
        eventually(() -> assertThat(cluster.connector(namespace, "mark").getStatus()).isNotNull()));
    assertThat(operator.operator().metrics().scrape())
        .doesNotContain("kind=\"ConfigMap\"")
        .doesNotContain("kind=\"Secret\"");
    LISTED.forEach(this::eventuallyDelivered);
  }

  /** Whoever deletes a namespace, and with it the operator's rights, stops nobody else's tools. */
  @Test
  void aListedNamespaceThatMayNotBeReadStopsNoOther() {
    operator.close();
    try (var other = operator("two", "gone")) {
      cluster.binding("two", "late", "{}");
      cluster.eventuallyTools("two", "late", "notes:create_note", "notes:get_note");
      eventually(() -> assertThat(cluster.bindingReady("two", "late")).isEqualTo("Ready"));
      assertThat(other.operator().ready()).isTrue();
    } finally {
      operator = operator("one", "two");
    }
  }

  @Test
  void noneThatMayBeReadIsAnError() {
    assertThatThrownBy(() -> operator("gone")).hasMessageContaining("setting namespaces");
  }

  @Test
  void nothingIsAskedForThatIsNotAllowed() {
    LISTED.forEach(this::eventuallyDelivered);
    cluster.eventuallyState("three", "notes", "Error/NamespaceNotEnabled");
    assertThat(AuditLog.of(api.auditLog(), ShippedRole.USER))
        .isNotEmpty()
        .noneMatch(asked -> asked.code() == 403 && !asked.namespace().equals("gone"));
  }

  private void eventuallyDelivered(String namespace) {
    cluster.eventuallyTools(namespace, "bot", "notes:create_note", "notes:get_note");
    eventually(() ->
        assertThat(cluster.credentialValues(namespace, "bot")).containsExactly(token(namespace)));
  }

  private Condition condition(String namespace, String type) {
    AgentToolBinding binding = cluster.binding(namespace, "bot");
    return binding.getStatus().conditions().stream()
        .filter(condition -> condition.getType().equals(type))
        .findFirst()
        .orElseThrow();
  }
}
