package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import dev.toolrack.testbed.oauth.Fault;
import dev.toolrack.testbed.oauth.OauthEndpoint;
import dev.toolrack.testbed.oauth.ScriptedAuthorizationServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How logins end: by whoever gave them, by people, and with what they were for. */
class LoginEndsIT extends LoginCase {
  private static final Duration SHORT = Duration.ofSeconds(4);

  @Test
  void whatTheAuthorizationServerEndsMustBeBegunAnew(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = crm("ended");
    login.lifetime(SHORT);
    declareLogin(ns, server);
    String grant = connect(ns, server);
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
    login.endGrant(grant);
    cluster.eventuallyState(ns, "crm", "ReconnectRequired/ReconnectRequired");
    eventually(() -> assertThat(cluster.credentialValues(ns, "bot")).isEmpty());
    assertThat(stored(ns, "refresh_token")).isEmpty();
    login.lifetime(Duration.ofMinutes(5));
    connect(ns, server);
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
    eventually(() -> assertThat(held(ns)).isNotEmpty());
  }

  /** With rotation the token that was given instead is unknown to everybody. */
  @Test
  void aLostAnswerNeedsAnotherLogin(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = crm("lost");
    login.lifetime(SHORT);
    declareLogin(ns, server);
    connect(ns, server);
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
    login.next(OauthEndpoint.TOKEN, 1, new Fault.Lost());
    cluster.eventuallyState(ns, "crm", "ReconnectRequired/ReconnectRequired");
    eventually(() -> assertThat(cluster.credentialValues(ns, "bot")).isEmpty());
  }

  @Test
  void otherSettingsNeedAnotherLogin(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = crm("settings");
    declareLogin(ns, server);
    connect(ns, server);
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
    connector(ns, server.url(), login.issuer(), "scopes: [mcp.read, mcp.write]");
    cluster.eventuallyState(ns, "crm", "ReconnectRequired/ReconnectRequired");
    eventually(() -> assertThat(cluster.credentialValues(ns, "bot")).isEmpty());
    // Back to what it was made for, it is good again.
    connector(ns, server.url(), login.issuer(), "scopes: [mcp.read]");
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
  }

  @Test
  void whoeverDisablesKeepsTheLogin(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = crm("pause");
    declareLogin(ns, server);
    String grant = connect(ns, server);
    eventually(() -> assertThat(held(ns)).isNotEmpty());
    loginIntegration(ns, "enabled: false");
    cluster.eventuallyState(ns, "crm", "Disabled/Disabled");
    eventually(() -> assertThat(cluster.credentialValues(ns, "bot")).isEmpty());
    loginIntegration(ns, "");
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
    assertThat(login.isActive(grant)).isTrue();
  }

  @Test
  void whoLogsOutHasItRevoked(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = crm("logout");
    declareLogin(ns, server);
    String grant = connect(ns, server);
    eventually(() -> assertThat(held(ns)).isNotEmpty());
    handOver(ns, Map.of("toolrack.dev/disconnect", "true"), Map.of("none", "none"));
    cluster.eventuallyState(ns, "crm", "ReconnectRequired/ReconnectRequired");
    eventually(() -> assertThat(cluster.credentialValues(ns, "bot")).isEmpty());
    // Agents do not wait for an authorization server that takes its time.
    eventually(() -> assertThat(login.isActive(grant)).isFalse());
    assertThat(kept(ns)).isEmpty();
  }

  @Test
  @Tag("consent-20")
  void itIsRevokedOnlyWhereItMayGo(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = crm("elsewhere");
    try (var elsewhere = ScriptedAuthorizationServer.start().publicClient(PUBLIC_CLIENT)) {
      login.announce(
          "revocation_endpoint", elsewhere.endpoint(OauthEndpoint.REVOCATION).toString());
      declareLogin(ns, server);
      String grant = connect(ns, server);
      eventually(() -> assertThat(held(ns)).isNotEmpty());
      handOver(ns, Map.of("toolrack.dev/disconnect", "true"), Map.of("none", "none"));
      cluster.eventuallyState(ns, "crm", "ReconnectRequired/ReconnectRequired");
      assertThat(elsewhere.requests(OauthEndpoint.REVOCATION)).isEmpty();
      assertThat(elsewhere.revoked()).isEmpty();
      assertThat(login.isActive(grant)).isTrue();
      eventually(() -> assertThat(cluster.credentialValues(ns, "bot")).isEmpty());
    }
  }

  @Test
  void aDeletedIntegrationHasItRevoked(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = crm("deletion");
    declareLogin(ns, server);
    String grant = connect(ns, server);
    eventually(() -> assertThat(held(ns)).isNotEmpty());
    cluster.client().resources(McpIntegration.class).inNamespace(ns).withName("crm").delete();
    eventually(() -> assertThat(login.isActive(grant)).isFalse());
    eventually(() -> assertThat(cluster.credentialValues(ns, "bot")).isEmpty());
  }

  @Test
  void oneThatIsDisabledWhenItIsDeletedIsRevokedToo(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = crm("off");
    declareLogin(ns, server);
    String grant = connect(ns, server);
    eventually(() -> assertThat(held(ns)).isNotEmpty());
    loginIntegration(ns, "enabled: false");
    cluster.eventuallyState(ns, "crm", "Disabled/Disabled");
    assertThat(login.isActive(grant)).isTrue();
    cluster.client().resources(McpIntegration.class).inNamespace(ns).withName("crm").delete();
    eventually(() -> assertThat(login.isActive(grant)).isFalse());
  }

  @Test
  void aClientThatWasRegisteredIsDeletedWithTheLogin(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = crm("registered");
    declareLogin(ns, server);
    String id = connectAsANewClient(ns, server);
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
    assertThat(login.deletedClients()).isEmpty();
    handOver(ns, Map.of("toolrack.dev/disconnect", "true"), Map.of("none", "none"));
    eventually(() -> assertThat(login.deletedClients()).containsExactly(id));
  }

  @Test
  void aClientThatWasRegisteredIsDeletedWhenTheAuthorizationServerEndsTheLogin(
      TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = crm("registered-ended");
    login.lifetime(SHORT);
    declareLogin(ns, server);
    String id = connectAsANewClient(ns, server);
    // At once: a token that lives so short may be taken back before somebody looks again.
    eventually(() -> assertThat(login.grantOf(held(ns))).hasValueSatisfying(login::endGrant));
    eventually(() -> assertThat(login.deletedClients()).containsExactly(id));
  }

  /** Somebody logs in with a client that was registered for that. */
  private String connectAsANewClient(String ns, FakeEndpoint server) {
    JsonNode client = registered();
    String id = client.path("client_id").asText();
    handOver(
        ns,
        Map.of(
            "toolrack.dev/token-plan",
            offered(ns).plan(),
            "toolrack.dev/send-to",
            server.url() + " " + login.issuer()),
        Map.of(
            "refresh_token", login.grant(id, "mcp.read", server.url().toString()),
            "client_id", id,
            "registration_uri", client.path("registration_client_uri").asText(),
            "registration_token", client.path("registration_access_token").asText()));
    return id;
  }

  @Test
  void aLoginWithAnotherClientEndsTheFirst(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = crm("second");
    declareLogin(ns, server);
    String id = connectAsANewClient(ns, server);
    eventually(() -> assertThat(held(ns)).isNotEmpty());
    String first = login.grantOf(held(ns)).orElseThrow();
    String second = connect(ns, server);
    eventually(() -> assertThat(login.grantOf(held(ns))).contains(second));
    eventually(() -> assertThat(login.deletedClients()).containsExactly(id));
    assertThat(login.isActive(first)).isFalse();
    assertThat(login.isActive(second)).isTrue();
  }
}
