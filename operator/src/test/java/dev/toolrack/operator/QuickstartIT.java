package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.crds.AgentToolBinding;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.testbed.junit.KubernetesApi;
import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.NotesServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The main job, end to end, with a real MCP server that asks for a token. */
@KubernetesApi(crds = "crds/yaml")
class QuickstartIT {
  private static final String TOKEN = "notes-token-1";
  private static RunningOperator operator;
  private static NotesServer server;

  @BeforeAll
  static void start(KubernetesClient client, Config config) {
    server = NotesServer.start(TOKEN);
    operator = RunningOperator.start(ShippedRole.impersonate(client, config));
  }

  @AfterAll
  static void stop() {
    operator.close();
    server.close();
  }

  @Test
  void anAgentGetsItsToolsAndItsKey(KubernetesClient client, TestNamespace namespace) {
    var cluster = new Cluster(client);
    String ns = namespace.name();
    String url = server.url().toString();
    cluster.connector(ns, "notes", "server: {url: \"%s\"}".formatted(url));
    cluster.integration(
        ns,
        "notes",
        """
        connectorRef: {name: notes}
        credentials: {bearer: {secretKeyRef: {name: notes-token, key: token}}}
        tools:
          rules:
          - {name: no-delete, match: {names: ["delete_*"]}, enabled: false}
        """);
    cluster.binding(ns, "support-bot", "");
    cluster.eventuallyState(ns, "notes", "Pending/SecretNotFound");
    cluster.secret(ns, "notes-token", TOKEN, "Namespace", url);

    cluster.eventuallyState(ns, "notes", "Connected/Ready");
    cluster.eventuallyTools(
        ns,
        "support-bot",
        "notes:create_note",
        "notes:get_note",
        "notes:list_notes",
        "notes:search_notes",
        "notes:share_note");
    assertThat(cluster.credentialValues(ns, "support-bot")).containsExactly(TOKEN);
    eventually(() -> assertThat(cluster.bindingReady(ns, "support-bot")).isEqualTo("Ready"));
    tellsNobodyTheToken(client, ns);
    tellsPeopleWhatHappened(client, ns);
  }

  /** The token is in Secrets and nowhere else. */
  private static void tellsNobodyTheToken(KubernetesClient client, String ns) {
    var told = new StringBuilder(operator.operator().metrics().scrape());
    client.configMaps().inNamespace(ns).list().getItems().forEach(o -> told.append(yaml(o)));
    client.resources(McpIntegration.class).inNamespace(ns).list().getItems().stream()
        .map(QuickstartIT::yaml)
        .forEach(told::append);
    client.resources(AgentToolBinding.class).inNamespace(ns).list().getItems().stream()
        .map(QuickstartIT::yaml)
        .forEach(told::append);
    client.events().v1().events().inNamespace(ns).list().getItems().stream()
        .map(QuickstartIT::yaml)
        .forEach(told::append);
    assertThat(told.toString()).contains("notes").doesNotContain(TOKEN);
  }

  private static void tellsPeopleWhatHappened(KubernetesClient client, String ns) {
    // An event comes after the status that it tells of.
    eventually(() ->
        assertThat(client.events().v1().events().inNamespace(ns).list().getItems())
            .extracting(e -> e.getRegarding().getKind() + " " + e.getType() + " " + e.getReason())
            .contains(
                "McpIntegration Warning SecretNotFound",
                "McpIntegration Normal Ready",
                "AgentToolBinding Normal Ready"));
  }

  private static String yaml(Object object) {
    return Serialization.asYaml(object);
  }
}
