package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import dev.toolrack.testbed.oauth.OauthEndpoint;
import dev.toolrack.testbed.oauth.ScriptedAuthorizationServer;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Logins with a client that the integration names: its Secret changes, and its owner has a say. */
class LoginClientIT extends LoginCase {

  /** An integration whose client is in a Secret, an agent, and somebody who logged in. */
  private String connected(String ns, FakeEndpoint server) {
    connector(ns, server.url(), login.issuer(), "scopes: [mcp.read]");
    clientSecret(ns, server.url() + " " + login.issuer());
    cluster.integration(
        ns,
        "crm",
        """
        connectorRef: {name: crm}
        credentials:
          oauth: {grant: AuthorizationCode, clientRef: {name: client}}
        """);
    cluster.binding(ns, "bot", "");
    String grant = connect(ns, server);
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
    return grant;
  }

  private void clientSecret(String ns, String sendTo) {
    cluster
        .client()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withNamespace(ns)
                .withName("client")
                .addToLabels("toolrack.dev/credential", "Namespace")
                .addToAnnotations("toolrack.dev/send-to", sendTo)
                .endMetadata()
                .withStringData(Map.of("client_id", PUBLIC_CLIENT))
                .build())
        .createOr(existing -> existing.update());
  }

  @Test
  void aSecretThatChangesCostsOneRefresh(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = crm("touched");
    String grant = connected(ns, server);
    int before = login.refreshes(grant);
    clientSecret(ns, server.url() + " " + login.issuer() + " https://more.example.com/");
    eventually(() -> assertThat(login.refreshes(grant)).isEqualTo(before + 1));
    eventually(() -> assertThat(login.accepts(held(ns), server.url())).isTrue());
    // Whatever would ask again has been told by then.
    test(ns);
    assertThat(login.refreshes(grant)).isEqualTo(before + 1);
    assertThat(login.reusedRefreshTokens()).isZero();
  }

  /** Has the server asked, which everything that was to happen at once happens before. */
  private void test(String ns) {
    cluster
        .client()
        .resource(cluster.integration(ns, "crm"))
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"annotations\":{\"toolrack.dev/test\":\"1\"}}}");
    eventually(() -> {
      var last = cluster.integration(ns, "crm").getStatus().lastTest();
      assertThat(last == null ? null : last.nonce()).isEqualTo("1");
    });
  }

  /** The client's secret goes with the token, and whoever logged in does not own it. */
  @Test
  @Tag("consent-20")
  void itIsRevokedOnlyWhereTheOwnerOfTheClientLetsItGo(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = crm("owner");
    try (var elsewhere = ScriptedAuthorizationServer.start().publicClient(PUBLIC_CLIENT)) {
      String there = elsewhere.endpoint(OauthEndpoint.REVOCATION).toString();
      login.announce("revocation_endpoint", there);
      agreed = " " + there;
      connected(ns, server);
      handOver(ns, Map.of("toolrack.dev/disconnect", "true"), Map.of("none", "none"));
      cluster.eventuallyState(ns, "crm", "ReconnectRequired/ReconnectRequired");
      assertThat(elsewhere.requests(OauthEndpoint.REVOCATION)).isEmpty();
    }
  }

  /**
   * An authorization server may end all that a person has with a client, the new login included.
   */
  @Test
  void whoLogsInAgainWithTheSameClientHasNothingRevoked(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = crm("again");
    String first = connected(ns, server);
    String second = connect(ns, server);
    eventually(() -> assertThat(login.grantOf(held(ns))).contains(second));
    handOver(ns, Map.of("toolrack.dev/disconnect", "true"), Map.of("none", "none"));
    // The operator does not wait for an authorization server that takes its time.
    eventually(() -> assertThat(login.isActive(second)).isFalse());
    assertThat(login.isActive(first)).isTrue();
  }
}
