package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.Behaviour;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way in which a server can be bad has its own reason and disturbs nobody else. */
class BadServersIT extends OperatorCase {

  static Stream<Arguments> badServers() {
    return Stream.of(
        Arguments.of(new Behaviour.Malformed(), "MalformedAnswer"),
        Arguments.of(new Behaviour.Hang(), "Timeout"),
        Arguments.of(new Behaviour.Drip(Duration.ofMillis(50)), "Timeout"),
        Arguments.of(new Behaviour.Status(500, Map.of()), "ServerError"),
        Arguments.of(new Behaviour.Status(429, Map.of()), "RateLimited"),
        Arguments.of(new Behaviour.Status(404, Map.of()), "EndpointNotFound"),
        Arguments.of(new Behaviour.Huge(3L * 1024 * 1024), "AnswerTooLarge"),
        Arguments.of(new Behaviour.Redirect(URI.create("http://127.0.0.1:1/")), "RedirectRefused"));
  }

  @ParameterizedTest
  @MethodSource("badServers")
  void itsReasonIsTold(Behaviour behaviour, String reason, TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint bad = servers.endpoint("bad-" + ns).behave(behaviour);
    FakeEndpoint good = servers.endpoint("good-" + ns).tools(TWO_TOOLS);
    cluster.connector(
        ns, "bad", "server: {url: \"%s\"}\nverify: {timeout: 1s}".formatted(bad.url()));
    cluster.integration(ns, "bad", "connectorRef: {name: bad}");
    openServer(ns, "good", good.url().toString());
    cluster.binding(ns, "bot", "");
    cluster.eventuallyState(ns, "bad", "Pending/" + reason);
    cluster.eventuallyTools(ns, "bot", "good:create_note", "good:get_note");
    eventually(() -> assertThat(cluster.unavailable(ns, "bot")).containsExactly("bad:" + reason));
    eventually(() -> assertThat(cluster.bindingReady(ns, "bot")).isEqualTo("PartiallyAvailable"));
  }

  @Tag("get-19")
  @ParameterizedTest
  @MethodSource("badServers")
  void anOutageKeepsTheLastGoodTools(Behaviour behaviour, String reason, TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = servers.endpoint("server-" + ns).tools(TWO_TOOLS);
    openServer(ns, "server", server.url().toString());
    cluster.binding(ns, "bot", "");
    cluster.eventuallyTools(ns, "bot", "server:create_note", "server:get_note");
    server.behave(behaviour);
    // Other headers are no other server, and make the operator ask at once.
    cluster.connector(
        ns,
        "server",
        "server: {url: \"%s\", headers: [{name: X-Ask, value: again}]}\nverify: {timeout: 1s}"
            .formatted(server.url()));
    cluster.eventuallyState(ns, "server", "Stale/" + reason);
    assertThat(cluster.tools(ns, "bot")).containsExactly("server:create_note", "server:get_note");
    server.behave(new Behaviour.Correct());
    cluster.eventuallyState(ns, "server", "Connected/Ready");
  }

  @Tag("consent-19")
  @Test
  void aWrongTokenIsRefusedAndARightOneHeals(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server =
        servers.endpoint("server-" + ns).tools(TWO_TOOLS).requireToken("canary-token-right");
    String url = server.url().toString();
    cluster.secret(ns, "token", "canary-token-wrong", "Namespace", url);
    cluster.connector(ns, "server", "server: {url: \"%s\"}".formatted(url));
    cluster.integration(
        ns,
        "server",
        """
        connectorRef: {name: server}
        credentials: {bearer: {secretKeyRef: {name: token, key: token}}}
        """);
    cluster.binding(ns, "bot", "");
    cluster.eventuallyState(ns, "server", "Error/CredentialRejected");
    cluster.secret(ns, "token", "canary-token-right", "Namespace", url);
    cluster.eventuallyTools(ns, "bot", "server:create_note", "server:get_note");

    server.requireToken("canary-token-another");
    cluster.secret(ns, "token", "canary-token-stale", "Namespace", url);
    cluster.eventuallyState(ns, "server", "Error/CredentialRejected");
    cluster.eventuallyTools(ns, "bot");
    eventually(() -> assertThat(cluster.credentialValues(ns, "bot")).isEmpty());
  }

  @Test
  void aServerThatWantsATokenSaysSo(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server =
        servers.endpoint("server-" + ns).tools(TWO_TOOLS).requireToken("canary-token-any");
    openServer(ns, "server", server.url().toString());
    cluster.eventuallyState(ns, "server", "Error/CredentialRequired");
  }

  @Tag("consent-13")
  @Tag("consent-14")
  @Test
  void aMissingKeyAndAnImpossibleValueAreTold(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = servers.endpoint("server-" + ns).tools(TWO_TOOLS);
    String url = server.url().toString();
    cluster.connector(ns, "server", "server: {url: \"%s\"}".formatted(url));
    cluster.secret(ns, "token", "canary-token-value", "Namespace", url);
    cluster.integration(
        ns,
        "server",
        """
        connectorRef: {name: server}
        credentials: {bearer: {secretKeyRef: {name: token, key: tokne}}}
        """);
    cluster.eventuallyState(ns, "server", "Pending/SecretKeyMissing");
    cluster.integration(
        ns,
        "server",
        """
        connectorRef: {name: server}
        credentials: {bearer: {secretKeyRef: {name: token, key: token}}}
        """);
    cluster.secret(ns, "token", "canary token with blanks", "Namespace", url);
    cluster.eventuallyState(ns, "server", "Error/SecretInvalid");
  }

  @Tag("consent-9")
  @Test
  void aSecretWithoutConsentIsNotSent(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = servers.endpoint("server-" + ns).tools(TWO_TOOLS);
    cluster.connector(ns, "server", "server: {url: \"%s\"}".formatted(server.url()));
    cluster.apply(
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: token, namespace: %s}
        stringData: {token: "canary-token-value"}
        """
            .formatted(ns));
    cluster.integration(
        ns,
        "server",
        """
        connectorRef: {name: server}
        credentials: {bearer: {secretKeyRef: {name: token, key: token}}}
        """);
    cluster.eventuallyState(ns, "server", "Pending/SecretNotConsented");
    // The connector may be asked about; that takes no Secret.
    cluster.eventuallyReachable(ns, "server", "True/Reachable");
    assertThat(server.requestsWithCredential()).isZero();
  }

  @Test
  void forbiddenDestinationsAreNeverCalled(TestNamespace namespace) {
    String ns = namespace.name();
    openServer(ns, "metadata", "http://169.254.169.254/latest");
    openServer(ns, "plain", "http://mcp.example.com/mcp");
    cluster.eventuallyState(ns, "metadata", "Error/DestinationForbidden");
    cluster.eventuallyState(ns, "plain", "Error/InsecureTransport");
    cluster.eventuallyReachable(ns, "metadata", "False/DestinationForbidden");
    cluster.eventuallyReachable(ns, "plain", "False/InsecureTransport");
  }
}
