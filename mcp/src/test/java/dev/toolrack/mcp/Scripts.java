package dev.toolrack.mcp;

import dev.toolrack.mcp.FakeServer.Answer;
import dev.toolrack.mcp.FakeServer.Asked;
import dev.toolrack.mcp.FakeServer.Script;
import dev.toolrack.mcp.egress.EgressGuard;
import dev.toolrack.mcp.egress.EgressSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The servers and requests that most tests start from. */
final class Scripts {
  static final String TOOL = "{\"name\":\"greet\",\"inputSchema\":{\"type\":\"object\"}}";
  static final String ONE_TOOL = "{\"tools\":[" + TOOL + "],\"resultType\":\"complete\"}";
  static final String DISCOVERED =
      "{\"supportedVersions\":[\"2026-07-28\"],\"capabilities\":{\"tools\":{}},"
          + "\"resultType\":\"complete\",\"_meta\":{\"io.modelcontextprotocol/serverInfo\":"
          + "{\"name\":\"modern\",\"version\":\"1.0\"}}}";
  static final String INITIALIZED =
      "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"tools\":{}},"
          + "\"serverInfo\":{\"name\":\"session\",\"version\":\"2.0\"}}";

  private Scripts() {}

  /** A server of 2026-07-28 only. */
  static Script stateless(Script list) {
    return asked ->
        switch (asked.method()) {
          case "server/discover" -> asked.result(DISCOVERED);
          case "tools/list" -> list.answer(asked);
          default -> asked.error(400, -32022, "{\"supported\":[\"2026-07-28\"]}");
        };
  }

  /** A server of 2025-11-25 with sessions. */
  static Script session(Script list) {
    return asked ->
        switch (asked.method()) {
          case "initialize" -> asked.result(INITIALIZED).with("Mcp-Session-Id", "s-1");
          case "notifications/initialized" -> inSession(asked, Answer.empty(202));
          case "tools/list" -> inSession(asked, list.answer(asked));
          case "DELETE" -> inSession(asked, Answer.empty(200));
          default -> asked.error(400, -32000);
        };
  }

  private static Answer inSession(Asked asked, Answer answer) {
    return "s-1".equals(asked.header("Mcp-Session-Id")) ? answer : asked.error(400, -32000);
  }

  static McpServerVerifier verifier() {
    return verifier(Limits.defaults());
  }

  static McpServerVerifier verifier(Limits limits) {
    return new McpServerVerifier(
        new EgressGuard(EgressSettings.defaults().withLoopback(true)),
        new ClientIdentity("toolrack", "test"),
        limits);
  }

  /** Limits other than the defaults in these. */
  static Limits limits(int pages, int tools, int messages, long bytes) {
    Limits usual = Limits.defaults();
    return new Limits(
        pages,
        tools,
        messages,
        bytes,
        usual.errorBytes(),
        usual.connect(),
        usual.headers(),
        usual.largeAtOnce(),
        usual.largeTurn());
  }

  static VerificationRequest request(URI url, RequestHeader... headers) {
    return new VerificationRequest(
        url, List.of(headers), headers.length > 0, Duration.ofSeconds(20));
  }

  /** Verifies a scripted server once. */
  static Verification verify(Script script, RequestHeader... headers) throws Exception {
    try (FakeServer server = new FakeServer(script);
        McpServerVerifier verifier = verifier()) {
      return verifier.verify(request(server.url(), headers));
    }
  }

  /** The reason for which a scripted server fails. */
  static FailureReason failure(Script script, RequestHeader... headers) throws Exception {
    return reason(verify(script, headers));
  }

  static FailureReason reason(Verification verification) {
    return switch (verification) {
      case Failed failed -> failed.reason();
      case Verified verified -> throw new AssertionError("verified: " + verified);
    };
  }

  static Verified verified(Verification verification) {
    return switch (verification) {
      case Verified verified -> verified;
      case Failed failed -> throw new AssertionError("failed: " + failed);
    };
  }
}
