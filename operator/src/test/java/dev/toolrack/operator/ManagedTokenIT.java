package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.crds.AuthKind;
import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import dev.toolrack.testbed.oauth.MockAuthorizationServer;
import dev.toolrack.testbed.oauth.MockIssuer;
import dev.toolrack.testbed.oauth.OauthEndpoint;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Access tokens that the operator obtains by client credentials, keeps and delivers. */
class ManagedTokenIT extends TokenCase {

  @Test
  void itIsObtainedVerifiedDeliveredAndRenewed(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = crm("obtained");
    login.lifetime(Duration.ofSeconds(4));
    declare(ns, server);
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
    assertThat(cluster.integration(ns, "crm").getStatus().auth()).isEqualTo(AuthKind.OAUTH);
    // They live so short that one may be over when somebody looks at it later.
    eventually(() -> {
      assertThat(held(ns)).isNotEmpty().isEqualTo(kept(ns));
      assertThat(login.accepts(held(ns), server.url())).as("for this very server").isTrue();
    });
    String first = held(ns);
    eventually(() -> assertThat(held(ns)).isNotEmpty().isNotEqualTo(first));
    String second = held(ns);
    eventually(() -> assertThat(held(ns)).isNotEmpty().isNotEqualTo(second));
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
    login.lifetime(Duration.ofMinutes(5));

    Secret secret = cluster.client().secrets().inNamespace(ns).withName("crm-token").require();
    assertThat(secret.getMetadata().getLabels()).containsEntry("toolrack.dev/managed", "token");
    assertThat(secret.getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(owner -> assertThat(owner.getName()).isEqualTo("crm"));
    assertThat(secret.getMetadata().getAnnotations())
        .containsKeys("toolrack.dev/token-plan", "toolrack.dev/token-expires");
    assertThat(operator.operator().metrics().scrape())
        .contains("toolrack_token_requests_total{grant=\"ClientCredentials\",result=\"Granted\"}")
        .contains("toolrack_tokens_first_end_seconds");
  }

  /** Tokens of a server that was not made for these tests. */
  @Test
  void tokensOfFiveSecondsAreKeptFresh(TestNamespace namespace) {
    String ns = namespace.name();
    Set<String> seen = ConcurrentHashMap.newKeySet();
    FakeEndpoint server =
        servers
            .endpoint("mock")
            .tools(TWO_TOOLS)
            .requireToken(token -> seen.add(token) || !token.isEmpty());
    try (var mock = MockAuthorizationServer.start(MockIssuer.of("short", Duration.ofSeconds(5)))) {
      connector(ns, server.url(), mock.issuer("short"), "scopes: [mcp.read]");
      client(ns, CLIENT, PASSWORD, server.url() + " " + mock.issuer("short"));
      integration(ns);
      cluster.binding(ns, "bot", "");
      cluster.eventuallyState(ns, "crm", "Connected/Ready");
      eventually(() -> assertThat(seen).hasSizeGreaterThan(2));
      eventually(() -> assertThat(held(ns)).isIn(seen).isEqualTo(kept(ns)));
      mock.stop();
      cluster.eventuallyState(ns, "crm", "Pending/IssuerUnavailable");
      eventually(() -> assertThat(held(ns)).isEmpty());
      mock.startAgain();
      // The longer it took to start, the longer the operator waits before it asks again.
      Cluster.await(Duration.ofMinutes(2))
          .untilAsserted(
              () -> assertThat(cluster.integrationState(ns, "crm")).isEqualTo("Connected/Ready"));
      eventually(() -> assertThat(held(ns)).isNotEmpty());
    }
  }

  @Test
  void aRotatedClientSecretIsUsedAtOnce(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = crm("rotated");
    declare(ns, server);
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
    eventually(() -> assertThat(held(ns)).isNotEmpty());
    String before = held(ns);
    login.client("other-client", "0ther-pa55word");
    client(ns, "other-client", "0ther-pa55word", server.url() + " " + login.issuer());
    eventually(() -> assertThat(held(ns)).isNotEmpty().isNotEqualTo(before));
    // The operator may ask on behalf of what other tests left behind as well.
    assertThat(login.requests(OauthEndpoint.TOKEN))
        .filteredOn(request -> request.parameter("resource").equals(server.url().toString()))
        .last()
        .extracting(request -> request.client())
        .isEqualTo("other-client");
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
  }

  @Test
  void aRefusedClientLosesItsToolsUntilItIsCorrected(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = crm("refused");
    declare(ns, server);
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
    eventually(() -> assertThat(held(ns)).isNotEmpty());
    client(ns, CLIENT, "wr0ng-pa55word", server.url() + " " + login.issuer());
    cluster.eventuallyState(ns, "crm", "Error/TokenRefused");
    eventually(() -> assertThat(cluster.credentialValues(ns, "bot")).isEmpty());
    eventually(
        () -> assertThat(cluster.unavailable(ns, "bot")).containsExactly("crm:TokenRefused"));
    client(ns, CLIENT, PASSWORD, server.url() + " " + login.issuer());
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
    eventually(() -> assertThat(held(ns)).isNotEmpty());
  }

  @Test
  void oneThatTheServerRejectsIsReplaced(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = crm("rejected");
    declare(ns, server);
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
    eventually(() -> assertThat(held(ns)).isNotEmpty());
    String first = held(ns);
    server.requireToken(token -> !token.equals(first) && login.accepts(token));
    // Nobody waits for the interval: a person asks for a test.
    cluster.apply(
        """
        apiVersion: toolrack.dev/v1alpha1
        kind: McpIntegration
        metadata: {name: crm, namespace: %s, annotations: {toolrack.dev/test: "1"}}
        spec:
          connectorRef: {name: crm}
          credentials:
            oauth: {grant: ClientCredentials, clientRef: {name: client}}
        """
            .formatted(ns));
    eventually(() -> assertThat(held(ns)).isNotEmpty().isNotEqualTo(first));
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
  }

  @Test
  @Tag("consent-12")
  void consentThatIsWithdrawnTakesTheTokenBack(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = crm("consent");
    declare(ns, server);
    eventually(() -> assertThat(held(ns)).isNotEmpty());
    client(ns, CLIENT, PASSWORD, login.issuer().toString());
    cluster.eventuallyState(ns, "crm", "Error/SecretDestinationForbidden");
    eventually(() -> assertThat(cluster.credentialValues(ns, "bot")).isEmpty());
    // The server may have it, the authorization server may not: no other token can be had.
    client(ns, CLIENT, PASSWORD, server.url().toString());
    cluster.eventuallyState(ns, "crm", "Error/SecretDestinationForbidden");
    client(ns, CLIENT, PASSWORD, server.url() + " " + login.issuer());
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
  }

  @Test
  void oneThatIsNotDeclaredAnyMoreGoes(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = crm("gone");
    declare(ns, server);
    eventually(() -> assertThat(held(ns)).isNotEmpty());
    String token = kept(ns);
    server.requireNoToken();
    cluster.integration(ns, "crm", "connectorRef: {name: crm}");
    eventually(() -> assertThat(kept(ns)).isEmpty());
    eventually(() -> assertThat(login.revoked()).contains(token));
    eventually(() -> assertThat(cluster.credentialValues(ns, "bot")).isEmpty());
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
  }

  @Test
  void whoeverDisablesTakesItBackAndItIsGoodAgainLater(TestNamespace namespace) {
    String ns = namespace.name();
    declare(ns, crm("disabled"));
    eventually(() -> assertThat(held(ns)).isNotEmpty());
    cluster.integration(
        ns,
        "crm",
        """
        connectorRef: {name: crm}
        enabled: false
        credentials:
          oauth: {grant: ClientCredentials, clientRef: {name: client}}
        """);
    cluster.eventuallyState(ns, "crm", "Disabled/Disabled");
    eventually(() -> assertThat(cluster.credentialValues(ns, "bot")).isEmpty());
    integration(ns);
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
    eventually(() -> assertThat(held(ns)).isNotEmpty());
  }

  @Test
  void oneThatSomebodyDeletesIsReplaced(KubernetesClient client, TestNamespace namespace) {
    String ns = namespace.name();
    declare(ns, crm("deleted"));
    eventually(() -> assertThat(held(ns)).isNotEmpty());
    String first = held(ns);
    ShippedPolicies.lifted(
        client, () -> client.secrets().inNamespace(ns).withName("crm-token").delete());
    eventually(() -> assertThat(held(ns)).isNotEmpty().isNotEqualTo(first));
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
  }

  /** The operator never writes over what it did not make. */
  @Test
  void aForeignSecretOfItsNameIsLeftAlone(TestNamespace namespace) {
    String ns = namespace.name();
    cluster.apply(
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: crm-token, namespace: %s}
        stringData: {access_token: somebody else's}
        """
            .formatted(ns));
    declare(ns, crm("foreign"));
    cluster.eventuallyState(ns, "crm", "Error/OutputNameTaken");
    assertThat(kept(ns)).isEqualTo("somebody else's");
  }

  @Test
  void aRestartAsksForNothing(TestNamespace namespace) {
    String ns = namespace.name();
    declare(ns, crm("restart"));
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
    eventually(() -> assertThat(held(ns)).isNotEmpty());
    String before = held(ns);
    operator.close();
    String token = kept(ns);
    operator = RunningOperator.start(operatorConfig);
    eventually(() -> assertThat(operator.operator().ready()).isTrue());
    // Whatever is decided about after the start is decided about now: a change shows it.
    cluster.binding(ns, "bot", "exclude: [nothing]");
    eventually(
        () -> assertThat(cluster.binding(ns, "bot").getStatus().observedGeneration()).isEqualTo(2));
    assertThat(held(ns)).isEqualTo(before);
    assertThat(kept(ns)).isEqualTo(token);
  }

  /** What it is refused for is told to the person, and no word of the server's is. */
  @Test
  void oddIssuersSayWhatIsWrong(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = crm("odd");
    declare(ns, server);
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
    var other = login.issuer().resolve("/other");
    connector(ns, server.url(), other, "");
    client(ns, CLIENT, PASSWORD, server.url() + " " + other);
    cluster.eventuallyState(ns, "crm", "Pending/IssuerUnavailable");
    connector(ns, server.url(), login.issuer(), "scopes: [nobody.knows]");
    client(ns, CLIENT, PASSWORD, server.url() + " " + login.issuer());
    cluster.eventuallyState(ns, "crm", "Error/TokenRefused");
    var conditions = cluster.integration(ns, "crm").getStatus().conditions();
    assertThat(conditions)
        .filteredOn(c -> c.getType().equals("CredentialsReady"))
        .singleElement()
        .satisfies(c -> assertThat(c.getMessage()).contains("scopes"));
  }

  /** One Secret for all of them would be one token for all of them. */
  @Test
  void whatTheAgentGetsIsTheTokenAndNothingElse(TestNamespace namespace) {
    String ns = namespace.name();
    declare(ns, crm("only"));
    eventually(() -> assertThat(held(ns)).isNotEmpty());
    Map<String, String> all = cluster.credentials(ns, "bot");
    assertThat(all).hasSize(2).containsKey("mcp.resolved.json");
    assertThat(all.values()).noneMatch(value -> value.contains(PASSWORD));
  }
}
