package dev.toolrack.mcp;

import static dev.toolrack.mcp.Scripts.DISCOVERED;
import static dev.toolrack.mcp.Scripts.ONE_TOOL;
import static dev.toolrack.mcp.Scripts.reason;
import static dev.toolrack.mcp.Scripts.verified;
import static dev.toolrack.mcp.Scripts.verifier;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that break off, are closed under us, or that we give up. */
@Timeout(60)
class BrokenConnectionTest {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final String JSON =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";

  private static FailureReason verify(RawServer server, Duration timeout)
      throws InterruptedException {
    try (McpServerVerifier verifier = verifier()) {
      return reason(verifier.verify(request(server.url(), timeout)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'hello\r\n\r\n', MALFORMED_ANSWER",
    "'HTTP/1.1 abc OK\r\n\r\n', MALFORMED_ANSWER",
    "'HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n', MALFORMED_ANSWER",
    "'HTTP/1.1 200 OK\r\nno colon\r\n\r\n', MALFORMED_ANSWER",
    "'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{', UNREACHABLE",
    "'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', UNREACHABLE",
    "'', UNREACHABLE",
  })
  void breaksOff(String answer, FailureReason expected) throws Exception {
    try (RawServer server =
        new RawServer(c -> {
          var _ = c.request();
          c.send(answer);
        })) {
      assertThat(verify(server, Duration.ofSeconds(20))).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"101 Switching Protocols", "407 Proxy Authentication Required"})
  void statusesTheClientTreatsSpecially(String status) throws Exception {
    try (RawServer server =
        new RawServer(c -> {
          var _ = c.request();
          c.send("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n");
        })) {
      assertThat(verify(server, Duration.ofSeconds(20)).definite()).isFalse();
    }
  }

  @Test
  void connectionIsNotAccepted() throws Exception {
    // Linux drops further handshakes of a socket whose queue is full: like a firewall.
    List<Socket> queue = new ArrayList<>();
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        McpServerVerifier verifier = verifier()) {
      while (connected(queue, socket)) {
        assertThat(queue).hasSizeLessThan(100);
      }
      URI url = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
      // The client's own limit for connecting, far from the end of the whole verification.
      assertThat(reason(verifier.verify(request(url, LONG)))).isEqualTo(FailureReason.UNREACHABLE);
    } finally {
      for (Socket waiting : queue) {
        waiting.close();
      }
    }
  }

  private static boolean connected(List<Socket> queue, ServerSocket socket) {
    Socket waiting = new Socket();
    queue.add(waiting);
    try {
      waiting.connect(socket.getLocalSocketAddress(), 2_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void connectionClosedBetweenTwoRequests() throws Exception {
    try (RawServer server =
        new RawServer(c -> {
          String request = Objects.requireNonNull(c.request());
          String body =
              request.contains("server/discover")
                  ? "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + DISCOVERED + "}"
                  : "{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":" + ONE_TOOL + "}";
          c.send(
              "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                  + body.length()
                  + "\r\n\r\n"
                  + body);
          // Breaks off just when the second request arrives, as a server at the end of its
          // keep-alive time does.
          if (request.contains("server/discover")) {
            var _ = c.request();
          }
        })) {
      try (McpServerVerifier verifier = verifier()) {
        // Said to carry a credential, so that no metadata is looked up.
        var request = new VerificationRequest(server.url(), List.of(), true, LONG);
        assertThat(verified(verifier.verify(request)).tools()).hasSize(1);
        assertThat(server.connections()).isEqualTo(2);
      }
    }
  }

  @Test
  void interruptionEndsTheConnection() throws Exception {
    CountDownLatch dripping = new CountDownLatch(1);
    AtomicReference<Object> outcome = new AtomicReference<>();
    try (RawServer server =
            new RawServer(c -> {
              var _ = c.request();
              c.send(JSON);
              dripping.countDown();
              c.forever("1\r\n \r\n", 20);
            });
        McpServerVerifier verifier = verifier()) {
      Thread thread =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  outcome.set(verifier.verify(request(server.url(), LONG)));
                } catch (InterruptedException e) {
                  outcome.set(e);
                }
              });
      assertThat(dripping.await(20, TimeUnit.SECONDS)).isTrue();
      thread.interrupt();
      assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
      assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
      assertThat(server.clientWent()).isTrue();
    }
  }

  private static VerificationRequest request(URI url, Duration timeout) {
    return new VerificationRequest(url, List.of(), false, timeout);
  }
}
