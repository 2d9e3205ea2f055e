package dev.toolrack.mcp.oauth;

import static dev.toolrack.mcp.oauth.FakeIssuer.CLIENT;
import static dev.toolrack.mcp.oauth.FakeIssuer.TERMS;
import static dev.toolrack.mcp.oauth.FakeIssuer.TOKEN;
import static dev.toolrack.mcp.oauth.FakeIssuer.WELL_KNOWN;
import static dev.toolrack.mcp.oauth.FakeIssuer.asking;
import static dev.toolrack.mcp.oauth.FakeIssuer.refusal;
import static dev.toolrack.mcp.oauth.FakeIssuer.verifier;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.toolrack.mcp.McpServerVerifier;
import dev.toolrack.mcp.oauth.FakeIssuer.Script;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Authorization servers that flood, drip, hang, break off, compress or lead elsewhere. */
@Timeout(60)
class HostileIssuerTest {
  private static final Duration SHORT = Duration.ofSeconds(3);

  /**
   * What a server does, and what that means for metadata, and for a token that is asked for once.
   */
  enum Trick {
    HUGE(OAuthFailure.METADATA_INVALID, OAuthFailure.ANSWER_INVALID),
    ENDLESS(OAuthFailure.METADATA_INVALID, OAuthFailure.ANSWER_INVALID),
    DRIPPING(OAuthFailure.ISSUER_TIMEOUT, OAuthFailure.ANSWER_LOST),
    SILENT(OAuthFailure.ISSUER_TIMEOUT, OAuthFailure.ANSWER_LOST),
    BREAKING_OFF(OAuthFailure.ISSUER_UNAVAILABLE, OAuthFailure.ANSWER_LOST),
    COMPRESSED(OAuthFailure.METADATA_INVALID, OAuthFailure.ANSWER_INVALID),
    ELSEWHERE(OAuthFailure.NO_METADATA, OAuthFailure.REDIRECT_REFUSED),
    DEEP(OAuthFailure.METADATA_INVALID, OAuthFailure.ANSWER_INVALID),
    TWICE(OAuthFailure.METADATA_INVALID, OAuthFailure.ANSWER_INVALID),
    NO_UTF_8(OAuthFailure.METADATA_INVALID, OAuthFailure.ANSWER_INVALID);

    final OAuthFailure metadata;
    final OAuthFailure token;

    Trick(OAuthFailure metadata, OAuthFailure token) {
      this.metadata = metadata;
      this.token = token;
    }

    /** Those that are to time out do so soon; for all others their deadline is no way out. */
    Duration timeout() {
      return metadata == OAuthFailure.ISSUER_TIMEOUT ? SHORT : Duration.ofMinutes(10);
    }
  }

  private final CountDownLatch over = new CountDownLatch(1);

  private Script script(Trick trick, FakeIssuer issuer) {
    String good = TOKEN.substring(0, TOKEN.length() - 1);
    String known = issuer.document("").replaceAll("}$", "");
    String both = known + "," + good.substring(1);
    return (_, exchange) -> {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      switch (trick) {
        case HUGE -> send(exchange, 200, both + ",\"x\":\"" + "x".repeat(70_000) + "\"}");
        case DEEP ->
            send(exchange, 200, both + ",\"x\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}");
        case TWICE -> send(exchange, 200, both + ",\"token_type\":\"Bearer\"}");
        case NO_UTF_8 -> {
          byte[] bytes = (both + ",\"x\":\"\u00ff\"}").getBytes(StandardCharsets.ISO_8859_1);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
        }
        case COMPRESSED -> {
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          send(exchange, 200, both + "}");
        }
        case ELSEWHERE -> {
          exchange.getResponseHeaders().set("Location", issuer.at("/trap").toString());
          send(exchange, 302, "{}");
        }
        case ENDLESS, DRIPPING -> flow(exchange, trick == Trick.DRIPPING);
        case SILENT -> await(over, 20_000);
        case BREAKING_OFF -> exchange.close();
      }
    };
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    FakeIssuer.json(status, body).answer(new FakeIssuer.Asked("", "", Map.of(), ""), exchange);
  }

  private void flow(HttpExchange exchange, boolean slowly) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    out.write("{\"x\":\"".getBytes(StandardCharsets.UTF_8));
    byte[] portion = "x".repeat(slowly ? 1 : 8192).getBytes(StandardCharsets.UTF_8);
    while (over.getCount() > 0) {
      out.write(portion);
      out.flush();
      if (slowly) {
        await(over, 20);
      }
    }
  }

  private static void await(CountDownLatch latch, long millis) {
    try {
      var _ = latch.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @EnumSource
  void metadata(Trick trick) throws Exception {
    try (FakeIssuer issuer = new FakeIssuer("");
        McpServerVerifier verifier = verifier()) {
      issuer.on(WELL_KNOWN, script(trick, issuer));
      assertThat(
              refusal(
                  verifier
                      .oauth()
                      .clientCredentials(
                          asking(issuer.issuer(), trick.timeout(), _ -> true), CLIENT, TERMS)))
          .isEqualTo(trick.metadata);
      assertThat(issuer.paths()).doesNotContain("/trap", "/token");
      over.countDown();
    }
  }

  @ParameterizedTest
  @EnumSource
  void tokens(Trick trick) throws Exception {
    try (FakeIssuer issuer = new FakeIssuer();
        McpServerVerifier verifier = verifier()) {
      issuer.on("/token", script(trick, issuer));
      OAuthClient client = verifier.oauth();
      // Known before, so that all of the time is the token's: only what was sent can be lost.
      var _ = client.abilities(issuer.server());
      AskedServer asked = asking(issuer.issuer(), trick.timeout(), _ -> true);
      assertThat(refusal(client.refresh(asked, CLIENT, TERMS, "rt"))).isEqualTo(trick.token);
      assertThat(issuer.asked("/token")).hasSize(1);
      assertThat(issuer.paths()).doesNotContain("/trap");
      over.countDown();
    }
  }

  /** What may arrive twice has no answer to lose. */
  @Test
  void hangingWithoutConsequence() throws Exception {
    try (FakeIssuer issuer = new FakeIssuer();
        McpServerVerifier verifier = verifier()) {
      issuer.on("/token", script(Trick.SILENT, issuer));
      AskedServer asked = asking(issuer.issuer(), SHORT, _ -> true);
      assertThat(refusal(verifier.oauth().clientCredentials(asked, CLIENT, TERMS)))
          .isEqualTo(OAuthFailure.ISSUER_TIMEOUT);
      over.countDown();
    }
  }

  /** Nothing was lost of what never arrived. */
  @Test
  void nobodyThere() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    try (FakeIssuer issuer = new FakeIssuer();
        McpServerVerifier verifier = verifier()) {
      issuer.metadata("\"token_endpoint\":\"http://127.0.0.1:" + port + "/token\",");
      assertThat(refusal(verifier.oauth().refresh(issuer.server(), CLIENT, TERMS, "rt")))
          .isEqualTo(OAuthFailure.ISSUER_UNAVAILABLE);
      try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        Thread.startVirtualThread(() -> answerPlainly(plain));
        issuer.metadata(
            "\"token_endpoint\":\"https://127.0.0.1:" + plain.getLocalPort() + "/token\",");
        assertThat(fresh(verifier, issuer)).isEqualTo(OAuthFailure.ISSUER_TLS_FAILED);
      }
      issuer.metadata("\"token_endpoint\":\"https://nobody.invalid/token\",");
      assertThat(fresh(verifier, issuer)).isEqualTo(OAuthFailure.ISSUER_UNAVAILABLE);
    }
  }

  private static void answerPlainly(ServerSocket socket) {
    try (Socket connection = socket.accept()) {
      byte[] answer = "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
      connection.getOutputStream().write(answer);
    } catch (IOException e) {
      // The test is over.
    }
  }

  private static @Nullable OAuthFailure fresh(McpServerVerifier verifier, FakeIssuer issuer)
      throws InterruptedException {
    return refusal(
        verifier.oauth().withClock(System::nanoTime).refresh(issuer.server(), CLIENT, TERMS, "rt"));
  }

  @Test
  void afterClosing() throws Exception {
    try (FakeIssuer issuer = new FakeIssuer()) {
      McpServerVerifier verifier = verifier();
      verifier.close();
      assertThat(refusal(verifier.oauth().refresh(issuer.server(), CLIENT, TERMS, "rt")))
          .isEqualTo(OAuthFailure.ISSUER_UNAVAILABLE);
    }
  }
}
