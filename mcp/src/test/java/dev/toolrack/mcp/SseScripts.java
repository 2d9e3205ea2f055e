package dev.toolrack.mcp;

import static dev.toolrack.mcp.Scripts.ONE_TOOL;
import static dev.toolrack.mcp.Scripts.reason;
import static dev.toolrack.mcp.Scripts.verifier;

import dev.toolrack.mcp.FakeServer.Asked;
import dev.toolrack.mcp.egress.Tenant;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The servers of 2024-11-05 that most tests start from, and how they are asked. */
final class SseScripts {
  private static final String INITIALIZED =
      "{\"protocolVersion\":\"2024-11-05\",\"capabilities\":{\"tools\":{}},"
          + "\"serverInfo\":{\"name\":\"older\",\"version\":\"0.9\"}}";

  /** A well-behaved one. */
  static class Older implements FakeSseServer.Script {
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
  record Opening(String opening) implements FakeSseServer.Script {
    @Override
    public String opening(URI base) {
      return opening.replace("BASE", base.toString());
    }

    @Override
    public String answer(Asked message) {
      return new Older().answer(message);
    }
  }

  private SseScripts() {}

  static FailureReason failure(FakeSseServer.Script script, Transport transport) throws Exception {
    try (FakeSseServer server = new FakeSseServer(script);
        McpServerVerifier verifier = verifier()) {
      return reason(verifier.verify(request(server.url(), transport)));
    }
  }

  static VerificationRequest request(URI url, Transport transport) {
    return request(url, Optional.of(transport), Duration.ofSeconds(20));
  }

  /** Soon over, but not before there is a connection: without one it is no timeout. */
  static VerificationRequest brief(URI url, Optional<Transport> transport) {
    return request(url, transport, Duration.ofSeconds(3));
  }

  static VerificationRequest request(URI url, Optional<Transport> transport, Duration timeout) {
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
