package dev.toolrack.operator;

import static dev.toolrack.operator.ManyLogins.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.crds.Api;
import dev.toolrack.operator.KubectlToolrack.Answer;
import dev.toolrack.testbed.ControlPlane;
import dev.toolrack.testbed.junit.KubernetesApi;
import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import dev.toolrack.testbed.mcp.FakeMcpServer;
import dev.toolrack.testbed.oauth.Keycloak;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A real Keycloak, whose refresh tokens are good once and whose access tokens end after seconds,
 * and two replicas of the operator.
 */
@KubernetesApi(crds = "crds/yaml")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeycloakEnduranceIT {
  private static final int REFRESHES =
      Math.max(40, Integer.getInteger("toolrack.refreshes", 0) / 10);
  private static final Duration SHORT = Duration.ofSeconds(4);
  private static final List<String> LOGINS =
      List.of("crm-0", "crm-1", "crm-2", "crm-3", "crm-4", "crm-5");

  /** What happens to the leader, each after its share of all refreshes; last, it is stopped. */
  private static final List<Mishap> MISHAPS =
      List.of(Mishap.KILLED_AFTER_THE_WRITE, Mishap.KILLED_BEFORE_THE_WRITE, Mishap.KILLED);

  private static final String USER = "grace";
  private static final String PASSWORD = Keycloak.passwordOf(USER);

  private Keycloak keycloak;
  private FakeMcpServer servers;
  private Turnstile turnstile;
  private Replicas replicas;
  private Cluster cluster;
  private KubectlToolrack toolrack;

  @BeforeAll
  void start(KubernetesClient client, ControlPlane controlPlane) {
    keycloak = Keycloak.shared();
    cluster = new Cluster(client);
    servers = FakeMcpServer.start();
    turnstile = new Turnstile();
    replicas = new Replicas(client, controlPlane, turnstile);
    replicas.start();
    replicas.start();
    toolrack = new KubectlToolrack(controlPlane.kubeconfigFile());
    // Those that are there from the beginning may not have offline tokens.
    keycloak.admin().addUser(USER, PASSWORD);
  }

  @BeforeEach
  void shortTokens() {
    keycloak.admin().lifetime(SHORT);
  }

  @AfterAll
  void stop() {
    keycloak.admin().lifetime(Keycloak.LIFETIME);
    keycloak.admin().secret(Keycloak.AGENTS, Keycloak.secretOf(Keycloak.AGENTS));
    replicas.close();
    turnstile.close();
    servers.close();
  }

  @Test
  void loginsOutliveTheirLeadersAndEndWithTheSession(
      KubernetesClient client, TestNamespace namespace) {
    String ns = namespace.name();
    keycloak.admin().noteRefreshes();
    declare(ns, "logins", "scopes: [openid, mcp.read]", Keycloak.CLI, "");
    LOGINS.forEach(name -> integration(ns, name, "AuthorizationCode"));
    try (var history = new TokenHistory(client, ns, _ -> {})) {
      LOGINS.forEach(name -> connect(ns, name));
      var losses = new LoginLosses(keycloak, USER, history);
      int share = REFRESHES / (MISHAPS.size() + 1);
      int done = LOGINS.size();
      for (Mishap mishap : MISHAPS) {
        refreshed(history, done += share);
        happens(ns, mishap, losses);
      }
      refreshed(history, done + share);
      Map<String, Integer> asked = losses.asked();
      String before = replicas.stopLeader();
      replicas.start();
      assertThat(replicas.leader()).isNotEqualTo(before);
      refreshed(history, history.accessTokens().size() + LOGINS.size());
      soon(() -> assertThat(losses.suffered()).isEqualTo(asked));
      assertThat(losses.asked()).as("whoever is asked to stop loses nothing").isEqualTo(asked);
      soon(() -> assertThat(held(ns)).hasSize(LOGINS.size()).allMatch(this::isOfTheUser));

      keycloak.admin().logout(USER);
      LOGINS.forEach(name -> isSaid(ns, name, "ReconnectRequired/ReconnectRequired"));
      soon(() -> assertThat(held(ns)).isEmpty());
      keycloak.admin().lifetime(Keycloak.LIFETIME);
      connect(ns, LOGINS.getFirst());
      isSaid(ns, LOGINS.getFirst(), "Connected/Ready");
      soon(() -> assertThat(held(ns)).hasSize(1).allMatch(token -> history.kept(token)));
      assertThat(history.delivered()).allMatch(history::kept);
    }
  }

  /** The leader is killed, and whoever lost a login by that logs in again. */
  private void happens(String ns, Mishap mishap, LoginLosses losses) {
    Map<String, Integer> before = losses.asked();
    Optional<String> hit =
        switch (mishap) {
          case KILLED_BEFORE_THE_WRITE -> Optional.of(killedAt(Turnstile.Side.BEFORE));
          case KILLED_AFTER_THE_WRITE -> Optional.of(killedAt(Turnstile.Side.AFTER));
          default -> {
            replicas.killLeader();
            yield Optional.empty();
          }
        };
    var was = new TreeMap<String, String>();
    LOGINS.forEach(name -> was.put(name, accessToken(ns, name)));
    replicas.letTheLeaseRunOut();
    replicas.start();
    replicas.leader();
    // Another one, or none any more: both show that Keycloak was asked after that.
    was.forEach((name, token) -> soon(() -> assertThat(accessToken(ns, name)).isNotEqualTo(token)));
    soon(() -> assertThat(losses.asked()).isEqualTo(losses.suffered()));
    Map<String, Integer> after = losses.asked();
    List<String> lost =
        LOGINS.stream().filter(name -> !Objects.equals(after.get(name), before.get(name))).toList();
    hit.ifPresent(name ->
        assertThat(lost.contains(name))
            .as("%s of %s", mishap, name)
            .isEqualTo(mishap.losesAnAnswer));
    lost.forEach(name -> connect(ns, name));
    LOGINS.forEach(name -> isSaid(ns, name, "Connected/Ready"));
  }

  private String killedAt(Turnstile.Side side) {
    Turnstile.Stop stop = turnstile.stop(side);
    String secret = stop.secret().orTimeout(3, TimeUnit.MINUTES).join();
    replicas.killLeader();
    stop.until().countDown();
    return secret.substring(0, secret.length() - "-token".length());
  }

  private static void refreshed(TokenHistory history, int times) {
    soon(() -> assertThat(history.accessTokens()).hasSizeGreaterThan(times));
  }

  /** What is kept for an integration, or an empty text. */
  private String accessToken(String ns, String name) {
    var secret = cluster.client().secrets().inNamespace(ns).withName(name + "-token").require();
    return TokenHistory.values(secret).getOrDefault(Api.ACCESS_TOKEN_KEY, "");
  }

  @Test
  void aClientsSecretIsRotatedHereAndThere(KubernetesClient client, TestNamespace namespace) {
    String ns = namespace.name();
    try (var history = new TokenHistory(client, ns, _ -> {})) {
      declare(
          ns,
          "rotated",
          "scopes: [mcp.read]",
          Keycloak.AGENTS,
          secret(Keycloak.secretOf(Keycloak.AGENTS)));
      integration(ns, "crm", "ClientCredentials");
      soon(() -> assertThat(history.delivered()).hasSizeGreaterThan(2));

      String next = keycloak.admin().rotateSecret(Keycloak.AGENTS);
      isSaid(ns, "crm", "Error/TokenRefused");
      soon(() -> assertThat(held(ns)).isEmpty());
      Set<String> before = history.accessTokens();
      keycloak.admin().lifetime(Keycloak.LIFETIME);
      declare(ns, "rotated", "scopes: [mcp.read]", Keycloak.AGENTS, secret(next));
      isSaid(ns, "crm", "Connected/Ready");
      soon(() -> assertThat(held(ns)).hasSize(1).doesNotContainAnyElementsOf(before));
      assertThat(history.delivered())
          .allMatch(history::kept)
          .extracting(JwtClaims::of)
          .allMatch(token -> token.text("iss").equals(keycloak.issuer().toString()))
          .allMatch(token -> token.text("azp").equals(Keycloak.AGENTS));
    }
  }

  /** A connector, the client's Secret, and an agent. */
  private void declare(String ns, String path, String scopes, String client, String secret) {
    FakeEndpoint server =
        servers
            .endpoint(path)
            .tools(OperatorCase.TWO_TOOLS)
            .requireToken(token -> token.split("\\.", -1).length == 3);
    cluster.connector(
        ns,
        "crm",
        """
        type: OAuth
        server: {url: "%s"}
        oauth: {issuer: "%s", %s}
        """
            .formatted(server.url(), keycloak.issuer(), scopes));
    cluster.apply(
        """
        apiVersion: v1
        kind: Secret
        metadata:
          name: client
          namespace: %s
          labels: {toolrack.dev/credential: Namespace}
          annotations: {toolrack.dev/send-to: "%s %s"}
        stringData: {client_id: "%s"%s}
        """
            .formatted(ns, server.url(), keycloak.issuer(), client, secret));
    cluster.binding(ns, ManyLogins.AGENT, "");
  }

  private static String secret(String value) {
    return ", client_secret: \"%s\"".formatted(value);
  }

  private void integration(String ns, String name, String grant) {
    cluster.integration(
        ns,
        name,
        """
        connectorRef: {name: crm}
        credentials:
          oauth: {grant: %s, clientRef: {name: client}}
        """
            .formatted(grant));
  }

  /** Somebody logs in with the command. */
  private void connect(String ns, String name) {
    soon(() -> assertThat(cluster.integrationState(ns, name)).startsWith("ReconnectRequired/"));
    Answer connected =
        toolrack.told(
            new LinkFollower(new KeycloakPerson(USER, PASSWORD)),
            "",
            "connect",
            ns + "/" + name,
            "--no-browser",
            "--allow-loopback");
    assertThat(connected.status()).as(connected.err() + connected.out()).isZero();
  }

  private boolean isOfTheUser(String token) {
    return keycloak.user(token).equals(Optional.of(USER));
  }

  private void isSaid(String ns, String name, String state) {
    soon(() -> assertThat(cluster.integrationState(ns, name)).isEqualTo(state));
  }

  private List<String> held(String ns) {
    return cluster.credentialValues(ns, ManyLogins.AGENT);
  }
}
