package dev.toolrack.mcp;

import static dev.toolrack.mcp.Scripts.DISCOVERED;
import static dev.toolrack.mcp.Scripts.ONE_TOOL;
import static dev.toolrack.mcp.Scripts.request;
import static dev.toolrack.mcp.Scripts.session;
import static dev.toolrack.mcp.Scripts.verified;
import static dev.toolrack.mcp.Scripts.verifier;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolrack.mcp.Authentication.Scheme;
import dev.toolrack.mcp.FakeServer.Answer;
import dev.toolrack.mcp.FakeServer.Asked;
import dev.toolrack.mcp.FakeServer.Script;
import dev.toolrack.mcp.call.CallOutcome;
import dev.toolrack.mcp.call.ToolCall;
import dev.toolrack.mcp.call.ToolCaller;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls of tools, which people make and the operator does not. */
@Timeout(60)
class ToolCallsTest {
  private static final String DONE = "{\"content\":[{\"type\":\"text\",\"text\":\"done\"}]}";
  private static final String ASKS =
      "{\"resultType\":\"input_required\",\"inputRequests\":{\"ok\\\"?\":{\"method\":"
          + "\"elicitation/create\",\"params\":{}}},\"requestState\":\"st\\u00e4te \\\"1\\\"\"}";
  private static final ServerFacts STATELESS =
      new ServerFacts("", "", "2026-07-28", Era.STATELESS, Transport.STREAMABLE_HTTP);

  private static ToolCall call(String name, String arguments, String... accept) {
    RawTool tool =
        new RawTool(
            "{\"name\":\"t\",\"inputSchema\":{\"type\":\"object\",\"properties\":{\"region\":"
                + "{\"type\":\"string\",\"x-mcp-header\":\"Region\"}}}}");
    return new ToolCall(
        name, tool, arguments, Optional.of(accept).filter(a -> a.length > 0).map(a -> a[0]));
  }

  private static CallOutcome call(URI url, ServerFacts facts, ToolCall call) throws Exception {
    try (McpServerVerifier verifier = verifier()) {
      return new ToolCaller(verifier).call(request(url), facts, call);
    }
  }

  private static CallOutcome call(Script script, ToolCall call) throws Exception {
    try (FakeServer server = new FakeServer(script)) {
      return call(server.url(), STATELESS, call);
    }
  }

  @Test
  void statelessCallSaysInItsHeadersWhatItsBodySays() throws Exception {
    try (FakeServer server = new FakeServer(asked -> asked.result(DONE))) {
      CallOutcome outcome =
          call(server.url(), STATELESS, call("t ", "{\"region\": \"eu\", \"n\": 1.50}"));
      assertThat(outcome).isEqualTo(new CallOutcome.Answered(DONE, false));
      Asked asked = server.asked().getFirst();
      assertThat(asked.headers())
          .containsEntry("Mcp-method", "tools/call")
          .containsEntry("Mcp-name", "=?base64?dCA=?=")
          .containsEntry("Mcp-protocol-version", "2026-07-28")
          .containsEntry("Mcp-param-region", "eu");
      assertThat(asked.body())
          .contains("\"name\":\"t \",\"arguments\":{\"region\": \"eu\", \"n\": 1.50}")
          .contains("\"io.modelcontextprotocol/clientCapabilities\":{}");
    }
  }

  @Test
  void sessionIsOpenedForACallAndClosedAfterIt() throws Exception {
    Script handshake = session(asked -> asked.result(ONE_TOOL));
    Script script =
        asked ->
            asked.method().equals("tools/call")
                ? asked.result(DONE).streamed()
                : handshake.answer(asked);
    try (FakeServer server = new FakeServer(script);
        McpServerVerifier verifier = verifier()) {
      ServerFacts facts =
          new ServerFacts("", "", "2025-11-25", Era.SESSION, Transport.STREAMABLE_HTTP);
      assertThat(new ToolCaller(verifier).call(request(server.url()), facts, call("t", "{}")))
          .isEqualTo(new CallOutcome.Answered(DONE, false));
      assertThat(server.wasAsked("DELETE")).isTrue();
      assertThat(server.methods())
          .containsExactly("initialize", "notifications/initialized", "tools/call", "DELETE");
      assertThat(server.asked().get(2).header("Mcp-Session-Id")).isEqualTo("s-1");
      assertThat(server.asked().get(2).header("Mcp-Name")).isNull();
    }
  }

  @Test
  void whatAVerificationFoundIsEnoughForACall() throws Exception {
    Script script =
        asked ->
            switch (asked.method()) {
              case "server/discover" -> asked.result(DISCOVERED);
              case "tools/list" -> asked.result(ONE_TOOL);
              default -> asked.result(DONE);
            };
    try (FakeServer server = new FakeServer(script);
        McpServerVerifier verifier = verifier()) {
      Verified found = verified(verifier.verify(request(server.url())));
      ToolCall greet = new ToolCall("greet", found.tools().getFirst(), "{}", Optional.empty());
      assertThat(new ToolCaller(verifier).call(request(server.url()), found.server(), greet))
          .isEqualTo(new CallOutcome.Answered(DONE, false));
    }
  }

  @Test
  void questionsAreAnsweredInRoundsOfTheirOwn() throws Exception {
    Script script = asked -> asked.result(asked.body().contains("inputResponses") ? DONE : ASKS);
    try (FakeServer server = new FakeServer(script)) {
      assertThat(call(server.url(), STATELESS, call("t", "{}", "{\"yes\":true}")))
          .isEqualTo(new CallOutcome.Answered(DONE, false));
      Asked first = server.asked().get(0);
      Asked second = server.asked().get(1);
      assertThat(first.body())
          .contains("clientCapabilities\":{\"elicitation\":{}}")
          .doesNotContain("requestState");
      assertThat(second.id()).isNotEqualTo(first.id());
      assertThat(second.body())
          .contains(
              "\"inputResponses\":{\"ok\\\"?\":{\"action\":\"accept\",\"content\":{\"yes\":true}}}")
          .contains("\"requestState\":\"stäte \\\"1\\\"\"");
    }
  }

  @Test
  void questionsThatNobodyAnswersEndTheCall() throws Exception {
    assertThat(call(asked -> asked.result(ASKS), call("t", "{}")))
        .isEqualTo(new CallOutcome.InputRequired(ASKS));
    String other = ASKS.replace("elicitation/create", "sampling/createMessage");
    assertThat(call(asked -> asked.result(other), call("t", "{}", "{}")))
        .isEqualTo(new CallOutcome.InputRequired(other));
  }

  @Test
  void questionsWithoutEndAreGivenUp() throws Exception {
    try (FakeServer server = new FakeServer(asked -> asked.result(ASKS))) {
      assertThat(call(server.url(), STATELESS, call("t", "{}", "{}")))
          .isEqualTo(new CallOutcome.Unanswered(FailureReason.MALFORMED_ANSWER));
      assertThat(server.asked()).hasSize(8);
    }
  }

  @Test
  void refusalsAndFailuresAreToldApart() throws Exception {
    assertThat(call(asked -> asked.error(400, -32602), call("t", "{}")))
        .isEqualTo(new CallOutcome.Refused(-32602, "no"));
    assertThat(call(asked -> asked.error(200, -32602), call("t", "{}")))
        .isEqualTo(new CallOutcome.Refused(-32602, "no"));
    String failed = "{\"content\":[],\"isError\":true}";
    assertThat(call(asked -> asked.result(failed), call("t", "{}")))
        .isEqualTo(new CallOutcome.Answered(failed, true));
    assertThat(call(asked -> Answer.empty(401), call("t", "{}")))
        .isEqualTo(
            new CallOutcome.Unanswered(
                FailureReason.CREDENTIAL_REQUIRED,
                Optional.of(new Authentication(Scheme.BEARER, Optional.empty(), List.of()))));
    assertThat(call(asked -> Answer.empty(404), call("t", "{}")))
        .isEqualTo(new CallOutcome.Unanswered(FailureReason.NOT_FOUND));
    assertThat(call(asked -> Answer.json(200, "[]"), call("t", "{}")))
        .isEqualTo(new CallOutcome.Unanswered(FailureReason.MALFORMED_ANSWER));
    assertThat(call(asked -> asked.result("{\"resultType\":1}"), call("t", "{}")))
        .isEqualTo(new CallOutcome.Unanswered(FailureReason.MALFORMED_ANSWER));
  }

  @Test
  void nothingIsSentThatTheDefinitionDoesNotAllow() throws Exception {
    RawTool tool =
        new RawTool(
            "{\"name\":\"t\",\"inputSchema\":{\"type\":\"object\",\"properties\":{\"a\":"
                + "{\"type\":\"string\",\"x-mcp-header\":\"a b\"}}}}");
    try (FakeServer server = new FakeServer(asked -> asked.result(DONE))) {
      ToolCall call = new ToolCall("t", tool, "{}", Optional.empty());
      assertThat(call(server.url(), STATELESS, call)).isEqualTo(new CallOutcome.Uncallable());
      assertThat(server.asked()).isEmpty();
    }
  }

  @Test
  void aCallIsNeverRepeated() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    String done = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + DISCOVERED + "}";
    try (RawServer server =
            new RawServer(c -> {
              // The first request is answered, so that its connection is kept and used again.
              while (Objects.requireNonNull(c.request()).contains("server/discover")) {
                c.send(
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                        + done.length()
                        + "\r\n\r\n"
                        + done);
              }
              calls.incrementAndGet();
            });
        McpServerVerifier verifier = verifier()) {
      VerificationRequest request =
          new VerificationRequest(server.url(), List.of(), false, Duration.ofSeconds(20));
      var _ = verifier.ask(request, STATELESS, question("server/discover"));
      assertThat(new ToolCaller(verifier).call(request, STATELESS, call("t", "{}")))
          .isEqualTo(new CallOutcome.Unanswered(FailureReason.UNREACHABLE));
      assertThat(calls).hasValue(1);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  private static Question question(String method) {
    return new Question(method, Map.of(), Map.of(), Set.of());
  }

  @Test
  void argumentsAreJsonObjectsAndNeverShown() {
    for (String wrong : new String[] {"", "[]", "1", "{", "{}{}", "{\"secret\"}"}) {
      assertThatThrownBy(() -> call("t", wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("not a JSON object");
    }
    assertThat(call("t", "{\"key\":\"secret\"}").toString()).doesNotContain("secret");
  }
}
