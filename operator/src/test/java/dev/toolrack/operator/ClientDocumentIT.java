package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.operator.KubectlToolrack.Answer;
import dev.toolrack.testbed.ControlPlane;
import dev.toolrack.testbed.FreePort;
import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.oauth.OauthEndpoint;
import dev.toolrack.testbed.oauth.OauthRequest;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/**
 * Clients that nobody registers: their identifier is where a document about them stands. Only
 * authorization servers that say so take that.
 */
class ClientDocumentIT extends ConnectPageCase {
  private static final String ADDRESS = "https://toolrack.example.com/connected";
  private static final String DOCUMENT = ADDRESS + "/connect/client.json";
  private static final String TAKEN = "client_id_metadata_document_supported";

  @Override
  String settings() {
    return RunningOperator.SETTINGS
        + "connectPage: {publicUrl: \"%s\", port: 0}%n".formatted(ADDRESS);
  }

  @Test
  void thePageIsAClientByItsDocument(TestNamespace namespace) {
    String ns = namespace.name();
    login.announce(TAKEN, true).publicClient(DOCUMENT, ADDRESS + "/connect/callback");
    logsInOnThePage(ns);
    assertThat(asked().parameter("client_id")).isEqualTo(DOCUMENT);
    assertThat(stored(ns, "client_id")).isEqualTo(DOCUMENT);
    assertThat(login.requests(OauthEndpoint.REGISTRATION)).isEmpty();
    assertThat(visitor.get(here(DOCUMENT)).body()).contains(DOCUMENT);
  }

  @Test
  void elsewhereThePageRegistersAClient(TestNamespace namespace) {
    String ns = namespace.name();
    login.publicClient(DOCUMENT, ADDRESS + "/connect/callback");
    logsInOnThePage(ns);
    assertThat(asked().parameter("client_id")).isIn(login.clients()).isNotEqualTo(DOCUMENT);
    assertThat(stored(ns, "client_id")).isEqualTo(asked().parameter("client_id"));
    assertThat(login.requests(OauthEndpoint.REGISTRATION)).hasSize(1);
  }

  @Test
  void theCommandIsAClientByTheDocumentThatItIsTold(
      ControlPlane controlPlane, TestNamespace namespace) {
    String ns = namespace.name();
    int port = FreePort.next();
    login.announce(TAKEN, true).publicClient(DOCUMENT, "http://127.0.0.1:" + port + "/callback");
    logsInWithTheCommand(controlPlane, ns, port);
    assertThat(asked().parameter("client_id")).isEqualTo(DOCUMENT);
    assertThat(stored(ns, "client_id")).isEqualTo(DOCUMENT);
    assertThat(login.requests(OauthEndpoint.REGISTRATION)).isEmpty();
  }

  @Test
  void elsewhereTheCommandRegistersAClient(ControlPlane controlPlane, TestNamespace namespace) {
    String ns = namespace.name();
    int port = FreePort.next();
    login.publicClient(DOCUMENT, "http://127.0.0.1:" + port + "/callback");
    logsInWithTheCommand(controlPlane, ns, port);
    assertThat(asked().parameter("client_id")).isIn(login.clients()).isNotEqualTo(DOCUMENT);
    assertThat(login.requests(OauthEndpoint.REGISTRATION)).hasSize(1);
  }

  private void logsInOnThePage(String ns) {
    waiting(ns);
    alice(ns);
    URI page = here(ADDRESS + "/connect/" + ns + "/crm");
    URI back = visitor.upToReturn(page, token(ns, "alice", ADDRESS));
    assertThat(back.toString()).startsWith(ADDRESS + "/connect/callback?");
    HttpResponse<String> done = visitor.get(here(back.toString()));
    assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
    isLoggedIn(ns);
  }

  private void logsInWithTheCommand(ControlPlane controlPlane, String ns, int port) {
    waiting(ns);
    Answer connected =
        new KubectlToolrack(controlPlane.kubeconfigFile())
            .told(
                LinkFollower.redirected(),
                "",
                "connect",
                ns + "/crm",
                "--no-browser",
                "--allow-loopback",
                "--login-port",
                String.valueOf(port),
                "--client-metadata",
                DOCUMENT);
    assertThat(connected.status()).as(connected.err()).isZero();
    isLoggedIn(ns);
  }

  private void isLoggedIn(String ns) {
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
    eventually(() -> assertThat(login.accepts(held(ns))).isTrue());
  }

  /** What the authorization server was asked for the login. */
  private OauthRequest asked() {
    assertThat(login.requests(OauthEndpoint.AUTHORIZATION)).hasSize(1);
    return login.requests(OauthEndpoint.AUTHORIZATION).getFirst();
  }

  /** Where a proxy would go for somebody who comes by that address. */
  private URI here(String address) {
    int port = operator.operator().connectPort().orElseThrow();
    return URI.create(address.replace("https://toolrack.example.com", "http://127.0.0.1:" + port));
  }
}
