package dev.toolrack.mcp;

import static dev.toolrack.mcp.Scripts.DISCOVERED;
import static dev.toolrack.mcp.Scripts.INITIALIZED;
import static dev.toolrack.mcp.Scripts.ONE_TOOL;
import static dev.toolrack.mcp.Scripts.reason;
import static dev.toolrack.mcp.Scripts.verified;
import static dev.toolrack.mcp.Scripts.verifier;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that hang, drip, flood or break off. The class timeout only guards against hanging. */
@Timeout(60)
class HostileServerTest {
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final String JSON =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
  private static final String STREAM =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

  @Test
  void neverAnswers() throws Exception {
    try (RawServer server =
        new RawServer(c -> {
          var _ = c.request();
          Thread.sleep(LONG);
        })) {
      assertThat(verify(server, SHORT)).isEqualTo(FailureReason.TIMEOUT);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n{",
        "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 9000\r\n\r\n<",
        "HTTP/1.1 202 Accepted\r\nContent-Length: 9000\r\n\r\n.",
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n",
      })
  void stopsInTheMiddle(String start) throws Exception {
    try (RawServer server =
        new RawServer(c -> {
          var _ = c.request();
          c.send(start);
          Thread.sleep(LONG);
        })) {
      assertThat(verify(server, SHORT)).isEqualTo(FailureReason.TIMEOUT);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'HTTP/1.1 200 OK\r\n', 'x: y\r\n'",
    "'" + JSON + "', '1\r\n \r\n'",
    "'" + STREAM + "', '3\r\n:.\n\r\n'",
  })
  void dripsForever(String start, String drop) throws Exception {
    try (RawServer server =
        new RawServer(c -> {
          var _ = c.request();
          c.send(start.replace("\\r\\n", "\r\n"));
          c.forever(drop, 20);
        })) {
      assertThat(verify(server, SHORT)).isEqualTo(FailureReason.TIMEOUT);
      assertThat(server.clientWent()).isTrue();
    }
  }

  @Test
  void floods() throws Exception {
    String chunk = "4000\r\n" + " ".repeat(0x4000) + "\r\n";
    for (String start : List.of(JSON, STREAM, STREAM + "6\r\ndata: \r\n")) {
      AtomicInteger sent = new AtomicInteger();
      try (RawServer server =
          new RawServer(c -> {
            var _ = c.request();
            c.send(start);
            while (true) {
              c.send(chunk);
              sent.incrementAndGet();
            }
          })) {
        assertThat(verify(server, LONG)).isEqualTo(FailureReason.ANSWER_TOO_LARGE);
        assertThat(server.clientWent()).isTrue();
        // 2 MiB and what the sockets buffer.
        assertThat(sent.get()).isLessThan(4096);
      }
    }
  }

  @Test
  void floodsWithAnError() throws Exception {
    for (String type : List.of("application/json", "text/html")) {
      try (RawServer server =
          new RawServer(c -> {
            var _ = c.request();
            c.send("HTTP/1.1 500 No\r\nContent-Type: " + type + "\r\n\r\n");
            c.forever("x".repeat(10_000), 0);
          })) {
        assertThat(verify(server, LONG)).isEqualTo(FailureReason.SERVER_ERROR);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401 Unauthorized, CREDENTIAL_REQUIRED",
    "403 Forbidden, FORBIDDEN",
    "429 Too Many Requests, RATE_LIMITED",
    "302 Found, REDIRECT_REFUSED"
  })
  void drippingBodyDoesNotHoldUpWhatTheHeadersDecide(String status, FailureReason expected)
      throws Exception {
    try (RawServer server =
        new RawServer(c -> {
          var _ = c.request();
          c.send("HTTP/1.1 " + status + "\r\nContent-Length: 1000000\r\n\r\n");
          c.forever(" ", 20);
        })) {
      assertThat(verify(server, LONG)).isEqualTo(expected);
      assertThat(server.clientWent()).isTrue();
    }
  }

  @Test
  void interimAnswersForever() throws Exception {
    try (RawServer server =
        new RawServer(c -> {
          var _ = c.request();
          c.forever("HTTP/1.1 100 Continue\r\n\r\n", 20);
        })) {
      // The JDK gives up after some of them; how it says so is its own business.
      assertThat(verify(server, SHORT).definite()).isFalse();
      assertThat(server.clientWent()).isTrue();
    }
  }

  @Test
  void headersWithoutEnd() throws Exception {
    try (RawServer server =
        new RawServer(c -> {
          var _ = c.request();
          c.send("HTTP/1.1 200 OK\r\n");
          c.forever("x: " + "y".repeat(8000) + "\r\n", 0);
        })) {
      assertThat(verify(server, LONG)).isEqualTo(FailureReason.MALFORMED_ANSWER);
      assertThat(server.clientWent()).isTrue();
    }
  }

  @Test
  void compressedWithoutBeingAsked() throws Exception {
    var bomb = new java.io.ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bomb)) {
      gzip.write(new byte[50_000_000]);
    }
    try (RawServer server =
        new RawServer(c -> {
          var _ = c.request();
          c.send(
              "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n"
                  + "Content-Length: "
                  + bomb.size()
                  + "\r\n\r\n");
          c.out().write(bomb.toByteArray());
        })) {
      assertThat(verify(server, LONG)).isEqualTo(FailureReason.UNSUPPORTED_ENCODING);
    }
  }

  @Test
  void streamStaysOpenAfterTheAnswer() throws Exception {
    try (RawServer server =
        new RawServer(c -> {
          String request = Objects.requireNonNull(c.request());
          boolean discover = request.contains("server/discover");
          c.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream;charset=utf-8\r\n\r\n");
          c.send(
              "event: message\rdata: {\"jsonrpc\":\"2.0\",\ndata:\"id\":"
                  + (discover ? "1,\"result\":" + DISCOVERED : "2,\"result\":" + ONE_TOOL)
                  + "}\r\n\r\n");
          c.forever(":\n", 20);
        })) {
      try (McpServerVerifier verifier = verifier()) {
        Verified verified = verified(verifier.verify(request(server.url(), LONG)));
        assertThat(verified.tools()).containsExactly(new RawTool(Scripts.TOOL));
        assertThat(server.clientWent()).isTrue();
      }
    }
  }

  @Test
  void slowFarewellDoesNotSpoilTheVerdict() throws Exception {
    CountDownLatch deleted = new CountDownLatch(1);
    try (FakeServer server =
            new FakeServer(asked -> {
              if (asked.method().equals("DELETE")) {
                deleted.countDown();
                pause();
              }
              return switch (asked.method()) {
                case "initialize" -> asked.result(INITIALIZED).with("Mcp-Session-Id", "s");
                case "tools/list" -> asked.result(ONE_TOOL);
                case "notifications/initialized" -> FakeServer.Answer.empty(202);
                default -> asked.error(400, -32000);
              };
            });
        McpServerVerifier verifier = verifier()) {
      assertThat(verified(verifier.verify(request(server.url(), LONG))).tools()).hasSize(1);
      // The verdict does not wait for it for long, the server may be later.
      assertThat(deleted.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LONG);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static FailureReason verify(RawServer server, Duration timeout)
      throws InterruptedException {
    try (McpServerVerifier verifier = verifier()) {
      return reason(verifier.verify(request(server.url(), timeout)));
    }
  }

  private static VerificationRequest request(URI url, Duration timeout) {
    return new VerificationRequest(url, List.of(), false, timeout);
  }
}
