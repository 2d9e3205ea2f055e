package dev.toolrack.mcp;

import static dev.toolrack.mcp.Scripts.DISCOVERED;
import static dev.toolrack.mcp.Scripts.INITIALIZED;
import static dev.toolrack.mcp.Scripts.ONE_TOOL;
import static dev.toolrack.mcp.Scripts.failure;
import static dev.toolrack.mcp.Scripts.reason;
import static dev.toolrack.mcp.Scripts.request;
import static dev.toolrack.mcp.Scripts.session;
import static dev.toolrack.mcp.Scripts.stateless;
import static dev.toolrack.mcp.Scripts.verifier;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.mcp.FakeServer.Answer;
import dev.toolrack.mcp.FakeServer.Script;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every reason but those that take a misbehaving socket. */
class FailuresTest {
  private static final RequestHeader CREDENTIAL =
      new RequestHeader("Authorization", "Bearer canary-1");

  @ParameterizedTest
  @CsvSource({
    "500, SERVER_ERROR",
    "503, SERVER_ERROR",
    "429, RATE_LIMITED",
    "404, NOT_FOUND",
    "410, NOT_FOUND",
    "400, UNSUPPORTED_PROTOCOL",
    "405, UNSUPPORTED_PROTOCOL",
    "402, UNEXPECTED_STATUS",
    "418, UNEXPECTED_STATUS",
    "403, FORBIDDEN",
    "401, CREDENTIAL_REQUIRED",
    "300, REDIRECT_REFUSED",
    "304, REDIRECT_REFUSED",
    "204, MALFORMED_ANSWER",
  })
  void statusFromStartToEnd(int status, FailureReason expected) throws Exception {
    assertThat(failure(asked -> Answer.empty(status))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "500, SERVER_ERROR",
    "429, RATE_LIMITED",
    "404, NOT_FOUND",
    "400, UNEXPECTED_STATUS",
    "403, FORBIDDEN",
    "401, CREDENTIAL_REJECTED",
    "307, REDIRECT_REFUSED",
  })
  void statusOfTheListing(int status, FailureReason expected) throws Exception {
    assertThat(failure(stateless(asked -> Answer.empty(status)), CREDENTIAL)).isEqualTo(expected);
    assertThat(failure(session(asked -> Answer.empty(status)), CREDENTIAL)).isEqualTo(expected);
  }

  @Test
  void redirectsAreNotFollowed() throws Exception {
    AtomicInteger reached = new AtomicInteger();
    try (FakeServer target =
            new FakeServer(asked -> {
              reached.incrementAndGet();
              return asked.result(DISCOVERED);
            });
        McpServerVerifier verifier = verifier()) {
      for (int status : new int[] {301, 302, 303, 307, 308}) {
        try (FakeServer server =
            new FakeServer(
                asked -> Answer.empty(status).with("Location", target.url().toString()))) {
          assertThat(reason(verifier.verify(request(server.url()))))
              .isEqualTo(FailureReason.REDIRECT_REFUSED);
          assertThat(server.asked()).hasSize(1);
        }
      }
    }
    assertThat(reached).hasValue(0);
  }

  @Test
  void unauthorizedIsAboutCredentialsAndNeverAboutEras() throws Exception {
    try (FakeServer server = new FakeServer(asked -> Answer.empty(401));
        McpServerVerifier verifier = verifier()) {
      assertThat(reason(verifier.verify(request(server.url()))))
          .isEqualTo(FailureReason.CREDENTIAL_REQUIRED);
      assertThat(reason(verifier.verify(request(server.url(), CREDENTIAL))))
          .isEqualTo(FailureReason.CREDENTIAL_REJECTED);
      assertThat(server.methods()).containsExactly("server/discover", "server/discover");
    }
    assertThat(
            failure(
                asked -> Answer.empty(401).with("WWW-Authenticate", "Bearer realm=\"x\""),
                CREDENTIAL))
        .isEqualTo(FailureReason.CREDENTIAL_REJECTED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Bearer error=\"insufficient_scope\", scope=\"a b\" | INSUFFICIENT_SCOPE",
        "Bearer realm=\"r\", error=\"insufficient_scope\" | INSUFFICIENT_SCOPE",
        "Bearer ERROR = insufficient_scope | INSUFFICIENT_SCOPE",
        "Basic realm=\"b\", Bearer error=\"invalid\", Bearer error=\"insufficient_scope\" | INSUFFICIENT_SCOPE",
        "Bearer error=\"insufficient\\_scope\" | INSUFFICIENT_SCOPE",
        "Bearer realm=\"error=insufficient_scope\" | FORBIDDEN",
        "Bearer realm=\"\\\"error=insufficient_scope\" | FORBIDDEN",
        "Bearer error_description=\"insufficient_scope\" | FORBIDDEN",
        "Bearer error=\"insufficient_scopes\" | FORBIDDEN",
        "Bearer error= | FORBIDDEN",
        "Bearer error=\"insufficient_scope\\ | FORBIDDEN",
        "\" | FORBIDDEN",
      })
  void forbiddenForLackOfScope(String challenge, FailureReason expected) throws Exception {
    assertThat(failure(asked -> Answer.empty(403).with("WWW-Authenticate", challenge), CREDENTIAL))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"tools\":{}}",
        "{\"tools\":null}",
        "{\"tools\":[1]}",
        "{\"tools\":[null]}",
        "{\"tools\":[],\"tools\":[]}",
        "{\"tools\":[],\"x\":{\"a\":1,\"a\":2}}",
        "{\"tools\":[],\"x\":[{\"a\":1,\"a\":2}]}",
        "{\"tools\":[],\"\\u0074ools\":[]}",
        "{\"tools\":[],\"resultType\":\"input_required\"}",
        "{\"tools\":[],\"resultType\":\"partial\"}",
        "{\"tools\":[],\"resultType\":7}",
        "{\"tools\":[],\"nextCursor\":7}",
        "{\"tools\":[{]}",
        "{\"tools\":[{'name':'x'}]}",
        "{\"tools\":[{\"name\":NaN}]}",
        "{\"tools\":[{\"name\":\"\n\"}]}",
        "{\"tools\":[],}",
        "{\"tools\":[]} // comment",
        "{\"tools\":[]}}}{",
      })
  void malformedResults(String result) throws Exception {
    assertThat(failure(stateless(asked -> asked.result(result))))
        .isEqualTo(FailureReason.MALFORMED_ANSWER);
    assertThat(failure(session(asked -> asked.result(result).streamed())))
        .isEqualTo(FailureReason.MALFORMED_ANSWER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":ID,\"result\":{\"tools\":[]}}",
        "{\"jsonrpc\":\"1.0\",\"id\":ID,\"result\":{\"tools\":[]}}",
        "{\"jsonrpc\":\"2.0\",\"result\":{\"tools\":[]}}",
        "{\"jsonrpc\":\"2.0\",\"id\":null,\"result\":{\"tools\":[]}}",
        "{\"jsonrpc\":\"2.0\",\"id\":\"ID\",\"result\":{\"tools\":[]}}",
        "{\"jsonrpc\":\"2.0\",\"id\":99,\"result\":{\"tools\":[]}}",
        "{\"jsonrpc\":\"2.0\",\"id\":123456789012345678901234567890,\"result\":{\"tools\":[]}}",
        "{\"jsonrpc\":\"2.0\",\"id\":ID,\"id\":ID,\"result\":{\"tools\":[]}}",
        "{\"jsonrpc\":\"2.0\",\"id\":ID,\"result\":{\"tools\":[]},\"error\":{\"code\":1}}",
        "{\"jsonrpc\":\"2.0\",\"id\":ID,\"error\":{}}",
        "{\"jsonrpc\":\"2.0\",\"id\":ID,\"error\":7}",
        "{\"jsonrpc\":\"2.0\",\"id\":ID}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"}",
        "[{\"jsonrpc\":\"2.0\",\"id\":ID,\"result\":{\"tools\":[]}}]",
        "\uFEFF{\"jsonrpc\":\"2.0\",\"id\":ID,\"result\":{\"tools\":[]}}",
        "null",
        "",
      })
  void malformedMessages(String message) throws Exception {
    assertThat(failure(stateless(asked -> Answer.json(200, message.replace("ID", asked.id())))))
        .isEqualTo(FailureReason.MALFORMED_ANSWER);
  }

  @Test
  void errorsOfTheServer() throws Exception {
    assertThat(failure(stateless(asked -> asked.error(200, -32603))))
        .isEqualTo(FailureReason.SERVER_ERROR);
    assertThat(failure(stateless(asked -> asked.error(400, -32022))))
        .isEqualTo(FailureReason.UNSUPPORTED_PROTOCOL);
    assertThat(failure(asked -> asked.error(200, -32603))).isEqualTo(FailureReason.SERVER_ERROR);
    assertThat(failure(asked -> asked.error(200, -32602)))
        .isEqualTo(FailureReason.UNSUPPORTED_PROTOCOL);
  }

  @Test
  void discoverThatWantsInput() throws Exception {
    assertThat(failure(asked -> asked.result(DISCOVERED.replace("complete", "input_required"))))
        .isEqualTo(FailureReason.MALFORMED_ANSWER);
  }

  @Test
  void notificationRefused() throws Exception {
    Script script =
        asked ->
            switch (asked.method()) {
              case "initialize" -> asked.result(INITIALIZED);
              case "notifications/initialized" -> Answer.empty(401);
              case "tools/list" -> asked.result(ONE_TOOL);
              default -> asked.error(400, -32000);
            };
    assertThat(failure(script, CREDENTIAL)).isEqualTo(FailureReason.CREDENTIAL_REJECTED);
  }

  @Test
  void sessionEndsAfterFailureToo() throws Exception {
    try (FakeServer server = new FakeServer(session(asked -> asked.result("{}")));
        McpServerVerifier verifier = verifier()) {
      assertThat(reason(verifier.verify(request(server.url()))))
          .isEqualTo(FailureReason.MALFORMED_ANSWER);
      assertThat(server.wasAsked("DELETE")).isTrue();
      assertThat(server.methods()).endsWith("DELETE");
    }
  }

  @Test
  void nobodyListening() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    try (McpServerVerifier verifier = verifier()) {
      assertThat(reason(verifier.verify(request(URI.create("http://127.0.0.1:" + port + "/")))))
          .isEqualTo(FailureReason.UNREACHABLE);
    }
  }

  @Test
  void closedVerifierFailsQuietly() throws Exception {
    McpServerVerifier verifier = verifier();
    verifier.close();
    assertThat(reason(verifier.verify(request(URI.create("http://127.0.0.1:1/")))))
        .isEqualTo(FailureReason.UNREACHABLE);
  }

  @Test
  void definiteReasonsAreThese() {
    EnumSet<FailureReason> definite = EnumSet.allOf(FailureReason.class);
    definite.removeIf(reason -> !reason.definite());
    assertThat(definite)
        .containsExactlyInAnyOrder(
            FailureReason.CREDENTIAL_REQUIRED,
            FailureReason.CREDENTIAL_REJECTED,
            FailureReason.INSUFFICIENT_SCOPE,
            FailureReason.DESTINATION_FORBIDDEN,
            FailureReason.SECRET_DESTINATION_FORBIDDEN,
            FailureReason.INSECURE_TRANSPORT);
  }

  @ParameterizedTest
  @EnumSource
  void messagesSayWhatToDo(FailureReason reason) {
    assertThat(reason.message()).matches("[A-Z].+\\.").doesNotContain("%", "{");
  }
}
