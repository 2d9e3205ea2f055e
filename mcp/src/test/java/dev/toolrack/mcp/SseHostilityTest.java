package dev.toolrack.mcp;

import static dev.toolrack.mcp.Scripts.reason;
import static dev.toolrack.mcp.Scripts.verifier;
import static dev.toolrack.mcp.SseScripts.brief;
import static dev.toolrack.mcp.SseScripts.failure;
import static dev.toolrack.mcp.SseScripts.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.mcp.FakeServer.Asked;
import dev.toolrack.mcp.SseScripts.Older;
import dev.toolrack.mcp.SseScripts.Opening;
import dev.toolrack.mcp.egress.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers of 2024-11-05 that do not behave. */
class SseHostilityTest {
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

  @Tag("consent-11")
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
      // There is time for all of it but the stream's own, which is a part of it.
      assertThat(reason(verifier.verify(Scripts.request(server.url()))))
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
}
