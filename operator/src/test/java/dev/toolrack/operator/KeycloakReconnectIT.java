package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.testbed.ControlPlane;
import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import dev.toolrack.testbed.oauth.Keycloak;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever connects again in the same browser does it within the same session at Keycloak. */
class KeycloakReconnectIT extends TokenCase {
  private static final Duration SHORT = Duration.ofSeconds(4);

  private final Keycloak keycloak = Keycloak.shared();

  @AfterEach
  void usualTokens() {
    keycloak.admin().lifetime(Keycloak.LIFETIME);
  }

  @Test
  void theNewLoginOutlivesTheOneBefore(ControlPlane controlPlane, TestNamespace namespace) {
    String ns = namespace.name();
    keycloak.admin().addUser("heidi", PASSWORD);
    FakeEndpoint server =
        servers
            .endpoint("reconnect")
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
    keycloak.admin().lifetime(SHORT);
    var heidi = new KeycloakPerson("heidi", PASSWORD);
    connect(controlPlane, ns, heidi);
    eventually(() -> assertThat(held(ns)).isNotEmpty());
    connect(controlPlane, ns, heidi);

    String last = held(ns);
    for (int i = 0; i < 3; i++) {
      String before = last;
      eventually(() -> assertThat(held(ns)).isNotEmpty().isNotEqualTo(before));
      last = held(ns);
    }
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
  }

  private void connect(ControlPlane controlPlane, String ns, KeycloakPerson person) {
    var connected =
        new KubectlToolrack(controlPlane.kubeconfigFile())
            .told(
                new LinkFollower(person),
                "",
                "connect",
                ns + "/crm",
                "--no-browser",
                "--allow-loopback");
    assertThat(connected.status()).as(connected.err()).isZero();
  }
}
