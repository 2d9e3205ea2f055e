package dev.toolrack.testbed.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the scripted server does wrong when it is told to. */
class ScriptedFaultsTest {
  private static final String BACK = "http://127.0.0.1:9/back";

  private final ScriptedAuthorizationServer server =
      ScriptedAuthorizationServer.start().client("agents", "secret", BACK);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void failsAsOftenAsItWasTold() throws Exception {
    server
        .next(OauthEndpoint.TOKEN, 2, new Fault.Status(503, Map.of("Retry-After", "7")))
        .next(OauthEndpoint.TOKEN, 1, new Fault.Refused("temporarily_unavailable"))
        .next(OauthEndpoint.TOKEN, 1, new Fault.Body(200, "text/html", "<p>Hello</p>"));
    assertThat(credentials().status()).isEqualTo(503);
    assertThat(credentials().status()).isEqualTo(503);
    assertThat(credentials().text("error")).isEqualTo("temporarily_unavailable");
    assertThat(credentials().text("text")).isEqualTo("<p>Hello</p>");
    assertThat(credentials().status()).isEqualTo(200);
    server.next(OauthEndpoint.TOKEN, 100, new Fault.Dropped());
    assertThatThrownBy(this::credentials).isInstanceOf(IOException.class);
    server.recover();
    assertThat(credentials().status()).isEqualTo(200);
    assertThat(server.requests(OauthEndpoint.TOKEN))
        .extracting(OauthRequest::status)
        .containsExactly(503, 503, 400, 200, 200, 0, 200);
    assertThat(server.requests(OauthEndpoint.TOKEN)).allMatch(r -> r.client().equals("agents"));
  }

  @Test
  void anAnswerThatIsLostHasItsEffect() throws Exception {
    var refreshToken = grant();
    server.next(OauthEndpoint.TOKEN, 1, new Fault.Lost());
    assertThatThrownBy(() -> refresh(refreshToken)).isInstanceOf(IOException.class);
    assertThat(server.refreshes(server.grantOf(refreshToken).orElseThrow())).isEqualTo(1);
    assertThat(refresh(refreshToken).text("error")).isEqualTo("invalid_grant");
    assertThat(server.reusedRefreshTokens()).isEqualTo(1);
  }

  /** What a client leaves behind that is killed while it waits, before the refresh or after it. */
  @Test
  void saysWhoseAnswerNobodyGets() throws Exception {
    var refreshToken = grant();
    var grant = server.grantOf(refreshToken).orElseThrow();
    assertThat(caught(Fault.Unheard::new, refreshToken)).isEqualTo(grant);
    assertThat(server.refreshTokens(grant)).containsExactly(refreshToken);
    assertThat(caught(Fault.Withheld::new, refreshToken)).isEqualTo(grant);
    assertThat(server.refreshTokens(grant)).hasSize(2).startsWith(refreshToken);
    assertThat(server.isActive(grant)).isTrue();
    assertThat(refresh(refreshToken).text("error")).isEqualTo("invalid_grant");
    assertThat(server.isActive(grant)).isFalse();
  }

  /** The grant of a refresh that is not answered. */
  private String caught(
      BiFunction<CompletableFuture<String>, CountDownLatch, Fault> fault, String refreshToken)
      throws Exception {
    var grant = new CompletableFuture<String>();
    var until = new CountDownLatch(1);
    server.next(OauthEndpoint.TOKEN, 1, fault.apply(grant, until));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var refresh = threads.submit(() -> refresh(refreshToken));
      var about = grant.get();
      assertThat(server.unanswered()).isEqualTo(1);
      until.countDown();
      assertThatThrownBy(refresh::get).hasCauseInstanceOf(IOException.class);
      return about;
    }
  }

  @Test
  void seesRefreshesThatMeet() throws Exception {
    var refreshToken = grant();
    var other = grant();
    var reached = new CountDownLatch(1);
    var until =
        new CountDownLatch(1) {
          @Override
          public void await() throws InterruptedException {
            reached.countDown();
            super.await();
          }
        };
    server.next(OauthEndpoint.TOKEN, 1, new Fault.Held(until));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var held = threads.submit(() -> refresh(refreshToken));
      // Not only begun: the other one could come before it, and be held in its place.
      reached.await();
      assertThat(server.unanswered()).isEqualTo(1);
      assertThat(refresh(other).status()).isEqualTo(200);
      assertThat(server.overlappingRefreshes()).isZero();
      assertThat(refresh(refreshToken).status()).isEqualTo(400);
      assertThat(server.overlappingRefreshes()).isEqualTo(1);
      until.countDown();
      assertThat(held.get().status()).isEqualTo(200);
    }
  }

  @Test
  void answersLate() throws Exception {
    server.next(OauthEndpoint.TOKEN, 1, new Fault.Delayed(Duration.ofMillis(300)));
    var started = System.nanoTime();
    assertThat(credentials().status()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThan(Duration.ofMillis(299));
  }

  @Test
  void anOutageForgetsNothing() throws Exception {
    var refreshToken = grant();
    server.stop();
    assertThatThrownBy(() -> refresh(refreshToken)).isInstanceOf(IOException.class);
    server.startAgain();
    assertThat(refresh(refreshToken).status()).isEqualTo(200);
  }

  private RawOauth.Answer credentials() throws IOException, InterruptedException {
    return token(Map.of("grant_type", "client_credentials"));
  }

  private RawOauth.Answer refresh(String token) throws IOException, InterruptedException {
    return token(Map.of("grant_type", "refresh_token", "refresh_token", token));
  }

  private RawOauth.Answer token(Map<String, String> form) throws IOException, InterruptedException {
    return RawOauth.post(server.endpoint(OauthEndpoint.TOKEN), "agents", "secret", form);
  }

  private String grant() {
    return server.grant("agents", "mcp.read");
  }
}
