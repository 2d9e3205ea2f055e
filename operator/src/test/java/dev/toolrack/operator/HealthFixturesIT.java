package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.Behaviour;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Drives objects of every kind into every health, and compares them with those that the health
 * checks for Argo CD and kstatus are tested on ({@code ArgoHealthTest}). After a wanted change:
 * {@code -Dgolden.update=true}, and then {@code ArgoHealthTest} with {@code -Ddocs.update=true}.
 */
class HealthFixturesIT extends OperatorCase {
  private static final String CONNECTOR = "McpConnector";
  private static final String INTEGRATION = "McpIntegration";
  private static final String BINDING = "AgentToolBinding";

  private String ns;
  private HealthFixtures fixtures;

  @BeforeEach
  void fixtures(TestNamespace namespace) {
    ns = namespace.name();
    String url = servers.url("/").toString();
    fixtures = new HealthFixtures(cluster.client(), ns, url.substring(0, url.length() - 1));
  }

  private FakeEndpoint endpoint(String name) {
    return servers.endpoint(ns + "-" + name).tools(TWO_TOOLS);
  }

  private void server(String name, String more) {
    cluster.connector(
        ns,
        name,
        "{server: {url: \"%s\"}, verify: {interval: 9h}%s}".formatted(endpoint(name).url(), more));
  }

  private void open(String name) {
    server(name, "");
    cluster.integration(ns, name, "connectorRef: {name: %s}".formatted(name));
  }

  private void withToken(String name, String token, String sendTo) {
    server(name, "");
    cluster.secret(ns, name + "-token", token, "Namespace", sendTo);
    cluster.integration(
        ns,
        name,
        "{connectorRef: {name: %s}, credentials: {bearer: {secretKeyRef: {name: %s-token, key: token}}}}"
            .formatted(name, name));
  }

  /** Nobody logs in for it. */
  private void login(String name) {
    server(name, ", type: OAuth, oauth: {issuer: \"https://login.example.com/\"}");
    cluster.integration(
        ns,
        name,
        "{connectorRef: {name: %s}, credentials: {oauth: {grant: AuthorizationCode}}}"
            .formatted(name));
  }

  @Test
  void connectors() {
    server("notes", "");
    endpoint("down").behave(new Behaviour.Status(503, Map.of()));
    server("down", "");
    server("off", ", enabled: false");
    cluster.connector(
        ns,
        "internal",
        "server: {url: \"https://tls.example.com/mcp\", caBundleRef: {name: corp-ca, key: ca.crt}}");
    cluster.connector(ns, "typo", "server: {url: \"https://typo..example.com/mcp\"}");
    fixtures.compare(CONNECTOR, "notes", "healthy_ready", "Reachable=True/Reachable");
    fixtures.compare(CONNECTOR, "down", "healthy_unreachable", "Reachable=False/ServerError");
    fixtures.compare(CONNECTOR, "off", "suspended_disabled", "Ready=True/Disabled");
    fixtures.compare(
        CONNECTOR, "internal", "healthy_config_not_found", "Reachable=False/ConfigNotFound");
    fixtures.compare(CONNECTOR, "typo", "degraded_url_invalid", "Ready=False/UrlInvalid");
  }

  @Test
  void integrationsThatWork() {
    withToken(
        "notes",
        "canary-token-t",
        endpoint("notes").requireToken("canary-token-t").url().toString());
    open("flaky");
    server("held", "");
    cluster.integration(ns, "held", "{connectorRef: {name: held}, tools: {onChange: Hold}}");
    fixtures.compare(INTEGRATION, "notes", "healthy_connected", "Ready=True/Ready");
    cluster.eventuallyState(ns, "flaky", "Connected/Ready");
    cluster.eventuallyState(ns, "held", "Connected/PinnedOnFirstUse");
    endpoint("flaky").behave(new Behaviour.Status(503, Map.of()));
    endpoint("held").tools("[{\"name\":\"delete_note\",\"inputSchema\":{\"type\":\"object\"}}]");
    test("flaky");
    test("held");
    fixtures.compare(INTEGRATION, "flaky", "healthy_stale", "Ready=True/ServerError");
    fixtures.compare(INTEGRATION, "held", "suspended_tools_held", "Ready=True/ToolsHeld");
  }

  /** Has the server asked now. */
  private void test(String integration) {
    cluster
        .client()
        .resource(cluster.integration(ns, integration))
        .edit(live -> {
          live.getMetadata().setAnnotations(Map.of("toolrack.dev/test", "1"));
          return live;
        });
  }

  @Test
  void integrationsThatDoNot() {
    open("off");
    cluster.integration(ns, "off", "{connectorRef: {name: off}, enabled: false}");
    server("killed", ", enabled: false");
    cluster.integration(ns, "killed", "connectorRef: {name: killed}");
    cluster.integration(ns, "orphan", "connectorRef: {name: missing}");
    server("secretless", "");
    cluster.integration(
        ns,
        "secretless",
        "{connectorRef: {name: secretless}, credentials: {bearer: {secretKeyRef: {name: none, key: token}}}}");
    endpoint("down").behave(new Behaviour.Status(503, Map.of()));
    open("down");
    withToken(
        "refused",
        "canary-token-wrong",
        endpoint("refused").requireToken("canary-token-t").url().toString());
    withToken("elsewhere", "canary-token-t", "https://other.example.com/mcp");
    login("person");
    fixtures.compare(INTEGRATION, "off", "suspended_disabled", "Ready=True/Disabled");
    fixtures.compare(
        INTEGRATION, "person", "suspended_consent_needed", "Ready=False/ConsentNeeded");
    fixtures.compare(
        INTEGRATION, "killed", "suspended_connector_disabled", "Ready=True/ConnectorDisabled");
    fixtures.compare(
        INTEGRATION, "orphan", "progressing_connector_not_found", "Ready=False/ConnectorNotFound");
    fixtures.compare(
        INTEGRATION, "secretless", "progressing_secret_not_found", "Ready=False/SecretNotFound");
    fixtures.compare(INTEGRATION, "down", "progressing_never_verified", "Ready=False/ServerError");
    fixtures.compare(
        INTEGRATION, "refused", "degraded_credential_rejected", "Ready=False/CredentialRejected");
    fixtures.compare(
        INTEGRATION,
        "elsewhere",
        "degraded_secret_destination_forbidden",
        "Ready=False/SecretDestinationForbidden");
  }

  @Test
  void bindings() {
    open("notes");
    endpoint("down").behave(new Behaviour.Status(503, Map.of()));
    open("down");
    cluster.eventuallyState(ns, "notes", "Connected/Ready");
    cluster.eventuallyState(ns, "down", "Pending/ServerError");
    cluster.apply(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: taken-toolset, namespace: %s}
        """
            .formatted(ns));
    cluster.binding(ns, "bot", "servers: [{alias: notes}]");
    cluster.binding(ns, "partial", "{}");
    cluster.binding(ns, "empty", "servers: [{alias: down}]");
    cluster.binding(ns, "large", "{servers: [{alias: notes}], budget: {maxTools: 1}}");
    cluster.binding(ns, "off", "enabled: false");
    cluster.binding(ns, "waiting", "servers: [{alias: down, required: true}]");
    cluster.binding(ns, "lost", "servers: [{alias: nowhere, required: true}]");
    cluster.binding(ns, "taken", "servers: []");
    fixtures.compare(BINDING, "bot", "healthy_ready", "Ready=True/Ready");
    fixtures.compare(
        BINDING, "partial", "healthy_partially_available", "Ready=True/PartiallyAvailable");
    fixtures.compare(BINDING, "empty", "healthy_nothing_available", "Ready=True/NothingAvailable");
    fixtures.compare(BINDING, "large", "healthy_over_budget", "Ready=True/OverBudget");
    fixtures.compare(BINDING, "off", "suspended_disabled", "Ready=True/Disabled");
    fixtures.compare(BINDING, "waiting", "progressing_required_pending", "Ready=False/ServerError");
    fixtures.compare(BINDING, "lost", "degraded_required_not_found", "Ready=False/NotFound");
    fixtures.compare(BINDING, "taken", "degraded_output_name_taken", "Ready=False/OutputNameTaken");
  }

  /** While no operator works, nothing that was changed may look as if it were done. */
  @Test
  void whatNobodyLookedAt() {
    open("old");
    cluster.binding(ns, "old", "servers: [{alias: old}]");
    cluster.eventuallyTools(ns, "old", "old:create_note", "old:get_note");
    cluster.eventuallyState(ns, "old", "Connected/Ready");
    cluster.eventuallyReachable(ns, "old", "True/Reachable");
    eventually(() -> assertThat(cluster.bindingReady(ns, "old")).isEqualTo("Ready"));
    operator.close();
    try {
      server("old", ", displayName: Other");
      cluster.integration(ns, "old", "{connectorRef: {name: old}, displayName: Other}");
      cluster.binding(ns, "old", "{servers: [{alias: old}], exclude: [other]}");
      open("new");
      cluster.binding(ns, "new", "{}");
      for (String kind : new String[] {CONNECTOR, INTEGRATION, BINDING}) {
        fixtures.compare(kind, "new", "progressing_new");
        fixtures.compare(kind, "old", "progressing_changed");
      }
    } finally {
      operator = RunningOperator.start(operatorConfig);
    }
  }
}
