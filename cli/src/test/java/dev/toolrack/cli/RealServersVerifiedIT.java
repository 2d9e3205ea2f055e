package dev.toolrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.tool.ToolDefinition;
import dev.toolrack.core.tool.ToolSet;
import dev.toolrack.mcp.ClientIdentity;
import dev.toolrack.mcp.Era;
import dev.toolrack.mcp.Limits;
import dev.toolrack.mcp.McpServerVerifier;
import dev.toolrack.mcp.RequestHeader;
import dev.toolrack.mcp.ServerFacts;
import dev.toolrack.mcp.Transport;
import dev.toolrack.mcp.VerificationRequest;
import dev.toolrack.mcp.Verified;
import dev.toolrack.mcp.egress.EgressGuard;
import dev.toolrack.mcp.egress.EgressSettings;
import dev.toolrack.testbed.mcp.EverythingServer;
import dev.toolrack.testbed.mcp.NotesServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What verification finds at servers that other people wrote. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealServersVerifiedIT {
  private static final String TOKEN = "a-token";
  private static final List<String> NOTES =
      List.of("create_note", "delete_note", "get_note", "list_notes", "search_notes", "share_note");

  private final McpServerVerifier verifier =
      new McpServerVerifier(
          new EgressGuard(EgressSettings.defaults().withLoopback(true)),
          new ClientIdentity("toolrack", "test"),
          Limits.defaults());

  @AfterAll
  void close() {
    verifier.close();
  }

  @Test
  void serverEverythingOverStreamableHttp() throws Exception {
    try (EverythingServer server = EverythingServer.start()) {
      Found found = verifyTwice(server.url());
      assertThat(found.server())
          .isEqualTo(found.is(Era.SESSION, "2025-11-25", Transport.STREAMABLE_HTTP));
      assertThat(found.server().name()).isEqualTo("mcp-servers/everything");
      assertThat(found.tools()).hasSize(13).contains("echo", "get-sum");
    }
  }

  @Test
  void serverEverythingOverSse() throws Exception {
    try (EverythingServer server = EverythingServer.startSse()) {
      Found found = verifyTwice(server.url());
      assertThat(found.server()).isEqualTo(found.is(Era.SSE, "2025-11-25", Transport.SSE));
      assertThat(found.tools()).hasSize(13).contains("echo", "get-sum");
    }
  }

  @Test
  void bothTransportsOfServerEverythingListTheSameTools() throws Exception {
    try (EverythingServer http = EverythingServer.start();
        EverythingServer sse = EverythingServer.startSse()) {
      assertThat(verifyTwice(http.url()).set()).isEqualTo(verifyTwice(sse.url()).set());
    }
  }

  @Test
  void typeScriptSdkInModernOnlyMode() throws Exception {
    try (NotesServer server = NotesServer.start(TOKEN)) {
      Found found = verifyTwice(server.url(), bearer());
      assertThat(found.server())
          .isEqualTo(found.is(Era.STATELESS, "2026-07-28", Transport.STREAMABLE_HTTP));
      assertThat(found.tools()).containsExactlyElementsOf(NOTES);
    }
  }

  @Test
  void typeScriptSdkInDualMode() throws Exception {
    try (NotesServer server = NotesServer.startDual(TOKEN);
        NotesServer modern = NotesServer.start(TOKEN)) {
      Found found = verifyTwice(server.url(), bearer());
      assertThat(found.server())
          .isEqualTo(found.is(Era.STATELESS, "2026-07-28", Transport.STREAMABLE_HTTP));
      assertThat(found.set()).isEqualTo(verifyTwice(modern.url(), bearer()).set());
    }
  }

  @Test
  void typeScriptSdkInPages() throws Exception {
    try (NotesServer server = NotesServer.startPaged(2, TOKEN)) {
      Found found = verifyTwice(server.url(), bearer());
      assertThat(found.server().era()).isEqualTo(Era.STATELESS);
      assertThat(found.tools()).containsExactlyElementsOf(NOTES);
    }
  }

  @Test
  void javaSdkWithoutSessions() throws Exception {
    try (JavaSdkServer server = JavaSdkServer.stateless()) {
      Found found = verifyTwice(server.url());
      assertThat(found.server())
          .isEqualTo(found.is(Era.SESSION, "2025-11-25", Transport.STREAMABLE_HTTP));
      assertThat(found.tools()).containsExactly("greet", "part");
    }
  }

  @Test
  void javaSdkWithSessions() throws Exception {
    try (JavaSdkServer server = JavaSdkServer.streamable()) {
      Found found = verifyTwice(server.url());
      assertThat(found.server())
          .isEqualTo(found.is(Era.SESSION, "2025-11-25", Transport.STREAMABLE_HTTP));
      assertThat(found.tools()).containsExactly("greet", "part");
    }
  }

  @Test
  void javaSdkOverSse() throws Exception {
    try (JavaSdkServer server = JavaSdkServer.sse()) {
      Found found = verifyTwice(server.url());
      assertThat(found.server()).isEqualTo(found.is(Era.SSE, "2024-11-05", Transport.SSE));
      assertThat(found.tools()).containsExactly("greet", "part");
    }
  }

  private record Found(ServerFacts server, ToolSet set) {
    List<String> tools() {
      return set.tools().stream().map(ToolDefinition::name).toList();
    }

    /** The same server, with what it is expected to be. */
    ServerFacts is(Era era, String version, Transport transport) {
      return new ServerFacts(server.name(), server.version(), version, era, transport);
    }
  }

  /** Verifies a server twice, for a digest that changes by itself would be worth nothing. */
  private Found verifyTwice(URI url, RequestHeader... headers) throws InterruptedException {
    Found first = verify(url, headers);
    assertThat(first.set().rejected()).isEmpty();
    assertThat(verify(url, headers)).isEqualTo(first);
    return first;
  }

  private Found verify(URI url, RequestHeader... headers) throws InterruptedException {
    var verification =
        verifier.verify(
            new VerificationRequest(
                url, List.of(headers), headers.length > 0, Duration.ofSeconds(60)));
    assertThat(verification).isInstanceOf(Verified.class);
    Verified verified = (Verified) verification;
    return new Found(verified.server(), VerifyCommand.tools(verified));
  }

  private static RequestHeader bearer() {
    return new RequestHeader("Authorization", "Bearer " + TOKEN);
  }
}
