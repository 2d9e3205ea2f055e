package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import dev.toolrack.testbed.oauth.Fault;
import dev.toolrack.testbed.oauth.OauthEndpoint;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What agents lose when a token is not for them any more, or for nobody; and that nobody waits for
 * an authorization server that does not answer.
 */
class TokenWithdrawalIT extends LoginCase {
  /** Shorter than the operator waits for an answer where a connector lets it. */
  private static final Duration IMPATIENCE = Duration.ofSeconds(20);

  /** Namespaces of earlier tests may be emptied before. */
  private static final Duration EMPTYING = Duration.ofMinutes(5);

  private CountDownLatch answer = new CountDownLatch(1);

  /** How a login ends here. */
  enum End {
    LOGGED_OUT,
    NOT_DECLARED,
    DELETED
  }

  @BeforeEach
  void nobodyHasAnswered() {
    answer = new CountDownLatch(1);
  }

  @AfterEach
  void everybodyIsAnswered() {
    answer.countDown();
  }

  @Test
  void whoeverIsOutOfReachLosesIt(TestNamespace namespace) {
    String org = namespace.name();
    String team = org + "-team";
    FakeEndpoint server = crm("reach");
    login.client(CLIENT, PASSWORD);
    cluster.namespace(org, "org=" + org + ",provides=Org");
    cluster.namespace(team, "org=" + org + ",team=pay");
    connector(org, server.url(), login.issuer(), "");
    lentClient(org, server, "Scope");
    shared(org, "Scope");
    cluster.binding(team, "bot", "");
    has(org, team);
    String token = kept(org);

    cluster.namespace(team, "org=elsewhere-" + org + ",team=pay");
    hasNothing(team);
    cluster.namespace(team, "org=" + org + ",team=pay");
    has(org, team);
    shared(org, "Namespace");
    hasNothing(team);
    shared(org, "Scope");
    has(org, team);
    lentClient(org, server, "Namespace");
    hasNothing(team);
    lentClient(org, server, "Scope");
    has(org, team);
    cluster.namespace(org, "org=" + org);
    hasNothing(team);
    assertThat(login.revoked()).as("it was of use all the time").doesNotContain(token);
    cluster.client().namespaces().withName(team).delete();
  }

  @ParameterizedTest
  @EnumSource
  void agentsLoseItWhileTheAuthorizationServerThinks(End end, TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = crm("thinks-" + end);
    JsonNode client = registered();
    String grant = loggedIn(ns, server, client);
    login.next(OauthEndpoint.REVOCATION, 9, new Fault.Held(answer));
    login.next(OauthEndpoint.REGISTRATION, 9, new Fault.Held(answer));
    switch (end) {
      case LOGGED_OUT -> logOut(ns);
      case NOT_DECLARED -> cluster.integration(ns, "crm", "connectorRef: {name: crm}");
      case DELETED -> delete(ns);
    }
    eventually(() -> assertThat(login.unanswered()).isPositive());
    Cluster.await(IMPATIENCE)
        .untilAsserted(() -> assertThat(cluster.credentialValues(ns, "bot")).isEmpty());
    eventually(() -> assertThat(kept(ns)).isEmpty());
    assertThat(login.requests(OauthEndpoint.REVOCATION)).as("what was answered").isEmpty();

    answer.countDown();
    eventually(() -> assertThat(login.requests(OauthEndpoint.REVOCATION)).hasSize(1));
    assertThat(login.isActive(grant)).isFalse();
    eventually(() ->
        assertThat(login.deletedClients()).containsExactly(client.path("client_id").asText()));
  }

  @Test
  void aNamespaceGoesWhileTheAuthorizationServerThinks(TestNamespace namespace) {
    String ns = namespace.name();
    String going = ns + "-going";
    cluster.namespace(going, "");
    loggedIn(going, crm("going"));
    login.next(OauthEndpoint.REVOCATION, 9, new Fault.Held(answer));
    // The namespace's objects go in any order: here the integration is the first.
    delete(going);
    eventually(() -> assertThat(login.unanswered()).isPositive());
    isGone(going);
    loggedIn(ns, crm("staying"));
    assertThat(login.requests(OauthEndpoint.REVOCATION)).as("what was answered").isEmpty();
  }

  @Test
  void aNamespaceGoesThoughNothingCanBeRevoked(TestNamespace namespace) {
    String going = namespace.name() + "-going";
    cluster.namespace(going, "");
    FakeEndpoint server = crm("failing");
    loggedIn(going, server);
    login.next(OauthEndpoint.REVOCATION, 99, new Fault.Status(503));
    isGone(going);
    // Nothing is left of the login for those who come after.
    cluster.namespace(going, "");
    declareLogin(going, server);
    cluster.eventuallyState(going, "crm", "ReconnectRequired/ConsentNeeded");
    assertThat(cluster.credentialValues(going, "bot")).isEmpty();
    login.recover();
    loggedIn(going, server);
    isGone(going);
  }

  /** Somebody logs in with a client that was registered for that. */
  private String loggedIn(String ns, FakeEndpoint server, JsonNode client) {
    declareLogin(ns, server);
    cluster.connector(
        ns,
        "crm",
        """
        type: OAuth
        server: {url: "%s"}
        oauth: {issuer: "%s", scopes: [mcp.read]}
        verify: {interval: 30s, timeout: 60s}
        """
            .formatted(server.url(), login.issuer()));
    String id = client.path("client_id").asText();
    String begun = login.grant(id, "mcp.read", server.url().toString());
    handOver(
        ns,
        Map.of(
            "toolrack.dev/token-plan",
            offered(ns).plan(),
            "toolrack.dev/send-to",
            server.url() + " " + login.issuer()),
        Map.of(
            "refresh_token",
            begun,
            "client_id",
            id,
            "registration_uri",
            client.path("registration_client_uri").asText(),
            "registration_token",
            client.path("registration_access_token").asText()));
    isLoggedIn(ns);
    return login.grantOf(begun).orElseThrow();
  }

  private void loggedIn(String ns, FakeEndpoint server) {
    declareLogin(ns, server);
    connect(ns, server);
    isLoggedIn(ns);
  }

  private void isLoggedIn(String ns) {
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
    eventually(() -> assertThat(held(ns)).isNotEmpty());
  }

  private void logOut(String ns) {
    Map<String, String> wish = Map.of("toolrack.dev/disconnect", "true");
    cluster.client().resource(loginSecret(ns, wish, Map.of("none", "none"))).create();
  }

  private void delete(String ns) {
    cluster.client().resources(McpIntegration.class).inNamespace(ns).withName("crm").delete();
  }

  private void isGone(String ns) {
    cluster.client().namespaces().withName(ns).delete();
    Cluster.await(EMPTYING)
        .untilAsserted(() -> assertThat(cluster.client().namespaces().withName(ns).get()).isNull());
  }

  private void shared(String ns, String from) {
    cluster.integration(
        ns,
        "crm",
        """
        connectorRef: {name: crm}
        access: {from: %s}
        credentials:
          oauth: {grant: ClientCredentials, clientRef: {name: client}}
        """
            .formatted(from));
  }

  /** The client's Secret, with how far tokens may travel that it was good for. */
  private void lentClient(String ns, FakeEndpoint server, String reach) {
    cluster.apply(
        """
        apiVersion: v1
        kind: Secret
        metadata:
          name: client
          namespace: %s
          labels: {toolrack.dev/credential: "%s"}
          annotations: {toolrack.dev/send-to: "%s %s"}
        stringData: {client_id: "%s", client_secret: "%s"}
        """
            .formatted(ns, reach, server.url(), login.issuer(), CLIENT, PASSWORD));
  }

  private void has(String org, String team) {
    eventually(() ->
        assertThat(cluster.credentialValues(team, "bot")).isNotEmpty().containsOnly(kept(org)));
  }

  private void hasNothing(String team) {
    eventually(() -> assertThat(cluster.credentialValues(team, "bot")).isEmpty());
  }
}
