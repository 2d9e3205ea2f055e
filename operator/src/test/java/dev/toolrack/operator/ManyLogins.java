package dev.toolrack.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.crds.Api;
import dev.toolrack.testbed.oauth.ScriptedAuthorizationServer;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.awaitility.core.ThrowingRunnable;

/**
 * Integrations of one MCP server, each with a login of its own, and an agent that has all of them.
 */
final class ManyLogins {
  static final String CLIENT = "kubectl-toolrack";
  static final String AGENT = "bot";

  /** Replicas are processes, and take their time to start where all processors are busy. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Cluster cluster;
  private final String namespace;
  private final ScriptedAuthorizationServer issuer;
  private final URI server;
  private final List<String> all = new ArrayList<>();
  private final Map<String, String> current = new TreeMap<>();

  ManyLogins(Cluster cluster, String namespace, ScriptedAuthorizationServer issuer, URI server) {
    this.cluster = cluster;
    this.namespace = namespace;
    this.issuer = issuer;
    this.server = server;
  }

  /** Declares them, and lets somebody log in for each. */
  void begin(int count) {
    cluster.connector(
        namespace,
        "crm",
        """
        type: OAuth
        server: {url: "%s"}
        oauth: {issuer: "%s", scopes: [mcp.read]}
        """
            .formatted(server, issuer.issuer()));
    List<String> names = IntStream.range(0, count).mapToObj(i -> "crm-" + i).toList();
    for (String name : names) {
      cluster.integration(
          namespace,
          name,
          """
          connectorRef: {name: crm}
          credentials:
            oauth: {grant: AuthorizationCode}
          """);
    }
    cluster.binding(namespace, AGENT, "");
    connect(names);
  }

  /** The integrations. */
  Set<String> names() {
    return current.keySet();
  }

  /** The grant that an integration has now. */
  String grant(String name) {
    return Objects.requireNonNull(current.get(name));
  }

  /** The grants that the integrations have now. */
  Collection<String> grants() {
    return current.values();
  }

  /** Every grant that any of them ever had. */
  List<String> all() {
    return all;
  }

  /** How often the operators refreshed. */
  int refreshes() {
    return all.stream().mapToInt(issuer::refreshes).sum();
  }

  /** Waits as long as this may take. */
  static void soon(ThrowingRunnable assertion) {
    Cluster.await(PATIENCE).untilAsserted(assertion);
  }

  /** Somebody logs in for these. */
  void connect(Collection<String> names) {
    var given = new TreeMap<String, String>();
    for (String name : names) {
      String begun = issuer.grant(CLIENT, "mcp.read", server.toString());
      String grant = issuer.grantOf(begun).orElseThrow();
      all.add(grant);
      current.put(name, grant);
      given.put(name, handOver(name, begun));
    }
    given.forEach((name, uid) -> {
      soon(() -> assertThat(login(name)).isEqualTo(uid));
      cluster.client().secrets().inNamespace(namespace).withName(name + "-login").delete();
    });
  }

  /** Waits until an integration works. */
  void isConnected(String name) {
    isSaid(name, "Connected/Ready");
  }

  /** Waits until an integration says that nobody is logged in, and the agent has nothing of it. */
  void isOver(String name) {
    String grant = grant(name);
    isSaid(name, "ReconnectRequired/ReconnectRequired");
    soon(() ->
        assertThat(held()).noneMatch(token -> issuer.grantOf(token).orElse("").equals(grant)));
    assertThat(kept(name)).doesNotContainKeys(Api.ACCESS_TOKEN_KEY, Api.REFRESH_TOKEN_KEY);
  }

  /** The access tokens that the agent has. */
  List<String> held() {
    return cluster.credentialValues(namespace, AGENT);
  }

  /** What is kept for an integration. */
  Map<String, String> kept(String name) {
    Secret secret =
        cluster.client().secrets().inNamespace(namespace).withName(name + "-token").get();
    return secret == null ? Map.of() : TokenHistory.values(secret);
  }

  private void isSaid(String name, String state) {
    soon(() -> assertThat(cluster.integrationState(namespace, name)).isEqualTo(state));
  }

  private String login(String name) {
    Secret secret =
        cluster.client().secrets().inNamespace(namespace).withName(name + "-token").get();
    return secret == null
        ? ""
        : secret.getMetadata().getAnnotations().getOrDefault(Api.TOKEN_LOGIN_ANNOTATION, "");
  }

  /** What the command would write; a refresh token alone is enough. */
  private String handOver(String name, String refreshToken) {
    soon(() -> {
      var status = cluster.integration(namespace, name).getStatus();
      assertThat(status == null ? null : status.login()).isNotNull();
    });
    var secret = new SecretBuilder();
    var annotations = new HashMap<String, String>();
    annotations.put(
        Api.TOKEN_PLAN_ANNOTATION,
        Objects.requireNonNull(cluster.integration(namespace, name).getStatus().login()).plan());
    annotations.put(Api.SEND_TO_ANNOTATION, server + " " + issuer.issuer());
    secret
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(name + "-login")
        .addToLabels(Api.CREDENTIAL_LABEL, "Namespace")
        .withAnnotations(annotations)
        .endMetadata()
        .withStringData(Map.of(Api.REFRESH_TOKEN_KEY, refreshToken, Api.CLIENT_ID_KEY, CLIENT));
    return cluster.client().resource(secret.build()).create().getMetadata().getUid();
  }
}
