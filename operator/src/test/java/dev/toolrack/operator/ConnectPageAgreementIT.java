package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import dev.toolrack.testbed.oauth.Fault;
import dev.toolrack.testbed.oauth.OauthEndpoint;
import dev.toolrack.testbed.oauth.ScriptedAuthorizationServer;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What people agree to on the connect page is what is shown, and what comes of it is that. */
class ConnectPageAgreementIT extends ConnectPageCase {
  private static final String OMIT = "scopes: [mcp.read]\nresourceParameter: Omit\n";

  @Test
  void everyServerIsShownThatTokensGoTo(TestNamespace namespace) {
    String ns = namespace.name();
    try (var apart = ScriptedAuthorizationServer.start()) {
      URI revocation = apart.endpoint(OauthEndpoint.REVOCATION);
      login.announce("revocation_endpoint", revocation.toString());
      waiting(ns);
      HttpResponse<String> consent = visitor.introduce(link(ns), alice(ns));
      assertThat(consent.body())
          .contains("<th>Tokens are revoked at</th><td>" + apart.issuer() + "</td>")
          .doesNotContain("<th>Tokens come from</th>", "<th>You log in at</th>");
      URI back = visitor.comeBack(visitor.agree(link(ns), consent));
      assertThat(visitor.get(back).statusCode()).isEqualTo(200);
      cluster.eventuallyState(ns, "crm", "Connected/Ready");
      assertThat(token(ns).getAnnotations().get("toolrack.dev/send-to"))
          .contains(revocation.toString(), login.issuer().toString());
    }
  }

  @Test
  void declaredEndpointsElsewhereAreShown(TestNamespace namespace) {
    String ns = namespace.name();
    try (var apart = ScriptedAuthorizationServer.start()) {
      FakeEndpoint server = crm(ns);
      connector(
          ns,
          server.url(),
          login.issuer(),
          OMIT
              + "authorizationEndpoint: \"%s\"%ntokenEndpoint: \"%s\"%n"
                  .formatted(
                      apart.endpoint(OauthEndpoint.AUTHORIZATION),
                      apart.endpoint(OauthEndpoint.TOKEN)));
      loginIntegration(ns, "");
      cluster.eventuallyState(ns, "crm", "ReconnectRequired/ConsentNeeded");
      assertThat(visitor.introduce(link(ns), alice(ns)).body())
          .contains(
              "<th>You log in at</th><td>" + apart.issuer() + "</td>",
              "<th>Tokens come from</th><td>" + apart.issuer() + "</td>")
          .doesNotContain("<th>Tokens are revoked at</th>");
    }
  }

  /** Nobody agrees to what cannot be said. */
  @Test
  void withoutMetadataNobodyIsAsked(TestNamespace namespace) {
    String ns = namespace.name();
    waiting(ns);
    String token = alice(ns);
    login.stop();
    HttpResponse<String> answer = visitor.introduce(link(ns), token);
    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body()).contains("cannot be reached").doesNotContain("name=\"begin\"");
    assertThat(pending(ns)).isEmpty();
  }

  /** The plan is the same: a token is good for whichever path of its server. */
  @Test
  void anotherPathIsNotWhatWasAgreedTo(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = crm(ns);
    connector(ns, server.url(), login.issuer(), OMIT);
    loginIntegration(ns, "");
    cluster.eventuallyState(ns, "crm", "ReconnectRequired/ConsentNeeded");
    String plan = offered(ns).plan();
    String token = alice(ns);
    HttpResponse<String> consent = visitor.introduce(link(ns), token);
    URI back = visitor.comeBack(visitor.agree(link(ns), consent));
    URI other = crm(ns + "-other").url();
    connector(ns, other, login.issuer(), OMIT);
    eventually(() -> assertThat(offered(ns).server()).isEqualTo(other.toString()));
    assertThat(offered(ns).plan()).isEqualTo(plan);
    HttpResponse<String> changed = visitor.get(back);
    assertThat(changed.statusCode()).isEqualTo(409);
    assertThat(changed.body()).contains("The settings have changed");
    assertThat(visitor.introduce(link(ns), token).body()).contains(other.toString());
    assertThat(visitor.agree(link(ns), consent).body()).contains("The settings have changed");
    assertThat(login.tokenRequests("authorization_code")).isEmpty();
  }

  /** Whoever swaps the page where people log in could log in there as somebody else. */
  @Test
  void anotherPageToLogInAtIsNotWhatWasAgreedTo(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = crm(ns);
    URI page = login.endpoint(OauthEndpoint.AUTHORIZATION);
    connector(ns, server.url(), login.issuer(), endpoints(page));
    login.client(CLIENT, PASSWORD, CALLBACK.toString());
    client(ns, CLIENT, PASSWORD, server.url() + " " + login.issuer());
    cluster.integration(
        ns,
        "crm",
        """
        connectorRef: {name: crm}
        credentials:
          oauth: {grant: AuthorizationCode, clientRef: {name: client}}
        """);
    cluster.eventuallyState(ns, "crm", "ReconnectRequired/ConsentNeeded");
    String plan = offered(ns).plan();
    URI back = visitor.upToReturn(link(ns), alice(ns));
    URI other = URI.create("https://evil.example.net/authorize");
    connector(ns, server.url(), login.issuer(), endpoints(other));
    eventually(() -> assertThat(offered(ns).authorizationEndpoint()).isEqualTo(other.toString()));
    assertThat(offered(ns).plan()).isEqualTo(plan);
    assertThat(visitor.get(back).statusCode()).isEqualTo(409);
    assertThat(login.tokenRequests("authorization_code")).isEmpty();
  }

  private String endpoints(URI page) {
    return "scopes: [mcp.read]%nauthorizationEndpoint: \"%s\"%ntokenEndpoint: \"%s\"%n"
        .formatted(page, login.endpoint(OauthEndpoint.TOKEN));
  }

  @Test
  void aClientIsRegisteredOnceAndDeletedWithALoginThatFails(TestNamespace namespace) {
    String ns = namespace.name();
    waiting(ns);
    String token = alice(ns);
    visitor.upToReturn(link(ns), token);
    visitor.upToReturn(link(ns), token);
    login.decline("access_denied");
    URI back = visitor.upToReturn(link(ns), token);
    assertThat(login.requests(OauthEndpoint.REGISTRATION)).hasSize(1);
    assertThat(login.deletedClients()).isEmpty();
    assertThat(visitor.get(back).body()).contains("The login was refused or cancelled.");
    assertThat(login.deletedClients()).hasSize(1);
  }

  @Test
  void aLoginThatDoesNotLastSaysSo(TestNamespace namespace) {
    String ns = namespace.name();
    waiting(ns);
    URI back = visitor.upToReturn(link(ns), alice(ns));
    login.next(
        OauthEndpoint.TOKEN,
        1,
        new Fault.Body(
            200,
            "application/json",
            "{\"access_token\": \"good-for-a-while-only-4711\", \"token_type\": \"Bearer\", \"expires_in\": 300}"));
    assertThat(visitor.get(back).body())
        .contains("gave no refresh token", "until 20", "offline_access")
        .doesNotContain("keeps it fresh");
  }

  /** One tenant's server that hangs takes the page from nobody else. */
  @Test
  void aServerThatHangsIsWaitedForAtItsNamespacesExpense(TestNamespace namespace)
      throws InterruptedException {
    String ns = namespace.name();
    String another = ns + "-too";
    InstalledChart.namespace(cluster.client(), another);
    waiting(ns);
    String token = alice(ns);
    var released = new CountDownLatch(1);
    login.next(OauthEndpoint.METADATA, 4, new Fault.Held(released));
    var waiting = new ArrayList<Thread>();
    for (int i = 0; i < 4; i++) {
      waiting.add(Thread.ofVirtual().start(() -> new PageVisitor().introduce(link(ns), token)));
    }
    try {
      eventually(() -> assertThat(login.unanswered()).isEqualTo(4));
      assertThat(visitor.introduce(link(ns), token).statusCode()).isEqualTo(503);
      assertThat(visitor.get(URI.create(PUBLIC + "/connect/client.json")).statusCode())
          .isEqualTo(200);
      waiting(another);
      assertThat(visitor.introduce(link(another), alice(another)).statusCode()).isEqualTo(200);
    } finally {
      released.countDown();
      for (Thread thread : List.copyOf(waiting)) {
        thread.join();
      }
      // Later tests' operators would ask its server, which is not there any more.
      cluster.client().namespaces().withName(another).delete();
    }
    assertThat(visitor.introduce(link(ns), token).statusCode()).isEqualTo(200);
  }
}
