package dev.toolrack.mcp;

import static dev.toolrack.mcp.Scripts.ONE_TOOL;
import static dev.toolrack.mcp.Scripts.reason;
import static dev.toolrack.mcp.Scripts.request;
import static dev.toolrack.mcp.Scripts.stateless;
import static dev.toolrack.mcp.Scripts.verified;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.mcp.FakeServer.Script;
import dev.toolrack.mcp.egress.EgressGuard;
import dev.toolrack.mcp.egress.EgressSettings;
import dev.toolrack.mcp.egress.Names;
import dev.toolrack.mcp.egress.Tenant;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The guard is asked before anything is sent. */
class GuardedVerificationTest {
  @ParameterizedTest
  @CsvSource({
    "http://api.example.com/, INSECURE_TRANSPORT",
    "ftp://api.example.com/, DESTINATION_FORBIDDEN",
    "mailto:x@example.com, DESTINATION_FORBIDDEN",
    "/mcp, DESTINATION_FORBIDDEN",
    "https://10.0.0.1/, DESTINATION_FORBIDDEN",
    "https://metadata.example.com/, DESTINATION_FORBIDDEN",
    "https://partly.example.com/, DESTINATION_FORBIDDEN",
    "https://nowhere.example.com/, UNREACHABLE",
  })
  void guardIsAskedBeforeAnythingIsSent(String url, FailureReason expected) throws Exception {
    Names resolver =
        host ->
            switch (host) {
              case "metadata.example.com" -> addresses("169.254.169.254");
              case "partly.example.com" -> addresses("93.184.216.34", "10.0.0.1");
              default -> throw new UnknownHostException();
            };
    try (McpServerVerifier verifier = verifier(EgressSettings.defaults(), resolver)) {
      assertThat(reason(verifier.verify(request(URI.create(url))))).isEqualTo(expected);
    }
  }

  /**
   * The first answer may be used; the server then closes the connection, so that it is asked again.
   */
  @Test
  void addressesAreCheckedForEveryConnection() throws Exception {
    AtomicInteger lookups = new AtomicInteger();
    Names rebinding =
        host -> addresses(lookups.incrementAndGet() == 1 ? "127.0.0.1" : "169.254.169.254");
    Script script = stateless(asked -> asked.result(ONE_TOOL));
    try (FakeServer server =
            new FakeServer(asked -> script.answer(asked).with("Connection", "close"));
        McpServerVerifier verifier = withLoopback(rebinding)) {
      assertThat(reason(verifier.verify(request(named("app.localhost", server)))))
          .isEqualTo(FailureReason.DESTINATION_FORBIDDEN);
      assertThat(server.methods()).containsExactly("server/discover");
    }
  }

  /** What was allowed to one verifier is no answer for another: nothing is cached in between. */
  @Test
  void eachVerifierHasRulesOfItsOwn() throws Exception {
    Names here = host -> addresses("127.0.0.1");
    try (FakeServer server = new FakeServer(stateless(asked -> asked.result(ONE_TOOL)));
        McpServerVerifier lax = withLoopback(here);
        McpServerVerifier strict = verifier(EgressSettings.defaults(), here)) {
      verified(lax.verify(request(named("app.localhost", server))));
      URI url = URI.create("http://git.tools.svc:" + server.url().getPort() + "/mcp");
      assertThat(reason(strict.verify(onBehalfOfTools(url))))
          .isEqualTo(FailureReason.DESTINATION_FORBIDDEN);
      assertThat(server.methods()).containsExactly("server/discover", "tools/list");
    }
  }

  @Test
  void cookiesAreForgotten() throws Exception {
    Script script = stateless(asked -> asked.result(ONE_TOOL));
    try (FakeServer server =
            new FakeServer(asked -> script.answer(asked).with("Set-Cookie", "id=1; Path=/"));
        McpServerVerifier verifier = Scripts.verifier()) {
      verified(verifier.verify(request(server.url())));
      verified(verifier.verify(request(server.url())));
      assertThat(server.asked()).hasSize(4).allMatch(asked -> asked.header("Cookie") == null);
    }
  }

  private static URI named(String host, FakeServer server) {
    return URI.create("http://" + host + ":" + server.url().getPort() + "/mcp");
  }

  private static VerificationRequest onBehalfOfTools(URI url) {
    return new VerificationRequest(
        url,
        Optional.empty(),
        List.of(),
        false,
        CredentialConsent.SAME_ORIGIN,
        new Tenant("tools", Set.of(), Optional.empty()),
        Optional.empty(),
        Duration.ofSeconds(20));
  }

  private static McpServerVerifier withLoopback(Names names) {
    return verifier(EgressSettings.defaults().withLoopback(true), names);
  }

  private static McpServerVerifier verifier(EgressSettings settings, Names names) {
    return new McpServerVerifier(
        new EgressGuard(settings),
        new ClientIdentity("toolrack", "test"),
        Limits.defaults(),
        names);
  }

  private static List<InetAddress> addresses(String... literals) {
    return Stream.of(literals).map(InetAddress::ofLiteral).toList();
  }
}
