package dev.toolrack.mcp;

import static dev.toolrack.mcp.Scripts.ONE_TOOL;
import static dev.toolrack.mcp.Scripts.reason;
import static dev.toolrack.mcp.Scripts.request;
import static dev.toolrack.mcp.Scripts.stateless;
import static dev.toolrack.mcp.Scripts.verifier;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.mcp.egress.EgressGuard;
import dev.toolrack.mcp.egress.EgressSettings;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicInteger;
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
    HostResolver resolver =
        host ->
            switch (host) {
              case "metadata.example.com" -> addresses("169.254.169.254");
              case "partly.example.com" -> addresses("93.184.216.34", "10.0.0.1");
              default -> throw new UnknownHostException();
            };
    try (McpServerVerifier verifier =
        new McpServerVerifier(
            new EgressGuard(EgressSettings.defaults()),
            new ClientIdentity("toolrack", "test"),
            Limits.defaults(),
            resolver)) {
      assertThat(reason(verifier.verify(request(URI.create(url))))).isEqualTo(expected);
    }
  }

  @Test
  void addressesAreCheckedBeforeEveryRequest() throws Exception {
    AtomicInteger lookups = new AtomicInteger();
    HostResolver rebinding =
        host -> addresses(lookups.incrementAndGet() == 1 ? "127.0.0.1" : "169.254.169.254");
    try (FakeServer server = new FakeServer(stateless(asked -> asked.result(ONE_TOOL)));
        McpServerVerifier verifier =
            new McpServerVerifier(
                new EgressGuard(EgressSettings.defaults().withLoopback(true)),
                new ClientIdentity("toolrack", "test"),
                Limits.defaults(),
                rebinding)) {
      assertThat(reason(verifier.verify(request(server.url()))))
          .isEqualTo(FailureReason.DESTINATION_FORBIDDEN);
      assertThat(server.methods()).containsExactly("server/discover");
    }
  }

  private static InetAddress[] addresses(String... literals) {
    InetAddress[] found = new InetAddress[literals.length];
    for (int i = 0; i < literals.length; i++) {
      found[i] = InetAddress.ofLiteral(literals[i]);
    }
    return found;
  }
}
