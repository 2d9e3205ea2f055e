package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.crds.AgentToolBinding;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.operator.shell.apply.MetadataWatches;
import dev.toolrack.testbed.ControlPlane;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import dev.toolrack.testbed.mcp.FakeMcpServer;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Everything for which the operator asks the API server, from the first start of two replicas to
 * the end of the second one.
 */
final class WholeLife implements AutoCloseable {
  private static final String NS = "agents";

  private final Cluster cluster;
  private final FakeMcpServer servers = FakeMcpServer.start();
  private final RunningOperator first;
  private final RunningOperator second;

  private WholeLife(Cluster cluster, ControlPlane api, boolean listed) {
    this.cluster = cluster;
    first = replica(api, "first", listed);
    eventually(
        () -> assertThat(first.operator().metrics().scrape()).contains("toolrack_leader 1.0"));
    second = replica(api, "second", listed);
  }

  /** Starts two replicas, of which the first works. */
  static WholeLife begin(Cluster cluster, ControlPlane api, boolean listed) {
    return new WholeLife(cluster, api, listed);
  }

  private static RunningOperator replica(ControlPlane api, String name, boolean listed) {
    return RunningOperator.start(
        MetadataWatches.clientBuilder().withConfig(InstalledChart.asOperator(api.config())).build(),
        """
        egress: {allowLoopback: true}
        verify: {confirmAfter: 200ms, retry: 200ms}
        leaderElection: {namespace: toolrack, identity: %s}
        %s
        """
            .formatted(name, listed ? "namespaces: [" + NS + "]" : ""),
        name);
  }

  void everything() {
    FakeEndpoint server =
        servers.endpoint("notes").tools(OperatorCase.TWO_TOOLS).requireToken("canary-token-one");
    whatIsMissingIsLookedFor();
    delivers(server);
    follows(server);
    makesAnewWhatCannotBeChanged();
    cleansUp();
    handsOver();
  }

  /** References to what is not in the caches are read by name. */
  private void whatIsMissingIsLookedFor() {
    cluster.integration(NS, "lost", "connectorRef: {name: nowhere}");
    cluster.connector(
        NS,
        "private",
        """
        server:
          url: https://private.example.com/mcp
          caBundleRef: {name: authorities, key: ca.crt}
        """);
    cluster.integration(
        NS,
        "private",
        """
        connectorRef: {name: private}
        credentials: {bearer: {secretKeyRef: {name: nobody, key: token}}}
        """);
    eventually(
        () -> assertThat(cluster.integrationState(NS, "lost")).contains("ConnectorNotFound"));
    eventually(
        () -> assertThat(cluster.integrationState(NS, "private")).isNotEmpty().doesNotEndWith("/"));
  }

  private void delivers(FakeEndpoint server) {
    cluster.secret(NS, "token", "canary-token-one", "Namespace", server.url().toString());
    cluster.connector(NS, "notes", "server: {url: \"%s\"}".formatted(server.url()));
    integration("");
    cluster.binding(NS, "bot", "{}");
    cluster.binding(NS, "other", "{}");
    eventuallyTools("bot", "notes:create_note", "notes:get_note");
    eventually(
        () -> assertThat(cluster.credentialValues(NS, "bot")).containsExactly("canary-token-one"));
    cluster.eventuallyState(NS, "notes", "Connected/Ready");
  }

  /** Other tools, another token. */
  private void follows(FakeEndpoint server) {
    integration("tools: {rules: [{name: off, match: {names: [create_note]}, enabled: false}]}");
    server.requireToken("canary-token-two");
    cluster.secret(NS, "token", "canary-token-two", "Namespace", server.url().toString());
    eventually(
        () -> assertThat(cluster.credentialValues(NS, "bot")).containsExactly("canary-token-two"));
  }

  private void makesAnewWhatCannotBeChanged() {
    cluster.client().secrets().inNamespace(NS).withName("bot-credentials").delete();
    eventually(
        () -> assertThat(cluster.credentialValues(NS, "bot")).containsExactly("canary-token-two"));
  }

  /** Owners that go without what was made for them. */
  private void cleansUp() {
    var client = cluster.client();
    client
        .resources(AgentToolBinding.class)
        .inNamespace(NS)
        .withName("other")
        .withPropagationPolicy(DeletionPropagation.ORPHAN)
        .delete();
    client
        .resources(McpIntegration.class)
        .inNamespace(NS)
        .withName("notes")
        .withPropagationPolicy(DeletionPropagation.ORPHAN)
        .delete();
    for (String gone : List.of("other-toolset", "notes-catalog")) {
      eventually(
          () -> assertThat(client.configMaps().inNamespace(NS).withName(gone).get()).isNull());
    }
    eventually(() ->
        assertThat(client.secrets().inNamespace(NS).withName("other-credentials").get()).isNull());
    eventuallyTools("bot");
    assertThat(Map.copyOf(cluster.credentials(NS, "bot"))).containsOnlyKeys("mcp.resolved.json");
  }

  /** The second replica takes the Lease and goes on. */
  private void handsOver() {
    first.close();
    cluster.binding(NS, "late", "{}");
    Cluster.await(Duration.ofSeconds(90))
        .untilAsserted(() -> assertThat(cluster.bindingReady(NS, "late")).isNotEmpty());
  }

  private void integration(String more) {
    cluster.integration(
        NS,
        "notes",
        """
        connectorRef: {name: notes}
        credentials: {bearer: {secretKeyRef: {name: token, key: token}}}
        %s
        """
            .formatted(more));
  }

  private void eventuallyTools(String binding, String... tools) {
    cluster.eventuallyTools(NS, binding, tools);
  }

  @Override
  public void close() {
    second.close();
    servers.close();
  }
}
