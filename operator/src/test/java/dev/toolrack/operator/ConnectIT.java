package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.operator.KubectlToolrack.Answer;
import dev.toolrack.testbed.ControlPlane;
import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import dev.toolrack.testbed.oauth.Fault;
import dev.toolrack.testbed.oauth.OauthEndpoint;
import dev.toolrack.testbed.oauth.ScriptedAuthorizationServer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People log in and out with the command. */
class ConnectIT extends LoginCase {
  private KubectlToolrack toolrack;

  @BeforeEach
  void plugin(ControlPlane controlPlane) {
    toolrack = new KubectlToolrack(controlPlane.kubeconfigFile());
  }

  @Test
  void whoConnectsHandsItOverAndWhoDisconnectsHasItRevoked(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = crm("connect");
    declareLogin(ns, server);
    cluster.eventuallyState(ns, "crm", "ReconnectRequired/ConsentNeeded");
    Answer connected = connect(ns);
    assertThat(connected.status()).as(connected.err()).isZero();
    assertThat(connected.out()).contains(ns + "/crm: logged in");
    assertThat(connected.err()).contains(server.url().toString(), login.issuer().toString());
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
    eventually(() -> assertThat(held(ns)).isNotEmpty());
    assertThat(login.accepts(held(ns), server.url())).isTrue();
    assertThat(connected.out() + connected.err())
        .doesNotContain(held(ns), stored(ns, "refresh_token"));
    assertThat(cluster.client().secrets().inNamespace(ns).withName("crm-login").get()).isNull();
    String grant = login.grantOf(held(ns)).orElseThrow();

    Answer disconnected = toolrack.run("disconnect", ns + "/crm");
    assertThat(disconnected.status()).as(disconnected.err()).isZero();
    assertThat(disconnected.out()).contains(ns + "/crm: logged out");
    cluster.eventuallyState(ns, "crm", "ReconnectRequired/ReconnectRequired");
    eventually(() -> assertThat(cluster.credentialValues(ns, "bot")).isEmpty());
    // The operator waits for the revocation a moment only, and goes on with it afterwards.
    eventually(() -> assertThat(login.isActive(grant)).isFalse());
  }

  /** As with Google, whose endpoints lie elsewhere than its issuer. */
  @Test
  void itIsGivenBackWhereverTheMetadataSay(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = crm("apart");
    try (var apart = ScriptedAuthorizationServer.start()) {
      URI revocation = apart.endpoint(OauthEndpoint.REVOCATION);
      login.announce("revocation_endpoint", revocation.toString());
      declareLogin(ns, server);
      cluster.eventuallyState(ns, "crm", "ReconnectRequired/ConsentNeeded");
      Answer connected = connect(ns);
      assertThat(connected.status()).isZero();
      assertThat(connected.err())
          .contains("Revoked at:           " + apart.issuer())
          .doesNotContain("Tokens come from:", "Log in at:");
      assertThat(toolrack.run("disconnect", ns + "/crm").status()).isZero();
      eventually(() -> assertThat(apart.requests(OauthEndpoint.REVOCATION)).hasSize(1));
    }
  }

  @Test
  void aRefusedLoginChangesNothing(TestNamespace namespace) {
    String ns = namespace.name();
    declareLogin(ns, crm("refused-login"));
    cluster.eventuallyState(ns, "crm", "ReconnectRequired/ConsentNeeded");
    login.decline("access_denied");
    Answer refused = connect(ns);
    assertThat(refused.status()).isEqualTo(3);
    assertThat(refused.err()).contains("The login was refused or cancelled.");
    assertThat(cluster.integrationState(ns, "crm")).isEqualTo("ReconnectRequired/ConsentNeeded");
    assertThat(login.deletedClients()).as("the client that nobody needs").hasSize(1);
  }

  @Test
  void whoDoesNotComeBackLeavesNoClientBehind(TestNamespace namespace) {
    String ns = namespace.name();
    declareLogin(ns, crm("nobody"));
    cluster.eventuallyState(ns, "crm", "ReconnectRequired/ConsentNeeded");
    Answer nobody = connect(ns, new LinkFollower(_ -> {}), "1");
    assertThat(nobody.status()).isEqualTo(3);
    assertThat(nobody.err()).contains("nobody came back from the browser in time");
    assertThat(login.deletedClients()).hasSize(1);
  }

  @Test
  void aLoginThatDoesNotLastSaysSo(TestNamespace namespace) {
    String ns = namespace.name();
    declareLogin(ns, crm("for-a-while"));
    cluster.eventuallyState(ns, "crm", "ReconnectRequired/ConsentNeeded");
    login.next(
        OauthEndpoint.TOKEN,
        1,
        new Fault.Body(
            200,
            "application/json",
            """
            {"access_token": "good-for-a-while-only-4711", "token_type": "Bearer", "expires_in": 300}
            """));
    Answer connected = connect(ns);
    assertThat(connected.status()).as(connected.err()).isZero();
    assertThat(connected.out())
        .contains("gave no refresh token: the login is good until 20", "offline_access")
        .doesNotContain("keeps it fresh");
  }

  /** What this command does not reach, its options may. */
  @Test
  void whatItsRulesForbidNamesTheOptions(TestNamespace namespace) {
    String ns = namespace.name();
    declareLogin(ns, crm("forbidden"));
    cluster.eventuallyState(ns, "crm", "ReconnectRequired/ConsentNeeded");
    for (String[] more : new String[][] {{}, {"--allow-private"}}) {
      var arguments = new ArrayList<>(List.of("connect", ns + "/crm", "--no-browser"));
      arguments.addAll(List.of(more));
      Answer forbidden = toolrack.run(arguments.toArray(String[]::new));
      assertThat(forbidden.status()).isEqualTo(3);
      assertThat(forbidden.err())
          .contains("this command's network rules forbid", "--allow-private", "--allow-loopback")
          .doesNotContain("who runs Toolrack");
    }
  }

  /** Whoever changes the connector meanwhile gets a login for something else. */
  @Test
  void aLoginThatIsOfNoUseIsSaid(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = crm("moved");
    declareLogin(ns, server);
    String plan = offered(ns).plan();
    var person =
        new LinkFollower(page -> {
          connector(ns, server.url(), login.issuer(), "scopes: [mcp.read, mcp.write]");
          eventually(() -> assertThat(offered(ns).plan()).isNotEqualTo(plan));
          LinkFollower.visit(page);
        });
    Answer useless = connect(ns, person);
    assertThat(useless.status()).isEqualTo(3);
    assertThat(useless.err())
        .contains("cannot use the login: The login was made for other settings than they are now.");
    assertThat(login.revoked()).as("what nobody can use is taken back").isNotEmpty();
    assertThat(cluster.client().secrets().inNamespace(ns).withName("crm-login").get()).isNull();
  }

  @Test
  void thereIsNothingToLogInForEverywhere(TestNamespace namespace) {
    String ns = namespace.name();
    declare(ns, crm("no-login"));
    Answer machine = toolrack.run("connect", ns + "/crm", "--no-browser");
    assertThat(machine.status()).isEqualTo(3);
    assertThat(machine.err()).contains("spec.credentials.oauth.grant is not AuthorizationCode");
    assertThat(login.requests(OauthEndpoint.AUTHORIZATION)).isEmpty();
  }

  @Test
  void aClientsDocumentIsOneAndNotBesideAnotherClient(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = crm("client");
    declareLogin(ns, server);
    offered(ns);
    assertThat(withDocument(ns, "http://client.example.com/here"))
        .contains("--client-metadata: an https URL with a path");
    client(ns, "crm", "canary-of-nobody", server.url() + " " + login.issuer());
    cluster.integration(
        ns,
        "crm",
        """
        connectorRef: {name: crm}
        credentials:
          oauth: {grant: AuthorizationCode, clientRef: {name: client}}
        """);
    eventually(() -> assertThat(offered(ns).client()).isEqualTo("client"));
    assertThat(withDocument(ns, "https://client.example.com/here"))
        .contains("--client-metadata: the integration names a client");
    assertThat(login.requests(OauthEndpoint.AUTHORIZATION)).isEmpty();
  }

  private String withDocument(String ns, String url) {
    Answer refused = toolrack.run("connect", ns + "/crm", "--no-browser", "--client-metadata", url);
    assertThat(refused.status()).isEqualTo(2);
    return refused.err();
  }

  private Answer connect(String ns) {
    return connect(ns, LinkFollower.redirected());
  }

  private Answer connect(String ns, LinkFollower person) {
    return connect(ns, person, "120");
  }

  private Answer connect(String ns, LinkFollower person, String seconds) {
    return toolrack.told(
        person,
        "",
        "connect",
        ns + "/crm",
        "--no-browser",
        "--allow-loopback",
        "--login-timeout",
        seconds);
  }
}
