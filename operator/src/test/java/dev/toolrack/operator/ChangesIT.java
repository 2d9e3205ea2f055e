package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.testbed.ApiRequests;
import dev.toolrack.testbed.ApiRequests.Counts;
import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each change leads to the right outputs, with exactly the writes that it needs. */
class ChangesIT extends OperatorCase {
  private String ns;
  private FakeEndpoint notes;
  private FakeEndpoint open;

  /** Two servers, one with a token; two tools each. */
  @BeforeEach
  void settle(TestNamespace namespace) {
    ns = namespace.name();
    notes = servers.endpoint("notes-" + ns).tools(TWO_TOOLS).requireToken("canary-token-one");
    open = servers.endpoint("open-" + ns).tools(TWO_TOOLS);
    cluster.secret(ns, "token", "canary-token-one", "Namespace", notes.url().toString());
    cluster.connector(ns, "notes", "server: {url: \"%s\"}".formatted(notes.url()));
    integration("");
    openServer(ns, "open", open.url().toString());
    cluster.binding(ns, "bot", "");
    cluster.eventuallyTools(
        ns, "bot", "notes:create_note", "notes:get_note", "open:create_note", "open:get_note");
    eventually(() -> assertThat(cluster.bindingReady(ns, "bot")).isEqualTo("Ready"));
    eventually(() -> assertThat(cluster.binding(ns, "bot").getStatus().tools()).isEqualTo(4));
    // Agents have their tools before the integrations' status says so; writes are counted.
    cluster.eventuallyState(ns, "notes", "Connected/Ready");
    cluster.eventuallyState(ns, "open", "Connected/Ready");
    cluster.eventuallyReachable(ns, "notes", "True/CredentialRequired");
    cluster.eventuallyReachable(ns, "open", "True/Reachable");
  }

  @Tag("consent-18")
  @Test
  void aRotatedTokenIsDeliveredByOneWriteOfTheSecret(ApiRequests api) {
    cluster.quiet();
    Counts before = api.snapshot();
    notes.requireToken("canary-token-two");
    cluster.secret(ns, "token", "canary-token-two", "Namespace", notes.url().toString());
    eventually(
        () -> assertThat(cluster.credentialValues(ns, "bot")).containsExactly("canary-token-two"));
    cluster.eventuallyState(ns, "notes", "Connected/Ready");
    // The person's own, the agent's Secret, and the version in the integration's status.
    assertWrites(
        api,
        before,
        Map.of("APPLY secrets", 1L, "PUT secrets", 1L, "APPLY mcpintegrations/status", 1L));
  }

  @Tag("consent-10")
  @Test
  void withdrawnConsentTakesToolsAndKeyAtOnce() {
    cluster.apply(
        """
        apiVersion: v1
        kind: Secret
        metadata:
          name: token
          namespace: %s
          labels: {toolrack.dev/credential: "Namespace"}
          annotations: {toolrack.dev/send-to: "https://elsewhere.example.com/"}
        stringData: {token: "canary-token-one"}
        """
            .formatted(ns));
    cluster.eventuallyTools(ns, "bot", "open:create_note", "open:get_note");
    eventually(() -> assertThat(cluster.credentialValues(ns, "bot")).isEmpty());
    cluster.eventuallyState(ns, "notes", "Error/SecretDestinationForbidden");
    assertThat(cluster.unavailable(ns, "bot")).containsExactly("notes:SecretDestinationForbidden");
    assertThat(cluster.integration(ns, "notes").getStatus().conditions())
        .anyMatch(c -> c.getMessage().contains(notes.url().toString()));
  }

  @Test
  void aDeletedSecretTakesTheToolsAndANewOneBringsThemBack() {
    cluster.client().secrets().inNamespace(ns).withName("token").delete();
    cluster.eventuallyTools(ns, "bot", "open:create_note", "open:get_note");
    eventually(() -> assertThat(cluster.credentialValues(ns, "bot")).isEmpty());
    cluster.eventuallyState(ns, "notes", "Pending/SecretNotFound");
    cluster.secret(ns, "token", "canary-token-one", "Namespace", notes.url().toString());
    cluster.eventuallyTools(
        ns, "bot", "notes:create_note", "notes:get_note", "open:create_note", "open:get_note");
    cluster.eventuallyState(ns, "notes", "Connected/Ready");
  }

  @Tag("consent-16")
  @Test
  void anotherUrlIsVerifiedBeforeToolsReturn() {
    FakeEndpoint next = servers.endpoint("next-" + ns).tools(TWO_TOOLS);
    cluster.connector(ns, "open", "server: {url: \"%s\"}".formatted(next.url()));
    eventually(() ->
        assertThat(cluster.toolset(ns, "bot").path("servers").findValuesAsText("url"))
            .contains(next.url().toString())
            .doesNotContain(open.url().toString()));
    assertThat(next.requests()).isPositive();
  }

  @Tag("drift-4")
  @Test
  void aRuleChangesTheToolsetByOneWrite(ApiRequests api) {
    cluster.quiet();
    Counts before = api.snapshot();
    integration("tools: {rules: [{name: no-writes, match: {access: Write}, enabled: false}]}");
    cluster.eventuallyTools(ns, "bot", "notes:get_note", "open:create_note", "open:get_note");
    eventually(() -> assertThat(cluster.binding(ns, "bot").getStatus().tools()).isEqualTo(3));
    // The person's own; the catalog and the toolset; the numbers in both status.
    assertWrites(
        api,
        before,
        Map.of(
            "APPLY mcpintegrations", 1L,
            "PUT configmaps", 2L,
            "APPLY mcpintegrations/status", 1L,
            "APPLY agenttoolbindings/status", 1L));
  }

  @Tag("get-19")
  @Test
  void aDisabledConnectorIsAKillSwitch() {
    cluster.connector(ns, "notes", "enabled: false\nserver: {url: \"%s\"}".formatted(notes.url()));
    cluster.eventuallyTools(ns, "bot", "open:create_note", "open:get_note");
    eventually(() -> assertThat(cluster.credentialValues(ns, "bot")).isEmpty());
    cluster.eventuallyState(ns, "notes", "Disabled/ConnectorDisabled");
  }

  @Tag("get-25")
  @Test
  void whatIsDeletedTakesItsToolsAlong() {
    var client = cluster.client();
    client.resource(cluster.connector(ns, "open")).delete();
    cluster.eventuallyTools(ns, "bot", "notes:create_note", "notes:get_note");
    cluster.eventuallyState(ns, "open", "Pending/ConnectorNotFound");
    client.resource(cluster.integration(ns, "notes")).delete();
    cluster.eventuallyTools(ns, "bot");
    assertThat(cluster.unavailable(ns, "bot")).containsExactly("open:ConnectorNotFound");
    eventually(() -> assertThat(cluster.credentialValues(ns, "bot")).isEmpty());
    client.resource(cluster.binding(ns, "bot")).delete();
    // The garbage collector looks for new kinds every thirty seconds.
    Cluster.await(Duration.ofMinutes(3))
        .untilAsserted(() -> {
          assertThat(client.configMaps().inNamespace(ns).withName("bot-toolset").get()).isNull();
          assertThat(client.secrets().inNamespace(ns).withName("bot-credentials").get()).isNull();
        });
  }

  @Test
  void editsOfOutputsByOthersAreRepaired() {
    var client = cluster.client();
    cluster.tamper(
        ns,
        "bot-toolset",
        map -> {
          map.getData().put("toolset.json", "{}");
          map.getMetadata().getLabels().put("added", "by-hand");
        });
    cluster.eventuallyTools(
        ns, "bot", "notes:create_note", "notes:get_note", "open:create_note", "open:get_note");
    client.secrets().inNamespace(ns).withName("bot-credentials").delete();
    eventually(
        () -> assertThat(cluster.credentialValues(ns, "bot")).containsExactly("canary-token-one"));
    assertThat(
            client
                .configMaps()
                .inNamespace(ns)
                .withName("bot-toolset")
                .get()
                .getMetadata()
                .getLabels())
        .doesNotContainKey("added");
  }

  @Test
  void nothingIsWrittenForWhatChangesNothing(ApiRequests api) {
    cluster.quiet();
    Counts before = api.snapshot();
    cluster.connector(
        ns, "notes", "description: Changed\nserver: {url: \"%s\"}".formatted(notes.url()));
    eventually(() ->
        assertThat(cluster.connector(ns, "notes").getStatus().observedGeneration()).isEqualTo(2));
    eventually(() ->
        assertThat(cluster.integration(ns, "notes").getStatus().view())
            .extracting(view -> view.connector())
            .extracting(connector -> connector.generation())
            .isEqualTo(2L));
    assertWrites(
        api,
        before,
        Map.of(
            "APPLY mcpconnectors", 1L,
            "APPLY mcpconnectors/status", 1L,
            "APPLY mcpintegrations/status", 1L));
  }

  private void integration(String more) {
    cluster.integration(
        ns,
        "notes",
        """
        connectorRef: {name: notes}
        credentials: {bearer: {secretKeyRef: {name: token, key: token}}}
        %s
        """
            .formatted(more));
  }

  /**
   * Everything that was written in this server since then, in tests that run one by one. The last
   * of them may be on its way: outputs, catalog and status are not written in a fixed order.
   */
  private static void assertWrites(ApiRequests api, Counts before, Map<String, Long> expected) {
    eventually(() -> assertThat(writes(api, before)).containsExactlyInAnyOrderEntriesOf(expected));
  }

  private static Map<String, Long> writes(ApiRequests api, Counts before) {
    var writes = new TreeMap<String, Long>();
    api.since(before)
        .writes()
        .withoutBackground()
        .byRequest()
        .forEach((request, count) ->
            writes.merge(request.verb() + " " + request.path(), count, Long::sum));
    writes.keySet().removeIf(key -> key.contains("namespaces"));
    return writes;
  }
}
