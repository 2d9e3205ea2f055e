package dev.toolrack.mcp;

import static dev.toolrack.mcp.Scripts.ONE_TOOL;
import static dev.toolrack.mcp.Scripts.TOOL;
import static dev.toolrack.mcp.Scripts.reason;
import static dev.toolrack.mcp.Scripts.verified;
import static dev.toolrack.mcp.Scripts.verifier;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.mcp.FakeServer.Asked;
import dev.toolrack.mcp.egress.Tenant;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers of 2024-11-05, well behaved and not. */
class SseTransportTest {
  private static final String INITIALIZED =
      "{\"protocolVersion\":\"2024-11-05\",\"capabilities\":{\"tools\":{}},"
          + "\"serverInfo\":{\"name\":\"older\",\"version\":\"0.9\"}}";

  /** A well-behaved one. */
  private static class Older implements FakeSseServer.Script {
    @Override
    public String opening(URI base) {
      return "event: endpoint\ndata: /messages?sessionId=7\n\n";
    }

    @Override
    public String answer(Asked message) {
      return switch (message.method()) {
        case "initialize" -> event(message, INITIALIZED);
        case "tools/list" -> event(message, ONE_TOOL);
        default -> "";
      };
    }

    static String event(Asked message, String result) {
      return "event: message\ndata: {\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":%s}\n\n"
          .formatted(message.id(), result);
    }
  }

  /** One that begins its stream with this. */
  private record Opening(String opening) implements FakeSseServer.Script {
    @Override
    public String opening(URI base) {
      return opening.replace("BASE", base.toString());
    }

    @Override
    public String answer(Asked message) {
      return new Older().answer(message);
    }
  }

  @Test
  void isFoundWhenNothingNewerIsSpoken() throws Exception {
    try (FakeSseServer server = new FakeSseServer(new Older());
        McpServerVerifier verifier = verifier()) {
      Verified verified =
          verified(verifier.verify(Scripts.request(server.url(), new RequestHeader("X-Key", "k"))));

      assertThat(verified.server())
          .isEqualTo(new ServerFacts("older", "0.9", "2024-11-05", Era.SSE, Transport.SSE));
      assertThat(verified.tools()).containsExactly(new RawTool(TOOL));
      assertThat(server.asked())
          .containsExactly(
              "POST /sse",
              "POST /sse",
              "GET /sse",
              "POST /messages?sessionId=7",
              "POST /messages?sessionId=7",
              "POST /messages?sessionId=7");
      assertThat(server.messages())
          .extracting(Asked::method)
          .containsExactly("initialize", "notifications/initialized", "tools/list");
      assertThat(server.messages())
          .allSatisfy(asked -> assertThat(asked.headers()).containsEntry("X-Key", "k"));
      assertThat(server.streamEnded()).isTrue();
    }
  }

  @Test
  void isSpokenAtOnceWhereTheConnectorSaysSo() throws Exception {
    try (FakeSseServer server = new FakeSseServer(new Older());
        McpServerVerifier verifier = verifier()) {
      verified(verifier.verify(request(server.url(), Transport.SSE)));
      assertThat(server.asked().getFirst()).isEqualTo("GET /sse");
    }
  }

  @Test
  void isNotTriedWhereTheConnectorSaysOtherwise() throws Exception {
    try (FakeSseServer server = new FakeSseServer(new Older());
        McpServerVerifier verifier = verifier()) {
      assertThat(reason(verifier.verify(request(server.url(), Transport.STREAMABLE_HTTP))))
          .isEqualTo(FailureReason.UNSUPPORTED_PROTOCOL);
      assertThat(server.asked()).containsOnly("POST /sse");
    }
  }

  @Test
  void pagesAreFollowedAndOtherTalkPassesBy() throws Exception {
    var script =
        new Older() {
          @Override
          public String answer(Asked message) {
            if (!message.method().equals("tools/list")) {
              return super.answer(message);
            }
            String other =
                "event: ping\ndata: {\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":{}}\n\n"
                        .formatted(message.id())
                    + "data: {\"jsonrpc\":\"2.0\",\"id\":4711,\"result\":{}}\n\n"
                    + "data: {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\n\n";
            String tool = "{\"tools\":[{\"name\":\"%s\"}]%s}";
            return other
                + event(
                    message,
                    message.cursor() == null
                        ? tool.formatted("one", ",\"nextCursor\":\"\"")
                        : tool.formatted("two", ""));
          }
        };
    try (FakeSseServer server = new FakeSseServer(script);
        McpServerVerifier verifier = verifier()) {
      assertThat(verified(verifier.verify(request(server.url(), Transport.SSE))).tools())
          .containsExactly(new RawTool("{\"name\":\"one\"}"), new RawTool("{\"name\":\"two\"}"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"BASE/messages", "messages", "?session=1", "/messages%20x"})
  void messagesMayGoAnywhereOnTheSameOrigin(String endpoint) throws Exception {
    var script = new Opening("event: endpoint\ndata: " + endpoint + "\n\n");
    try (FakeSseServer server = new FakeSseServer(script);
        McpServerVerifier verifier = verifier()) {
      verified(verifier.verify(request(server.url(), Transport.SSE)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:1/messages",
        "https://127.0.0.1/messages",
        "//localhost/messages",
        "http://user@127.0.0.1/messages",
        "BASE@evil.example.com/messages",
        "BASE.evil.example.com/messages",
        "file:///etc/passwd",
        "mailto:x@example.com",
        "/messages#fragment",
        "/mess ages",
        "/mess\u00e4ges",
        "http://[::1/messages",
        "%zz",
      })
  void messagesNeverGoElsewhere(String endpoint) throws Exception {
    var script = new Opening("event: endpoint\ndata: " + endpoint + "\n\n");
    try (FakeSseServer server = new FakeSseServer(script);
        McpServerVerifier verifier = verifier()) {
      assertThat(reason(verifier.verify(request(server.url(), Transport.SSE))))
          .isEqualTo(FailureReason.MALFORMED_ANSWER);
      assertThat(server.asked()).containsExactly("GET /sse");
    }
  }

  @Test
  void anEndlessEndpointIsNone() throws Exception {
    var script = new Opening("event: endpoint\ndata: /" + "x".repeat(2048) + "\n\n");
    assertThat(failure(script, Transport.SSE)).isEqualTo(FailureReason.MALFORMED_ANSWER);
  }

  @Test
  void credentialsGoOnlyWhereTheirOwnersAgreed() throws Exception {
    try (FakeSseServer server = new FakeSseServer(new Older());
        McpServerVerifier verifier = verifier()) {
      var request =
          new VerificationRequest(
              server.url(),
              Optional.of(Transport.SSE),
              List.of(new RequestHeader("Authorization", "Bearer x")),
              true,
              destination -> destination.getPath().startsWith("/sse"),
              Tenant.NONE,
              Optional.empty(),
              Duration.ofSeconds(20));
      assertThat(reason(verifier.verify(request)))
          .isEqualTo(FailureReason.SECRET_DESTINATION_FORBIDDEN);
      assertThat(server.messages()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401, CREDENTIAL_REQUIRED",
    "403, FORBIDDEN",
    "302, REDIRECT_REFUSED",
    "429, RATE_LIMITED",
    "404, NOT_FOUND",
    "405, UNSUPPORTED_PROTOCOL",
    "500, UNSUPPORTED_PROTOCOL",
    "200, UNSUPPORTED_PROTOCOL",
  })
  void whatTheStreamsStatusSays(int status, FailureReason expected) throws Exception {
    var script =
        new Older() {
          @Override
          public Map.Entry<Integer, String> stream() {
            return Map.entry(status, "text/html");
          }

          @Override
          public int refusal() {
            return status == 404 ? 404 : 405;
          }
        };
    try (FakeSseServer server = new FakeSseServer(script);
        McpServerVerifier verifier = verifier()) {
      assertThat(reason(verifier.verify(Scripts.request(server.url())))).isEqualTo(expected);
      assertThat(server.asked()).containsExactly("POST /sse", "POST /sse", "GET /sse");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event: message\ndata: {}\n\n",
        "data: /messages\n\n",
        "event: endpoint\ndata\n\nevent: other\ndata: x\n\n",
        FakeSseServer.END,
      })
  void aStreamThatBeginsWithAnythingElseIsNone(String opening) throws Exception {
    assertThat(failure(new Opening(opening), Transport.SSE))
        .isEqualTo(FailureReason.MALFORMED_ANSWER);
    try (FakeSseServer server = new FakeSseServer(new Opening(opening));
        McpServerVerifier verifier = verifier()) {
      assertThat(reason(verifier.verify(Scripts.request(server.url()))))
          .isEqualTo(FailureReason.UNSUPPORTED_PROTOCOL);
    }
  }

  @Test
  void aSilentStreamIsNoneOrTooSlow() throws Exception {
    var silent = new Opening(": nothing\n");
    try (FakeSseServer server = new FakeSseServer(silent);
        McpServerVerifier verifier = verifier()) {
      assertThat(reason(verifier.verify(brief(server.url(), Optional.of(Transport.SSE)))))
          .isEqualTo(FailureReason.TIMEOUT);
    }
    try (FakeSseServer server = new FakeSseServer(silent);
        McpServerVerifier verifier = verifier()) {
      assertThat(reason(verifier.verify(brief(server.url(), Optional.empty()))))
          .isEqualTo(FailureReason.UNSUPPORTED_PROTOCOL);
      assertThat(server.streamEnded()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data: {\"jsonrpc\":\"2.0\",\"id\":ID,\"result\":{\"tools\":{}}}$$ | MALFORMED_ANSWER",
        "data: {\"jsonrpc\":\"2.0\",\"id\":ID,\"result\":{}}$$ | MALFORMED_ANSWER",
        "data: not json$$ | MALFORMED_ANSWER",
        "data: {\"jsonrpc\":\"2.0\",\"id\":ID,\"error\":{\"code\":-32000}}$$ | SERVER_ERROR",
        "END | MALFORMED_ANSWER",
      })
  void badAnswersOnTheStream(String answer, FailureReason expected) throws Exception {
    assertThat(failure(listing(answer.replace('$', '\n')), Transport.SSE)).isEqualTo(expected);
  }

  @Test
  void tooMuchOnTheStreamEndsIt() throws Exception {
    String comments = (":" + "x".repeat(64 * 1024 - 2) + "\n").repeat(33);
    try (FakeSseServer server = new FakeSseServer(listing(comments));
        McpServerVerifier verifier = verifier()) {
      assertThat(reason(verifier.verify(request(server.url(), Transport.SSE))))
          .isEqualTo(FailureReason.ANSWER_TOO_LARGE);
      assertThat(server.streamEnded()).isTrue();
    }
  }

  @Test
  void messagesThatAreNotTaken() throws Exception {
    var script =
        new Older() {
          @Override
          public int acknowledgement() {
            return 404;
          }
        };
    assertThat(failure(script, Transport.SSE)).isEqualTo(FailureReason.NOT_FOUND);
  }

  /** One that answers the listing with this. */
  private static FakeSseServer.Script listing(String answer) {
    return new Older() {
      @Override
      public String answer(Asked message) {
        return message.method().equals("tools/list")
            ? answer.replace("ID", message.id())
            : super.answer(message);
      }
    };
  }

  private static FailureReason failure(FakeSseServer.Script script, Transport transport)
      throws Exception {
    try (FakeSseServer server = new FakeSseServer(script);
        McpServerVerifier verifier = verifier()) {
      return reason(verifier.verify(request(server.url(), transport)));
    }
  }

  private static VerificationRequest request(URI url, Transport transport) {
    return request(url, Optional.of(transport), Duration.ofSeconds(20));
  }

  private static VerificationRequest brief(URI url, Optional<Transport> transport) {
    return request(url, transport, Duration.ofMillis(700));
  }

  private static VerificationRequest request(
      URI url, Optional<Transport> transport, Duration timeout) {
    return new VerificationRequest(
        url,
        transport,
        List.of(),
        false,
        CredentialConsent.SAME_ORIGIN,
        Tenant.NONE,
        Optional.empty(),
        timeout);
  }
}
