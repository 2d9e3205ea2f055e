package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.toolrack.testbed.ControlPlane;
import dev.toolrack.testbed.TestbedException;
import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import dev.toolrack.testbed.oauth.Browser;
import dev.toolrack.testbed.oauth.Keycloak;
import org.junit.jupiter.api.Test;

/** A person with a real browser, at a real authorization server. */
class ConnectWithBrowserIT extends TokenCase {

  @Test
  void erinConnectsAndDisconnects(ControlPlane controlPlane, TestNamespace namespace) {
    assumeTrue(Browser.missing().isEmpty(), () -> Browser.missing().orElseThrow());
    String ns = namespace.name();
    Keycloak keycloak = Keycloak.shared();
    // Those that are there from the beginning may not have offline tokens.
    keycloak.admin().addUser("erin", PASSWORD);
    FakeEndpoint server =
        servers
            .endpoint("keycloak")
            .tools(TWO_TOOLS)
            .requireToken(token -> token.split("\\.", -1).length == 3);
    connector(ns, server.url(), keycloak.issuer(), "scopes: [openid, mcp.read]");
    cluster.apply(
        """
        apiVersion: v1
        kind: Secret
        metadata:
          name: client
          namespace: %s
          labels: {toolrack.dev/credential: Namespace}
          annotations: {toolrack.dev/send-to: "%s %s"}
        stringData: {client_id: %s}
        """
            .formatted(ns, server.url(), keycloak.issuer(), Keycloak.CLI));
    cluster.integration(
        ns,
        "crm",
        """
        connectorRef: {name: crm}
        credentials:
          oauth: {grant: AuthorizationCode, clientRef: {name: client}}
        """);
    cluster.binding(ns, "bot", "");
    cluster.eventuallyState(ns, "crm", "ReconnectRequired/ConsentNeeded");
    var toolrack = new KubectlToolrack(controlPlane.kubeconfigFile());
    KubectlToolrack.Answer connected;
    try (Browser browser = Browser.start()) {
      var erin =
          new LinkFollower(address -> {
            browser.open(address);
            browser.signInAtKeycloak("erin", PASSWORD);
          });
      connected =
          toolrack.told(erin, "", "connect", ns + "/crm", "--no-browser", "--allow-loopback");
    }
    assertThat(connected.status()).as(connected.err()).isZero();
    assertThat(connected.out()).contains("Account: erin@toolrack.example");
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
    // Its life is short, and the agent has the next one in time.
    eventually(() -> assertThat(keycloak.user(held(ns))).contains("erin"));
    String token = held(ns);
    assertThat(keycloak.admin().sessions("erin")).isPositive();

    assertThat(toolrack.run("disconnect", ns + "/crm").status()).isZero();
    cluster.eventuallyState(ns, "crm", "ReconnectRequired/ReconnectRequired");
    eventually(() -> assertThat(cluster.credentialValues(ns, "bot")).isEmpty());
    eventually(() -> assertThat(keycloak.admin().sessions("erin")).isZero());
    assertThatThrownBy(() -> keycloak.userInfo(token))
        .as("the token that the agent had")
        .isInstanceOf(TestbedException.class)
        .hasMessageContaining("answered with 401");
  }
}
