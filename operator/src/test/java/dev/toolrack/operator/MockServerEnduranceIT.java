package dev.toolrack.operator;

import static dev.toolrack.operator.ManyLogins.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.operator.KubectlToolrack.Answer;
import dev.toolrack.testbed.ControlPlane;
import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import dev.toolrack.testbed.oauth.MockAuthorizationServer;
import dev.toolrack.testbed.oauth.MockIssuer;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Signed tokens of five seconds, of a server that was not made for these tests. */
class MockServerEnduranceIT extends TokenCase {
  private static final int RENEWALS =
      Math.max(12, Integer.getInteger("toolrack.refreshes", 0) / 20);
  private static final Duration LIFETIME = Duration.ofSeconds(5);

  /**
   * From the last look at a token's end to the API server's note of the write, which has whole
   * seconds. On a busy machine there may be a pause between the two.
   */
  private static final Duration LAG = Duration.ofSeconds(2);

  @Test
  void agentsAreGivenNoTokenThatIsOver(
      KubernetesClient client, ControlPlane controlPlane, TestNamespace namespace) {
    String ns = namespace.name();
    List<String> late = Collections.synchronizedList(new ArrayList<>());
    FakeEndpoint server =
        servers
            .endpoint("mock-endurance")
            .tools(TWO_TOOLS)
            .requireToken(MockServerEnduranceIT::isGood);
    try (var mock = MockAuthorizationServer.start(MockIssuer.of("short", LIFETIME));
        var history = new TokenHistory(client, ns, secret -> late.addAll(over(secret)))) {
      // It logs nobody in without the first of them.
      connector(ns, server.url(), mock.issuer("short"), "scopes: [openid, mcp.read]");
      client(ns, CLIENT, PASSWORD, server.url() + " " + mock.issuer("short"));
      integration(ns);
      cluster.integration(
          ns,
          "people",
          """
          connectorRef: {name: crm}
          credentials:
            oauth: {grant: AuthorizationCode, clientRef: {name: client}}
          """);
      cluster.binding(ns, "bot", "");
      soon(() ->
          assertThat(cluster.integrationState(ns, "people"))
              .isEqualTo("ReconnectRequired/ConsentNeeded"));
      Answer connected =
          new KubectlToolrack(controlPlane.kubeconfigFile())
              .told(
                  LinkFollower.redirected(),
                  "",
                  "connect",
                  ns + "/people",
                  "--no-browser",
                  "--allow-loopback");
      assertThat(connected.status()).as(connected.err()).isZero();

      soon(() -> assertThat(history.delivered()).hasSizeGreaterThan(RENEWALS));
      soon(() ->
          assertThat(cluster.credentialValues(ns, "bot"))
              .hasSize(2)
              .allMatch(MockServerEnduranceIT::isGood));
      assertThat(late).as("tokens that were over when they were delivered").isEmpty();
      assertThat(history.delivered()).allMatch(history::kept);
      assertThat(history.reconnects("people")).isOne();
      assertThat(history.reconnects("crm")).isZero();
    }
  }

  private static boolean isGood(String token) {
    return JwtClaims.of(token).expires().isAfter(Instant.now());
  }

  /** The tokens in an agent's Secret that were over when it was written. */
  private static List<String> over(Secret agents) {
    Instant written =
        agents.getMetadata().getManagedFields().stream()
            .map(ManagedFieldsEntry::getTime)
            .map(Instant::parse)
            .max(Comparator.naturalOrder())
            .orElseThrow();
    return TokenHistory.tokens(agents).stream()
        .filter(token -> JwtClaims.of(token).expires().isBefore(written.minus(LAG)))
        .map(token -> "%s ended at %s".formatted(written, JwtClaims.of(token).expires()))
        .toList();
  }
}
