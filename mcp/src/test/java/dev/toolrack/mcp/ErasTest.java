package dev.toolrack.mcp;

import static dev.toolrack.mcp.Scripts.DISCOVERED;
import static dev.toolrack.mcp.Scripts.INITIALIZED;
import static dev.toolrack.mcp.Scripts.ONE_TOOL;
import static dev.toolrack.mcp.Scripts.TOOL;
import static dev.toolrack.mcp.Scripts.failure;
import static dev.toolrack.mcp.Scripts.request;
import static dev.toolrack.mcp.Scripts.session;
import static dev.toolrack.mcp.Scripts.stateless;
import static dev.toolrack.mcp.Scripts.verified;
import static dev.toolrack.mcp.Scripts.verifier;
import static dev.toolrack.mcp.Scripts.verify;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.mcp.FakeServer.Answer;
import dev.toolrack.mcp.FakeServer.Script;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The decision table of eras, against servers that speak HTTP properly. */
class ErasTest {
  private static final ServerFacts STATELESS_FACTS =
      new ServerFacts("modern", "1.0", "2026-07-28", Era.STATELESS, Transport.STREAMABLE_HTTP);
  private static final ServerFacts SESSION_FACTS =
      new ServerFacts("session", "2.0", "2025-11-25", Era.SESSION, Transport.STREAMABLE_HTTP);

  @Test
  void statelessServer() throws Exception {
    try (FakeServer server = new FakeServer(stateless(asked -> asked.result(ONE_TOOL)));
        McpServerVerifier verifier = verifier()) {
      Verified verified =
          verified(
              verifier.verify(
                  request(server.url(), new RequestHeader("Authorization", "Bearer x"))));

      assertThat(verified.server()).isEqualTo(STATELESS_FACTS);
      assertThat(verified.tools()).containsExactly(new RawTool(TOOL));
      assertThat(server.methods()).containsExactly("server/discover", "tools/list");
      assertThat(server.asked())
          .allSatisfy(asked -> {
            assertThat(asked.verb()).isEqualTo("POST");
            assertThat(asked.headers())
                .containsEntry("Content-Type", "application/json")
                .containsEntry("Accept", "application/json, text/event-stream")
                .containsEntry("MCP-Protocol-Version", "2026-07-28")
                .containsEntry("Mcp-Method", asked.method())
                .containsEntry("Authorization", "Bearer x")
                .containsEntry("User-Agent", "toolrack/test")
                .doesNotContainKeys("Accept-Encoding", "Cookie", "Upgrade", "Mcp-Session-Id");
          });
      assertThat(server.asked().getFirst().body())
          .isEqualTo(
              "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"server/discover\",\"params\":{\"_meta\":{"
                  + "\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                  + "\"io.modelcontextprotocol/clientInfo\":{\"name\":\"toolrack\",\"version\":\"test\"},"
                  + "\"io.modelcontextprotocol/clientCapabilities\":{}}}}");
    }
  }

  @Test
  void sessionServer() throws Exception {
    try (FakeServer server = new FakeServer(session(asked -> asked.result(ONE_TOOL)));
        McpServerVerifier verifier = verifier()) {
      Verified verified = verified(verifier.verify(request(server.url())));

      assertThat(verified.server()).isEqualTo(SESSION_FACTS);
      assertThat(verified.tools()).containsExactly(new RawTool(TOOL));
      assertThat(server.wasAsked("DELETE")).isTrue();
      assertThat(server.methods())
          .containsExactly(
              "server/discover", "initialize", "notifications/initialized", "tools/list", "DELETE");
      assertThat(server.asked().get(1).headers())
          .doesNotContainKeys("MCP-Protocol-Version", "Mcp-Session-Id", "Mcp-Method");
      assertThat(server.asked().subList(2, 5))
          .allSatisfy(asked ->
              assertThat(asked.headers())
                  .containsEntry("MCP-Protocol-Version", "2025-11-25")
                  .containsEntry("Mcp-Session-Id", "s-1"));
    }
  }

  @Test
  void serverOfBothErasIsStateless() throws Exception {
    Script both =
        asked ->
            asked.method().equals("server/discover")
                ? asked.result(DISCOVERED)
                : session(list -> list.result(ONE_TOOL)).answer(asked);
    Script list = asked -> asked.result(ONE_TOOL);
    assertThat(
            verified(
                    verify(asked ->
                        asked.method().equals("tools/list")
                            ? list.answer(asked)
                            : both.answer(asked)))
                .server())
        .isEqualTo(STATELESS_FACTS);
  }

  @Test
  void answersAsEventStreams() throws Exception {
    Script stateless = stateless(asked -> asked.result(ONE_TOOL));
    assertThat(verified(verify(asked -> stateless.answer(asked).streamed())).tools())
        .containsExactly(new RawTool(TOOL));

    Script session = session(asked -> asked.result(ONE_TOOL));
    Script streamed =
        asked -> {
          Answer plain = session.answer(asked);
          if (plain.body().length == 0) {
            return plain;
          }
          String id = plain.headers().get("Mcp-Session-Id");
          return id == null ? plain.streamed() : plain.streamed().with("Mcp-Session-Id", id);
        };
    assertThat(verified(verify(streamed)).server()).isEqualTo(SESSION_FACTS);
  }

  @ParameterizedTest
  @CsvSource({
    "200, application/json, '{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32601,\"message\":\"\"}}'",
    "200, application/json, '{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[]}}'",
    "200, application/json, 'no json'",
    "200, text/html, '<html>'",
    "202, text/plain, ''",
    "400, application/json, '{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32000,\"message\":\"\"}}'",
    "400, application/json, '{\"stackTrace\":[]}'",
    "404, text/html, '<html>'",
    "405, text/plain, ''",
    "406, text/plain, ''",
    "415, text/plain, ''",
    "500, text/plain, 'oops'",
  })
  void otherAnswersLeadToInitialize(int status, String type, String body) throws Exception {
    Script session = session(asked -> asked.result(ONE_TOOL));
    Script script =
        asked ->
            asked.method().equals("server/discover")
                ? Answer.of(status, type, body)
                : session.answer(asked);
    assertThat(verified(verify(script)).server()).isEqualTo(SESSION_FACTS);
  }

  @Test
  void versionRefusedOnceIsTriedAgainIfTheServerOffersIt() throws Exception {
    AtomicInteger probes = new AtomicInteger();
    Script modern = stateless(asked -> asked.result(ONE_TOOL));
    Script script =
        asked ->
            asked.method().equals("server/discover") && probes.incrementAndGet() == 1
                ? asked.error(400, -32022, "{\"supported\":[\"2099-01-01\",\"2026-07-28\"]}")
                : modern.answer(asked);
    assertThat(verified(verify(script)).server()).isEqualTo(STATELESS_FACTS);
    assertThat(probes).hasValue(2);
  }

  @Test
  void versionRefusedForeverEnds() throws Exception {
    assertThat(failure(asked -> asked.error(400, -32022, "{\"supported\":[\"2026-07-28\"]}")))
        .isEqualTo(FailureReason.UNSUPPORTED_PROTOCOL);
    assertThat(failure(asked -> asked.error(200, -32022, "{\"supported\":[\"2099-01-01\"]}")))
        .isEqualTo(FailureReason.UNSUPPORTED_PROTOCOL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"supported\":[\"2025-06-18\"]}", "{\"supported\":[]}", "{}", "null", "7"})
  void onlyEarlierVersionsOffered(String data) throws Exception {
    Script session = session(asked -> asked.result(ONE_TOOL));
    Script script =
        asked ->
            asked.method().equals("server/discover")
                ? asked.error(400, -32022, data)
                : session.answer(asked);
    assertThat(verified(verify(script)).server()).isEqualTo(SESSION_FACTS);
  }

  @Test
  void statelessErrorsAboutOurRequestAreNoSignOfSessions() throws Exception {
    for (int code : new int[] {-32020, -32021}) {
      assertThat(failure(asked -> asked.error(400, code)))
          .isEqualTo(FailureReason.UNSUPPORTED_PROTOCOL);
    }
  }

  @Test
  void statelessWithoutDiscover() throws Exception {
    Script script =
        asked ->
            asked.method().equals("tools/list") ? asked.result(ONE_TOOL) : asked.error(404, -32601);
    Verified verified = verified(verify(script));
    assertThat(verified.server().era()).isEqualTo(Era.STATELESS);
    assertThat(verified.server().name()).isEmpty();
    assertThat(verified.tools()).hasSize(1);
  }

  @Test
  void listingToolsIsNoProofOfTheStatelessEra() throws Exception {
    String withoutType = "{\"tools\":[" + TOOL + "]}";
    Script session = session(asked -> asked.result(ONE_TOOL));
    Script script =
        asked -> {
          if (asked.method().equals("server/discover")) {
            return asked.error(404, -32601);
          }
          return asked.header("Mcp-Method") == null
              ? session.answer(asked)
              : asked.result(withoutType);
        };
    assertThat(verified(verify(script)).server()).isEqualTo(SESSION_FACTS);
  }

  @ParameterizedTest
  @CsvSource({
    "2025-06-18, true",
    "2025-03-26, true",
    "2024-11-05, true",
    "2023-01-01, false",
    "2026-07-28, false",
  })
  void negotiatedVersions(String version, boolean known) throws Exception {
    String initialized = INITIALIZED.replace("2025-11-25", version);
    Script script =
        asked ->
            switch (asked.method()) {
              case "initialize" -> asked.result(initialized);
              case "tools/list" -> asked.result(ONE_TOOL);
              case "notifications/initialized" -> Answer.empty(204);
              default -> asked.error(400, -32000);
            };
    if (known) {
      assertThat(verified(verify(script)).server().protocolVersion()).isEqualTo(version);
    } else {
      assertThat(failure(script)).isEqualTo(FailureReason.UNSUPPORTED_PROTOCOL);
    }
  }

  @Test
  void serverWithoutToolsMayNotKnowTheMethod() throws Exception {
    Script script =
        asked ->
            switch (asked.method()) {
              case "server/discover" ->
                  asked.result("{\"supportedVersions\":[\"2026-07-28\"],\"capabilities\":{}}");
              default -> asked.error(404, -32601);
            };
    assertThat(verified(verify(script)).tools()).isEmpty();
    assertThat(failure(stateless(asked -> asked.error(200, -32601))))
        .isEqualTo(FailureReason.SERVER_ERROR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "with space", "tab\tbed"})
  void unfitSessionIds(String id) throws Exception {
    Script session = session(asked -> asked.result(ONE_TOOL));
    FailureReason reason =
        failure(asked ->
            asked.method().equals("initialize")
                ? asked.result(INITIALIZED).with("Mcp-Session-Id", id)
                : session.answer(asked));
    assertThat(reason).isEqualTo(FailureReason.MALFORMED_ANSWER);
  }

  @Test
  void shownNamesAreCleaned() throws Exception {
    String dirty = "a\\u0000\\u202e\\u2028b\\ud800 e\\u0301" + "x".repeat(300);
    String discovered = DISCOVERED.replace("modern", dirty).replace("\"1.0\"", "17");
    Script script =
        asked ->
            asked.method().equals("server/discover")
                ? asked.result(discovered)
                : asked.result(ONE_TOOL);
    ServerFacts facts = verified(verify(script)).server();
    assertThat(facts.name()).startsWith("ab éxxx").hasSize(128);
    assertThat(facts.version()).isEmpty();
  }
}
