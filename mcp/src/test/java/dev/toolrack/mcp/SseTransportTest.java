package dev.toolrack.mcp;

import static dev.toolrack.mcp.Scripts.TOOL;
import static dev.toolrack.mcp.Scripts.reason;
import static dev.toolrack.mcp.Scripts.verified;
import static dev.toolrack.mcp.Scripts.verifier;
import static dev.toolrack.mcp.SseScripts.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.mcp.FakeServer.Asked;
import dev.toolrack.mcp.SseScripts.Older;
import dev.toolrack.mcp.SseScripts.Opening;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers of 2024-11-05 that behave. */
class SseTransportTest {
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
}
