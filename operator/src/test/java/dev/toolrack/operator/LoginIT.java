package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import dev.toolrack.testbed.oauth.Fault;
import dev.toolrack.testbed.oauth.OauthEndpoint;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What people's logins gave: taken over, and refreshed by one. */
class LoginIT extends LoginCase {
  private static final Duration SHORT = Duration.ofSeconds(4);

  @Test
  void nobodyIsLoggedInAtFirst(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = crm("nobody");
    declareLogin(ns, server);
    cluster.eventuallyState(ns, "crm", "ReconnectRequired/ConsentNeeded");
    eventually(
        () -> assertThat(cluster.unavailable(ns, "bot")).containsExactly("crm:ConsentNeeded"));
    assertThat(cluster.integration(ns, "crm").getStatus().conditions())
        .filteredOn(c -> c.getType().equals("Ready"))
        .singleElement()
        .satisfies(c ->
            assertThat(c.getMessage())
                .contains("Nobody has logged in yet.", "kubectl toolrack connect crm -n " + ns));
    var offered = offered(ns);
    assertThat(offered.issuer()).isEqualTo(login.issuer().toString());
    assertThat(offered.server()).isEqualTo(server.url().toString());
    assertThat(offered.resource()).isEqualTo(server.url().toString());
    assertThat(offered.scopes()).containsExactly("mcp.read");
  }

  @Test
  void aLoginIsTakenOverAndRefreshedByOne(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = crm("taken");
    login.lifetime(SHORT);
    declareLogin(ns, server);
    String grant = connect(ns, server);
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
    assertThat(offered(ns).account()).isEqualTo("alice@example.com");
    int before = login.refreshes(grant);
    eventually(() -> assertThat(login.refreshes(grant)).isGreaterThan(before + 3));
    eventually(() -> {
      assertThat(held(ns)).isNotEmpty().isEqualTo(kept(ns));
      assertThat(login.accepts(held(ns), server.url())).isTrue();
    });
    assertThat(login.isActive(grant)).isTrue();
    assertThat(login.overlappingRefreshes()).isZero();
    assertThat(login.reusedRefreshTokens()).isZero();
    assertThat(cluster.credentials(ns, "bot").values())
        .as("agents get the access token and nothing else")
        .noneMatch(value -> value.contains(stored(ns, "refresh_token")));
  }

  @Test
  void anOutageOfTheAuthorizationServerEndsNoLogin(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = crm("outage");
    login.lifetime(SHORT);
    declareLogin(ns, server);
    String grant = connect(ns, server);
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
    login.next(OauthEndpoint.TOKEN, 1000, new Fault.Status(503));
    cluster.eventuallyState(ns, "crm", "Pending/IssuerUnavailable");
    eventually(() -> assertThat(cluster.credentialValues(ns, "bot")).isEmpty());
    login.recover();
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
    eventually(() -> assertThat(held(ns)).isNotEmpty());
    assertThat(login.isActive(grant)).isTrue();
  }

  @Test
  void aStopWaitsForTheAnswerThatIsOnItsWay(TestNamespace namespace) throws InterruptedException {
    String ns = namespace.name();
    FakeEndpoint server = crm("stop");
    login.lifetime(SHORT);
    declareLogin(ns, server);
    String grant = connect(ns, server);
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
    var answer = new CountDownLatch(1);
    login.next(OauthEndpoint.TOKEN, 1, new Fault.Held(answer));
    String before = stored(ns, "refresh_token");
    eventually(() -> assertThat(login.unanswered()).isPositive());
    // Not in the common pool, which is one thread here and which the HTTP client needs as well.
    Thread closing = Thread.ofPlatform().start(operator::close);
    answer.countDown();
    closing.join();
    assertThat(stored(ns, "refresh_token")).isNotEmpty().isNotEqualTo(before);
    login.lifetime(Duration.ofMinutes(5));
    operator = RunningOperator.start(operatorConfig);
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
    eventually(() -> assertThat(login.accepts(held(ns), server.url())).isTrue());
    assertThat(login.isActive(grant)).isTrue();
  }

  /** Whoever writes the hand-over by hand may have a refresh token and nothing else. */
  @Test
  void aRefreshTokenAloneIsEnough(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = crm("alone");
    declareLogin(ns, server);
    handOverRefreshToken(ns, server, offered(ns).plan());
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
    eventually(() -> assertThat(login.accepts(held(ns), server.url())).isTrue());
  }

  @Test
  void whatIsOfNoUseEndsNoLogin(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = crm("useless");
    declareLogin(ns, server);
    String grant = connect(ns, server);
    eventually(() -> assertThat(held(ns)).isNotEmpty());
    handOverRefreshToken(ns, server, "sha256:another");
    eventually(() ->
        assertThat(offered(ns).refused()).startsWith("The login was made for other settings"));
    handOver(
        ns,
        Map.of("toolrack.dev/token-plan", offered(ns).plan()),
        Map.of("client_id", PUBLIC_CLIENT));
    eventually(() -> assertThat(offered(ns).refused()).isEqualTo("The login brought no token."));
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
    eventually(() -> assertThat(login.accepts(held(ns), server.url())).isTrue());
    assertThat(login.isActive(grant)).isTrue();
    connect(ns, server);
    eventually(() -> assertThat(offered(ns).refused()).isNull());
  }

  @Test
  void whatIsOfNoUseLogsNobodyIn(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = crm("nothing");
    declareLogin(ns, server);
    // The first of these annotations is the operator's own; whoever writes it changes nothing.
    handOver(
        ns,
        Map.of("toolrack.dev/token-login", "mine", "toolrack.dev/token-plan", offered(ns).plan()),
        Map.of("client_id", PUBLIC_CLIENT));
    cluster.eventuallyState(ns, "crm", "ReconnectRequired/ReconnectRequired");
    eventually(
        () -> assertThat(readyMessage(ns)).startsWith("The login brought no token. Log in:"));
    assertThat(offered(ns).refused()).isEqualTo("The login brought no token.");
  }

  private void handOverRefreshToken(String ns, FakeEndpoint server, String plan) {
    handOver(
        ns,
        Map.of(
            "toolrack.dev/token-plan",
            plan,
            "toolrack.dev/send-to",
            server.url() + " " + login.issuer()),
        Map.of(
            "refresh_token",
            login.grant(PUBLIC_CLIENT, "mcp.read", server.url().toString()),
            "client_id",
            PUBLIC_CLIENT));
  }

  /** With rotation, an answer that cannot be kept is a login that is lost. */
  @Test
  void nothingIsAskedForWhileItCouldNotBeStored(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = crm("unstored");
    login.lifetime(SHORT);
    declareLogin(ns, server);
    String grant = connect(ns, server);
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
    try (var _ = RefusedUpdates.of(cluster.client(), ns, "crm-token")) {
      cluster.eventuallyState(ns, "crm", "Pending/TokenNotStored");
      assertThat(readyMessage(ns))
          .contains("Kubernetes does not take Secret crm-token (HTTP status 422)");
    }
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
    eventually(() -> assertThat(login.accepts(held(ns), server.url())).isTrue());
    assertThat(login.isActive(grant)).isTrue();
    assertThat(login.reusedRefreshTokens()).isZero();
  }

  @Test
  void aForeignSecretOfItsNameIsLeftAlone(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = crm("foreign");
    cluster
        .client()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withNamespace(ns)
                .withName("crm-token")
                .endMetadata()
                .withStringData(Map.of("mine", "mine"))
                .build())
        .create();
    declareLogin(ns, server);
    String grant = login.grant(PUBLIC_CLIENT, "mcp.read", server.url().toString());
    var given =
        loginSecret(
            ns,
            Map.of(
                "toolrack.dev/token-plan",
                offered(ns).plan(),
                "toolrack.dev/send-to",
                server.url() + " " + login.issuer()),
            Map.of("refresh_token", grant, "client_id", PUBLIC_CLIENT));
    cluster.client().resource(given).create();
    cluster.eventuallyState(ns, "crm", "Error/OutputNameTaken");
    assertThat(stored(ns, "mine")).isEqualTo("mine");
    assertThat(login.tokenRequests("refresh_token")).as("not used up for nothing").isEmpty();
    cluster.client().secrets().inNamespace(ns).withName("crm-token").delete();
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
  }

  @Test
  void aRestartKeepsTheLogin(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = crm("again");
    declareLogin(ns, server);
    String grant = connect(ns, server);
    eventually(() -> assertThat(held(ns)).isNotEmpty());
    operator.close();
    operator = RunningOperator.start(operatorConfig);
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
    assertThat(login.isActive(grant)).isTrue();
  }
}
