package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import dev.toolrack.testbed.oauth.Browser;
import dev.toolrack.testbed.oauth.Keycloak;
import org.junit.jupiter.api.Test;

/** A person without kubectl: a real browser, the operator's page, a real authorization server. */
class ConnectPageWithBrowserIT extends ConnectPageCase {

  @Test
  void frankLogsInWithoutKubectl(TestNamespace namespace) {
    assumeTrue(Browser.missing().isEmpty(), () -> Browser.missing().orElseThrow());
    String ns = namespace.name();
    Keycloak keycloak = Keycloak.shared();
    keycloak.admin().addUser("frank", PASSWORD);
    FakeEndpoint server =
        servers
            .endpoint("keycloak-page")
            .tools(TWO_TOOLS)
            .requireToken(token -> token.split("\\.", -1).length == 3);
    connector(ns, server.url(), keycloak.issuer(), "scopes: [openid, mcp.read]");
    client(
        ns,
        Keycloak.CONNECT,
        Keycloak.secretOf(Keycloak.CONNECT),
        server.url() + " " + keycloak.issuer());
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
    String token = alice(ns);
    try (Browser browser = Browser.start()) {
      assertThat(browser.canBeFramed(link(ns))).isFalse();
      browser.open(link(ns)).fill("input[name=token]", token).press("button");
      browser.awaitText("Log in for an integration");
      assertThat(browser.text())
          .contains(
              ns + "/crm",
              server.url().toString(),
              keycloak.issuer().toString(),
              "openid mcp.read",
              "nobody",
              "system:serviceaccount:" + ns + ":alice")
          .doesNotContain(token);
      assertThat(browser.cookies())
          .singleElement()
          .satisfies(cookie -> {
            assertThat(cookie.getName()).isEqualTo("__Host-toolrack-connect");
            assertThat(cookie.isHttpOnly()).isTrue();
            assertThat(cookie.isSecure()).isTrue();
            assertThat(cookie.getSameSite()).isEqualTo("Lax");
          });
      browser.press("button[name=begin]");
      browser.signInAtKeycloak("frank", PASSWORD);
      browser.awaitText("Logged in");
      assertThat(browser.url().toString()).startsWith(CALLBACK.toString());
    }
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
    eventually(() -> assertThat(keycloak.user(held(ns))).contains("frank"));
    assertThat(offered(ns).account()).isEqualTo("frank@toolrack.example");
  }
}
