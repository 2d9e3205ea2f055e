package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.testbed.ApiRequests;
import dev.toolrack.testbed.ApiRequests.Counts;
import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.Behaviour;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A restart finds everything as it was and writes nothing. */
class RestartIT extends OperatorCase {

  @Tag("get-27")
  @Test
  void afterASettledStateNothingIsWrittenAndNobodyIsAsked(
      TestNamespace namespace, ApiRequests api) {
    // Before anything else: while somebody waits for this, servers become due again.
    cluster.quiet();
    String ns = namespace.name();
    FakeEndpoint good =
        servers.endpoint("good-" + ns).tools(TWO_TOOLS).requireToken("canary-token-t");
    FakeEndpoint stale = servers.endpoint("stale-" + ns).tools(TWO_TOOLS);
    FakeEndpoint refusing = servers.endpoint("refusing-" + ns).requireToken("canary-token-x");
    declare(ns, good, stale, refusing);
    stale.behave(new Behaviour.Status(500, Map.of()));
    cluster.connector(
        ns,
        "stale",
        "server: {url: \"%s\", headers: [{name: X-Ask, value: again}]}".formatted(stale.url()));
    cluster.eventuallyState(ns, "good", "Connected/Ready");
    cluster.eventuallyState(ns, "stale", "Stale/ServerError");
    cluster.eventuallyState(ns, "refusing", "Error/CredentialRequired");
    eventually(() -> assertThat(cluster.bindingReady(ns, "bot")).isEqualTo("PartiallyAvailable"));
    cluster.eventuallyReachable(ns, "good", "True/CredentialRequired");
    cluster.eventuallyReachable(ns, "stale", "False/ServerError");
    cluster.eventuallyReachable(ns, "refusing", "True/CredentialRequired");
    operator.close();

    Map<String, String> versions = versions(ns);
    long asked = good.requests();
    Counts before = api.snapshot();
    operator = RunningOperator.start(operatorConfig);
    // A binding that comes after the restart is served when everything before it was looked at.
    cluster.binding(ns, "late", "");
    cluster.eventuallyTools(
        ns, "late", "good:create_note", "good:get_note", "stale:create_note", "stale:get_note");
    Cluster.await(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(operator.operator().ready()).isTrue());

    assertThat(versions(ns)).containsAllEntriesOf(versions);
    assertThat(good.requests()).isEqualTo(asked);
    assertThat(api.since(before).count("PUT", "configmaps")).isZero();
    assertThat(api.since(before).count("PUT", "secrets")).isZero();
    assertThat(api.since(before).count("APPLY", "mcpintegrations/status")).isZero();
    assertThat(api.since(before).count("APPLY", "mcpconnectors/status")).isZero();
  }

  @Test
  void aLostCatalogKeepsTheToolsUntilTheServerAnswers(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = servers.endpoint("server-" + ns).tools(TWO_TOOLS);
    openServer(ns, "server", server.url().toString());
    cluster.binding(ns, "bot", "");
    cluster.eventuallyTools(ns, "bot", "server:create_note", "server:get_note");
    cluster.eventuallyState(ns, "server", "Connected/Ready");
    operator.close();
    cluster.client().configMaps().inNamespace(ns).withName("server-catalog").delete();
    server.behave(new Behaviour.Status(500, Map.of()));
    operator = RunningOperator.start(operatorConfig);
    cluster.binding(ns, "late", "");
    eventually(() -> assertThat(cluster.integrationState(ns, "server")).startsWith("Stale/"));
    assertThat(cluster.tools(ns, "bot")).containsExactly("server:create_note", "server:get_note");
    server.behave(new Behaviour.Correct());
    cluster.eventuallyState(ns, "server", "Connected/Ready");
    cluster.eventuallyTools(ns, "late", "server:create_note", "server:get_note");
    assertThat(cluster.client().configMaps().inNamespace(ns).withName("server-catalog").get())
        .isNotNull();
  }

  @Test
  void whatHappenedMeanwhileIsFound(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server =
        servers.endpoint("server-" + ns).tools(TWO_TOOLS).requireToken("canary-token-t");
    cluster.secret(ns, "token", "canary-token-t", "Namespace", server.url().toString());
    cluster.connector(ns, "server", "server: {url: \"%s\"}".formatted(server.url()));
    bearer(ns, "server");
    cluster.binding(ns, "bot", "");
    cluster.eventuallyTools(ns, "bot", "server:create_note", "server:get_note");
    operator.close();
    cluster.client().secrets().inNamespace(ns).withName("token").delete();
    cluster.client().secrets().inNamespace(ns).withName("bot-credentials").delete();
    operator = RunningOperator.start(operatorConfig);
    cluster.eventuallyTools(ns, "bot");
    cluster.eventuallyState(ns, "server", "Pending/SecretNotFound");
    eventually(
        () -> assertThat(cluster.credentials(ns, "bot")).containsOnlyKeys("mcp.resolved.json"));
  }

  private void declare(String ns, FakeEndpoint good, FakeEndpoint stale, FakeEndpoint refusing) {
    cluster.secret(ns, "token", "canary-token-t", "Namespace", good.url().toString());
    cluster.connector(ns, "good", "server: {url: \"%s\"}".formatted(good.url()));
    bearer(ns, "good");
    openServer(ns, "stale", stale.url().toString());
    openServer(ns, "refusing", refusing.url().toString());
    cluster.binding(ns, "bot", "");
    cluster.eventuallyTools(
        ns, "bot", "good:create_note", "good:get_note", "stale:create_note", "stale:get_note");
  }

  private void bearer(String ns, String name) {
    cluster.integration(
        ns,
        name,
        """
        connectorRef: {name: %s}
        credentials: {bearer: {secretKeyRef: {name: token, key: token}}}
        """
            .formatted(name));
  }

  /** The version of everything that the operator wrote. */
  private Map<String, String> versions(String ns) {
    var versions = new TreeMap<String, String>();
    var client = cluster.client();
    for (ConfigMap map :
        client.configMaps().inNamespace(ns).withLabel("toolrack.dev/managed").list().getItems()) {
      versions.put("map " + map.getMetadata().getName(), map.getMetadata().getResourceVersion());
    }
    client.secrets().inNamespace(ns).withLabel("toolrack.dev/managed").list().getItems().stream()
        .map(s -> s.getMetadata())
        .forEach(m -> versions.put("secret " + m.getName(), m.getResourceVersion()));
    for (String name : new String[] {"good", "stale", "refusing"}) {
      versions.put(
          "integration " + name, cluster.integration(ns, name).getMetadata().getResourceVersion());
      versions.put(
          "connector " + name, cluster.connector(ns, name).getMetadata().getResourceVersion());
    }
    versions.put("binding", cluster.binding(ns, "bot").getMetadata().getResourceVersion());
    return versions;
  }
}
