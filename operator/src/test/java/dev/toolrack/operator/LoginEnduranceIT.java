package dev.toolrack.operator;

import static dev.toolrack.operator.ManyLogins.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.crds.Api;
import dev.toolrack.testbed.ControlPlane;
import dev.toolrack.testbed.junit.KubernetesApi;
import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import dev.toolrack.testbed.mcp.FakeMcpServer;
import dev.toolrack.testbed.oauth.Fault;
import dev.toolrack.testbed.oauth.OauthEndpoint;
import dev.toolrack.testbed.oauth.ScriptedAuthorizationServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Hundreds of refreshes with rotation, by two replicas of which the working one is killed again and
 * again. What must be left is worked out from what the authorization server has made and what the
 * API server has stored, never from the clock.
 */
@KubernetesApi(crds = "crds/yaml")
class LoginEnduranceIT {
  private static final int REFRESHES = Integer.getInteger("toolrack.refreshes", 200);
  private static final long SEED = Long.getLong("toolrack.seed", 1);
  private static final int LOGINS = 12;
  private static final Duration LIFETIME = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** These and the same again for each so many refreshes. */
  private static final List<Mishap> MISHAPS =
      List.of(
          Mishap.KILLED_BEFORE_THE_REFRESH,
          Mishap.KILLED_BEFORE_THE_ANSWER,
          Mishap.KILLED_BEFORE_THE_WRITE,
          Mishap.KILLED_AFTER_THE_WRITE,
          Mishap.KILLED,
          Mishap.KILLED,
          Mishap.ANSWER_LOST);

  private static final int REFRESHES_OF_A_ROUND = 200;

  private final Random random = new Random(SEED);
  private final Set<String> lost = new HashSet<>();
  private final Map<String, Integer> losses = new TreeMap<>();
  private ScriptedAuthorizationServer issuer;
  private FakeMcpServer servers;
  private FakeEndpoint server;
  private Turnstile turnstile;
  private Replicas replicas;
  private TokenHistory history;
  private ManyLogins logins;
  private int kills;

  @BeforeEach
  void start(KubernetesClient client, ControlPlane controlPlane, TestNamespace namespace) {
    issuer =
        ScriptedAuthorizationServer.start("/tenant")
            .publicClient(ManyLogins.CLIENT)
            .lifetime(LIFETIME);
    servers = FakeMcpServer.start();
    server =
        servers.endpoint("endurance").tools(OperatorCase.TWO_TOOLS).requireToken(issuer::accepts);
    turnstile = new Turnstile();
    replicas = new Replicas(client, controlPlane, turnstile);
    history = new TokenHistory(client, namespace.name(), _ -> {});
    logins = new ManyLogins(new Cluster(client), namespace.name(), issuer, server.url());
  }

  @AfterEach
  void stop() {
    history.close();
    replicas.close();
    turnstile.close();
    servers.close();
    issuer.close();
  }

  @Test
  void noLoginIsLostUnlessTheAnswerWas() {
    try {
      replicas.start();
      replicas.start();
      replicas.leader();
      logins.begin(LOGINS);
      endure();
      everythingIsAccountedFor();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("with -Dtoolrack.seed=" + SEED + ": " + e.getMessage(), e);
    }
  }

  private void endure() {
    List<Mishap> plan = plan();
    int done = 0;
    for (Mishap mishap : plan) {
      // Somewhere in its share of all refreshes.
      refreshed(done + random.nextInt(Math.max(1, REFRESHES / plan.size())));
      done += REFRESHES / plan.size();
      Optional<String> hit = happens(mishap);
      List<String> unstored = unstored();
      hit.ifPresent(name ->
          assertThat(unstored.contains(name))
              .as("%s of %s", mishap, name)
              .isEqualTo(mishap.losesAnAnswer));
      if (mishap.kills) {
        kills++;
        replicas.letTheLeaseRunOut();
        replicas.start();
        replicas.leader();
      }
      settle(unstored);
    }
    refreshed(REFRESHES);
    assertThat(replicas.changes()).isGreaterThanOrEqualTo(kills);
  }

  private List<Mishap> plan() {
    var plan = new ArrayList<Mishap>();
    for (int i = 0; i < Math.max(1, REFRESHES / REFRESHES_OF_A_ROUND); i++) {
      plan.addAll(MISHAPS);
    }
    Collections.shuffle(plan, random);
    return plan;
  }

  /** Returns the integration that it happens to, if that is known, when nobody works any more. */
  private Optional<String> happens(Mishap mishap) {
    Optional<String> hit =
        switch (mishap) {
          case KILLED_BEFORE_THE_REFRESH -> {
            var grant = new CompletableFuture<String>();
            var until = new CountDownLatch(1);
            issuer.next(OauthEndpoint.TOKEN, 1, new Fault.Unheard(grant, until));
            String name = nameOf(told(grant));
            replicas.killLeader();
            until.countDown();
            yield Optional.of(name);
          }
          case KILLED_BEFORE_THE_ANSWER -> {
            var grant = new CompletableFuture<String>();
            var until = new CountDownLatch(1);
            issuer.next(OauthEndpoint.TOKEN, 1, new Fault.Withheld(grant, until));
            String name = nameOf(told(grant));
            replicas.killLeader();
            until.countDown();
            yield Optional.of(name);
          }
          case KILLED_BEFORE_THE_WRITE -> Optional.of(killedAt(Turnstile.Side.BEFORE));
          case KILLED_AFTER_THE_WRITE -> Optional.of(killedAt(Turnstile.Side.AFTER));
          case KILLED -> {
            replicas.killLeader();
            yield Optional.empty();
          }
          case ANSWER_LOST -> {
            var grant = new CompletableFuture<String>();
            issuer.next(OauthEndpoint.TOKEN, 1, new Fault.Withheld(grant, new CountDownLatch(0)));
            yield Optional.of(nameOf(told(grant)));
          }
        };
    if (mishap.kills) {
      soon(() -> assertThat(issuer.unanswered()).isZero());
    }
    return hit;
  }

  private String killedAt(Turnstile.Side side) {
    Turnstile.Stop stop = turnstile.stop(side);
    String secret = told(stop.secret());
    replicas.killLeader();
    stop.until().countDown();
    return secret.substring(0, secret.length() - "-token".length());
  }

  /** The integrations whose newest refresh token is not kept, now. */
  private List<String> unstored() {
    return logins.names().stream()
        .filter(name ->
            !newest(logins.grant(name)).equals(logins.kept(name).get(Api.REFRESH_TOKEN_KEY)))
        .toList();
  }

  /**
   * Waits until whoever works now has come to each login: those that are there go on, and the
   * others are asked for, whereupon somebody logs in.
   *
   * @param unstored which of them may be lost; a write may have been on its way when it was seen
   */
  private void settle(List<String> unstored) {
    var before = new TreeMap<String, Integer>();
    logins.names().forEach(name -> before.put(name, issuer.refreshes(logins.grant(name))));
    var over = new ArrayList<String>();
    for (String name : logins.names()) {
      String grant = logins.grant(name);
      String newest = newest(grant);
      int known = before.getOrDefault(name, 0);
      soon(() -> assertThat(issuer.refreshes(grant) > known || !issuer.isActive(grant)).isTrue());
      if (unstored.contains(name) && !issuer.isActive(grant)) {
        assertThat(history.kept(newest)).isFalse();
        logins.isOver(name);
        lost.add(grant);
        losses.merge(name, 1, Integer::sum);
        over.add(name);
      } else {
        assertThat(issuer.isActive(grant)).as("the grant of %s", name).isTrue();
      }
    }
    logins.connect(over);
  }

  private void everythingIsAccountedFor() {
    for (String grant : logins.all()) {
      // But for the one that was handed over: it is of no use as soon as it is taken over.
      List<String> made = issuer.refreshTokens(grant).stream().skip(1).toList();
      boolean isLost = lost.contains(grant);
      assertThat(issuer.isActive(grant)).as(grant).isEqualTo(!isLost);
      soon(() ->
          assertThat(isLost ? made.subList(0, made.size() - 1) : made).allMatch(history::kept));
      assertThat(history.kept(made.getLast())).as("the last one of " + grant).isEqualTo(!isLost);
    }
    assertThat(issuer.overlappingRefreshes()).isZero();
    assertThat(issuer.reusedRefreshTokens()).isEqualTo(lost.size());
    for (String name : logins.names()) {
      // Once at first, when nobody had logged in yet.
      assertThat(history.reconnects(name))
          .as("how often %s asked for a login", name)
          .isEqualTo(1 + losses.getOrDefault(name, 0));
    }
    issuer.lifetime(Duration.ofMinutes(5));
    logins.names().forEach(logins::isConnected);
    soon(() -> {
      List<String> held = logins.held();
      assertThat(held).allMatch(token -> issuer.accepts(token, server.url()));
      assertThat(held)
          .extracting(token -> issuer.grantOf(token).orElseThrow())
          .containsExactlyInAnyOrderElementsOf(logins.grants());
    });
    Set<String> delivered = history.delivered();
    assertThat(delivered).allMatch(history::kept);
    assertThat(logins.all())
        .flatExtracting(issuer::refreshTokens)
        .noneMatch(refreshToken -> delivered.stream().anyMatch(v -> v.contains(refreshToken)));
  }

  private void refreshed(int times) {
    Cluster.await(PATIENCE.plusMillis(REFRESHES * 500L))
        .untilAsserted(() -> assertThat(logins.refreshes()).isGreaterThanOrEqualTo(times));
  }

  private String newest(String grant) {
    return issuer.refreshTokens(grant).getLast();
  }

  private String nameOf(String grant) {
    return logins.names().stream()
        .filter(name -> Objects.equals(logins.grant(name), grant))
        .findFirst()
        .orElseThrow();
  }

  private static String told(CompletableFuture<String> what) {
    return what.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }
}
