package dev.toolrack.mcp;

import static dev.toolrack.mcp.Scripts.ONE_TOOL;
import static dev.toolrack.mcp.Scripts.request;
import static dev.toolrack.mcp.Scripts.stateless;
import static dev.toolrack.mcp.Scripts.verified;
import static dev.toolrack.mcp.Scripts.verifier;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.mcp.Authentication.Scheme;
import dev.toolrack.mcp.FakeServer.Answer;
import dev.toolrack.mcp.FakeServer.Script;
import dev.toolrack.mcp.egress.EgressGuard;
import dev.toolrack.mcp.egress.EgressSettings;
import dev.toolrack.mcp.egress.Names;
import dev.toolrack.mcp.egress.Tenant;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Metadata that lies, leads elsewhere, floods or hangs. */
@Timeout(60)
class HostileMetadataTest {
  private static final Script OPEN = stateless(asked -> asked.result(ONE_TOOL));

  /** An open server stays one: what is no metadata about it asks for nothing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "",
        "null",
        "{\"resource\":\"HERE/mcp\"}",
        "{\"resource\":\"HERE/mcp\",\"authorization_servers\":[]}",
        "{\"resource\":\"HERE/mcp\",\"authorization_servers\":\"https://as.example\"}",
        "{\"resource\":\"HERE/mcp\",\"authorization_servers\":[null,7,{},[]]}",
        "{\"resource\":\"HERE/mcp\",\"authorization_servers\":[\"http://as.example\"]}",
        "{\"resource\":\"HERE/mcp\",\"authorization_servers\":[\"http://localhost.example\"]}",
        "{\"resource\":\"HERE/mcp\",\"authorization_servers\":[\"http://127.0.0.1.example\"]}",
        "{\"resource\":\"HERE/mcp\",\"authorization_servers\":[\"http://10.0.0.1\"]}",
        "{\"resource\":\"HERE/mcp\",\"authorization_servers\":[\"http://localhost?x\"]}",
        "{\"resource\":\"HERE/mcp\",\"authorization_servers\":[\"https://as.example?x\"]}",
        "{\"resource\":\"HERE/mcp\",\"authorization_servers\":[\"https://as.example#x\"]}",
        "{\"resource\":\"HERE/mcp\",\"authorization_servers\":[\"https://u:p@as.example\"]}",
        "{\"resource\":\"HERE/mcp\",\"authorization_servers\":[\"https://\"]}",
        "{\"resource\":\"HERE/mcp\",\"authorization_servers\":[\"https://as.example/\\n\"]}",
        "{\"resource\":\"HERE/mcp\",\"authorization_servers\":[\"https://as.example/\\u202e\"]}",
        "{\"resource\":\"HERE/mcp\",\"authorization_servers\":[\"javascript:alert(1)\"]}",
        "{\"resource\":\"HERE/mc\",\"authorization_servers\":[\"https://as.example\"]}",
        "{\"resource\":\"HERE/mcp/x\",\"authorization_servers\":[\"https://as.example\"]}",
        "{\"resource\":\"HERE/other\",\"authorization_servers\":[\"https://as.example\"]}",
        "{\"resource\":\"https://a.example/mcp\",\"authorization_servers\":[\"https://as.example\"]}",
        "{\"resource\":null,\"authorization_servers\":[\"https://as.example\"]}",
        "{\"resource\":[\"HERE/mcp\"],\"authorization_servers\":[\"https://as.example\"]}",
        "{\"authorization_servers\":[\"https://as.example\"]}",
        "{\"resource\":\"HERE/x\",\"resource\":\"HERE/mcp\",\"authorization_servers\":[\"https://as.example\"]}",
        "{\"resource\":\"HERE/mcp\",\"authorization_servers\":[\"https://as.example\"],\"x\":{\"a\":1,\"a\":2}}",
        "{\"resource\":\"HERE/mcp\",\"authorization_servers\":[\"https://as.example\"]}{}",
        "{\"resource\":\"HERE/mcp\",\"authorization_servers\":[\"https://as.example\"]",
        "\uFEFF{\"resource\":\"HERE/mcp\",\"authorization_servers\":[\"https://as.example\"]}",
      })
  void documentsThatSayNothing(String document) throws Exception {
    Script metadata = asked -> Answer.json(200, document.replace("HERE", asked.origin()));
    assertOpen(metadata);
  }

  @Test
  void documentsOfOtherTypesAndSizes() throws Exception {
    assertOpen(asked -> Answer.of(200, "text/html", good(asked.origin(), "")));
    assertOpen(asked -> Answer.of(203, "application/json", good(asked.origin(), "")));
    String nested = ",\"x\":" + "[".repeat(40) + "]".repeat(40);
    assertOpen(asked -> Answer.json(200, good(asked.origin(), nested)));
    String huge = ",\"x\":\"" + "x".repeat(64 * 1024) + "\"";
    assertOpen(asked -> Answer.json(200, good(asked.origin(), huge)));
    String longIssuer = good("HOST", "").replace("as.example", "as.example/" + "x".repeat(240));
    assertOpen(asked -> Answer.json(200, longIssuer.replace("HOST", asked.origin())));
  }

  /** The same documents with nothing wrong: these tests could not fail otherwise. */
  @Test
  void documentsThatSaySomething() throws Exception {
    for (String more :
        List.of(
            "",
            ",\"x\":" + "[".repeat(20) + "]".repeat(20),
            ",\"x\":\"" + "x".repeat(60_000) + "\"")) {
      try (FakeServer server =
              new FakeServer(
                  OPEN,
                  asked ->
                      Answer.of(
                          200, "Application/JSON; charset=utf-8", good(asked.origin(), more)));
          McpServerVerifier verifier = verifier()) {
        assertThat(Scripts.reason(verifier.verify(request(server.url()))))
            .isEqualTo(FailureReason.CREDENTIAL_REQUIRED);
      }
    }
  }

  @Test
  void onlyWhatIsFitToBeShownIsKept() throws Exception {
    String scopes =
        "\"scopes_supported\":[\"ok\",\"a b\",\"\",7,null,\"\\u0000\",\"<b>\",\"é\",\"ok\",\""
            + "x".repeat(129)
            + "\"]";
    try (FakeServer server =
            new FakeServer(
                OPEN,
                asked ->
                    Answer.json(
                        200,
                        good(asked.origin(), "," + scopes).replace("[\"https", "[\"x\",\"https")));
        McpServerVerifier verifier = verifier()) {
      assertThat(verifier.verify(request(server.url())))
          .isEqualTo(
              new Failed(
                  FailureReason.CREDENTIAL_REQUIRED,
                  Optional.of(
                      new Authentication(
                          Scheme.OAUTH, Optional.of("https://as.example"), List.of("ok", "<b>")))));
    }
  }

  @ParameterizedTest
  @CsvSource({
    // Not even looked up.
    "http://169.254.169.254/latest/meta-data/, '', true",
    "https://169.254.169.254/latest/meta-data/, '', true",
    "https://[fd00:ec2::254]/, '', true",
    "https://[::ffff:169.254.169.254]/, '', true",
    "https://2852039166/, '', true",
    "https://0xa9fea9fe/, '', true",
    "https://kubernetes.default.svc/api, '', true",
    "https://kubernetes/api, '', true",
    "http://public.example.com/, '', true",
    "http://localhost:1/, '', true",
    "http://web.shop.svc/, '', true",
    "ftp://public.example.com/, '', true",
    "https://public.example.com:99999/, '', true",
    "https://public.example.com@169.254.169.254/, '', true",
    "file:///etc/passwd, '', true",
    // Looked up, and not connected to.
    "https://metadata.example.com/, metadata.example.com, true",
    "https://private.example.com/, private.example.com, true",
    // Allowed, though there is nothing.
    "https://public.example.com/, public.example.com, false",
  })
  void metadataElsewhereGoesThroughTheGuard(String named, String lookedUp, boolean absent)
      throws Exception {
    Set<String> reached = ConcurrentHashMap.newKeySet();
    Names names =
        host -> {
          reached.add(host);
          return switch (host) {
            case "metadata.example.com" -> addresses("169.254.169.254");
            case "private.example.com" -> addresses("10.0.0.1");
            default -> throw new UnknownHostException();
          };
        };
    var guard = new EgressGuard(EgressSettings.defaults().withLoopback(true));
    try (FakeServer server = new FakeServer(OPEN);
        GuardedClients clients = new GuardedClients(guard, Limits.defaults(), names, 1);
        GuardedHttp http = clients.open(Tenant.NONE, Optional.empty())) {
      MetadataFinding found =
          new MetadataLookup(StrictJson.factory(), new ClientIdentity("toolrack", "test"))
              .find(
                  http,
                  ProtectedResource.at(server.url()),
                  Optional.of(named),
                  Deadline.in(Duration.ofSeconds(30)));
      // An attempt to connect would end as an outage.
      assertThat(found instanceof MetadataFinding.Absent).isEqualTo(absent);
      assertThat(server.askedForMetadata()).hasSize(2);
    }
    reached.remove("127.0.0.1");
    assertThat(String.join(" ", reached)).isEqualTo(lookedUp);
  }

  /** A server that hangs only where its metadata would be costs its slice and nothing more. */
  @Test
  void hangingMetadata() throws Exception {
    try (RawServer server =
            new RawServer(c -> {
              String request = c.request();
              if (request != null && request.startsWith("POST")) {
                String result = request.contains("tools/list") ? ONE_TOOL : Scripts.DISCOVERED;
                String id = request.replaceAll("(?s).*\"id\":(\\d+).*", "$1");
                String body = "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + result + "}";
                c.send(
                    "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/json\r\n"
                        + "Content-Length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body);
              } else if (request != null) {
                c.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n");
                Thread.sleep(Duration.ofMinutes(10));
              }
            });
        McpServerVerifier verifier = verifier()) {
      var request = new VerificationRequest(server.url(), List.of(), false, Duration.ofMinutes(10));
      assertThat(verified(verifier.verify(request)).authentication()).isEmpty();
      int connections = server.connections();
      assertThat(verified(verifier.verify(request)).authentication()).isEmpty();
      // Two for the server; its metadata is left in peace for a while.
      assertThat(server.connections()).isEqualTo(connections + 2);
    }
  }

  private static void assertOpen(Script metadata) throws Exception {
    try (FakeServer server = new FakeServer(OPEN, metadata);
        McpServerVerifier verifier = verifier()) {
      assertThat(verified(verifier.verify(request(server.url()))).authentication())
          .contains(Authentication.NONE);
    }
  }

  private static String good(String origin, String more) {
    return "{\"resource\":\"%s/mcp\",\"authorization_servers\":[\"https://as.example\"]%s}"
        .formatted(origin, more);
  }

  private static List<InetAddress> addresses(String literal) {
    return List.of(InetAddress.ofLiteral(literal));
  }
}
