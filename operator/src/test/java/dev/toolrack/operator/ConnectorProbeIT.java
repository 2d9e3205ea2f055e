package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.crds.AuthScheme;
import dev.toolrack.crds.McpConnectorStatus;
import dev.toolrack.crds.McpConnectorStatus.Auth;
import dev.toolrack.crds.McpConnectorStatus.Server;
import dev.toolrack.crds.ServerEra;
import dev.toolrack.testbed.ApiRequests;
import dev.toolrack.testbed.ApiRequests.Counts;
import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.Behaviour;
import dev.toolrack.testbed.mcp.EverythingServer;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import dev.toolrack.testbed.mcp.NotesServer;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a connector's status says of its server before anybody integrates it. */
class ConnectorProbeIT extends OperatorCase {
  private static final Auth OAUTH =
      new Auth(
          AuthScheme.OAUTH, "https://login.example.com/acme", List.of("mcp.read", "mcp.write"));

  @Test
  void realServers(TestNamespace namespace) {
    String ns = namespace.name();
    try (NotesServer notes = NotesServer.start("unused-token");
        EverythingServer everything = EverythingServer.start()) {
      connector(ns, "notes", notes.url().toString());
      connector(ns, "everything", everything.url().toString());
      cluster.eventuallyReachable(ns, "notes", "True/CredentialRequired");
      cluster.eventuallyReachable(ns, "everything", "True/Reachable");
    }
    assertThat(status(ns, "notes").auth()).extracting(Auth::scheme).isEqualTo(AuthScheme.BEARER);
    assertThat(status(ns, "notes").server()).isNull();
    assertThat(status(ns, "everything").auth())
        .isEqualTo(new Auth(AuthScheme.NONE, null, List.of()));
    assertThat(status(ns, "everything").server())
        .satisfies(server -> assertThat(server.name()).contains("everything"))
        .extracting(Server::protocolVersion, Server::era)
        .containsExactly("2025-11-25", ServerEra.SESSION);
    assertReady(ns, "notes");
    assertReady(ns, "everything");
  }

  /** Nobody's tools are switched on where calls will be refused. */
  @Test
  void anOpenServerThatAnnouncesOAuthNeedsACredential(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server =
        servers
            .endpoint("server-" + ns)
            .tools(TWO_TOOLS)
            .announce("https://login.example.com/acme", "mcp.read", "mcp.write");
    openServer(ns, "server", server.url().toString());
    cluster.eventuallyReachable(ns, "server", "True/CredentialRequired");
    cluster.eventuallyState(ns, "server", "Error/CredentialRequired");
    assertThat(status(ns, "server").auth()).isEqualTo(OAUTH);
    assertReady(ns, "server");
    cluster.secret(ns, "token", "canary-token-t", "Namespace", server.url().toString());
    cluster.integration(
        ns,
        "server",
        """
        connectorRef: {name: server}
        credentials: {bearer: {secretKeyRef: {name: token, key: token}}}
        """);
    cluster.eventuallyState(ns, "server", "Connected/Ready");
  }

  @Test
  void aServerThatAsksForATokenAtOnce(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server =
        servers
            .endpoint("server-" + ns)
            .requireToken("canary-token-t")
            .announce("https://login.example.com/acme", "mcp.read", "mcp.write");
    connector(ns, "server", server.url().toString());
    cluster.eventuallyReachable(ns, "server", "True/CredentialRequired");
    assertThat(status(ns, "server").auth()).isEqualTo(OAUTH);
    assertThat(server.requestsWithCredential()).isZero();
  }

  @Test
  void aChangedSpecIsAskedAboutAtOnceAndAnOutageInformsOnly(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint first = servers.endpoint("first-" + ns).tools(TWO_TOOLS);
    FakeEndpoint second =
        servers.endpoint("second-" + ns).behave(new Behaviour.Status(500, Map.of()));
    connector(ns, "server", first.url().toString());
    cluster.eventuallyReachable(ns, "server", "True/Reachable");
    assertThat(status(ns, "server").server()).isNotNull();
    connector(ns, "server", second.url().toString());
    cluster.eventuallyReachable(ns, "server", "False/ServerError");
    // The other server said nothing of itself.
    assertThat(status(ns, "server").server()).isNull();
    assertReady(ns, "server");
    second.behave(new Behaviour.Correct());
    cluster.eventuallyReachable(ns, "server", "True/Reachable");
  }

  @Test
  void whatOnlyAnIntegrationKnowsIsNotAsked(TestNamespace namespace, ApiRequests api) {
    String ns = namespace.name();
    FakeEndpoint server = servers.endpoint("server-" + ns);
    cluster.connector(
        ns,
        "template",
        "server: {url: \"%s?tenant={tenant}\"}\nvariables: [{name: tenant, required: true}]"
            .formatted(server.url()));
    cluster.connector(ns, "off", "enabled: false\nserver: {url: \"%s\"}".formatted(server.url()));
    cluster.eventuallyReachable(ns, "template", "Unknown/NeedsIntegration");
    cluster.eventuallyReachable(ns, "off", "Unknown/Disabled");
    assertReady(ns, "template");
    cluster.quiet();
    Counts before = api.snapshot();
    // A settled connector costs no writes; looking again needs something that happens after it.
    connector(ns, "late", server.url().toString());
    cluster.eventuallyReachable(ns, "late", "True/Reachable");
    assertThat(api.since(before).count("APPLY", "mcpconnectors/status")).isLessThanOrEqualTo(2);
    assertThat(cluster.reachable(ns, "template")).isEqualTo("Unknown/NeedsIntegration");
  }

  private void connector(String namespace, String name, String url) {
    cluster.connector(namespace, name, "server: {url: \"%s\"}".formatted(url));
  }

  private McpConnectorStatus status(String namespace, String name) {
    return Objects.requireNonNull(cluster.connector(namespace, name).getStatus());
  }

  /** Ready is about the declaration alone. */
  private void assertReady(String namespace, String name) {
    eventually(() ->
        assertThat(status(namespace, name).conditions())
            .filteredOn(condition -> condition.getType().equals("Ready"))
            .extracting(Condition::getStatus, Condition::getReason)
            .containsExactly(org.assertj.core.groups.Tuple.tuple("True", "Ready")));
  }
}
