package dev.toolrack.mcp;

import static dev.toolrack.mcp.Scripts.ONE_TOOL;
import static dev.toolrack.mcp.Scripts.reason;
import static dev.toolrack.mcp.Scripts.stateless;
import static dev.toolrack.mcp.Scripts.verified;
import static dev.toolrack.mcp.Scripts.verifier;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolrack.mcp.egress.EgressGuard;
import dev.toolrack.mcp.egress.EgressSettings;
import dev.toolrack.mcp.egress.Tenant;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom TLS trusts. */
@Timeout(60)
class TlsTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  @Test
  void portWithoutTls() throws Exception {
    try (RawServer server = new RawServer(c -> c.send("HTTP/1.1 400 Bad Request\r\n\r\n"));
        McpServerVerifier verifier = verifier()) {
      URI url = URI.create("https://127.0.0.1:" + server.url().getPort() + "/mcp");
      assertThat(reason(verifier.verify(request(url, LONG)))).isEqualTo(FailureReason.TLS_FAILED);
    }
  }

  @Test
  void certificateNobodyKnows(@TempDir Path directory) throws Exception {
    try (FakeServer server = server(Authority.make(directory, "a"));
        McpServerVerifier verifier = verifier()) {
      assertThat(reason(verifier.verify(request(server.url(), LONG))))
          .isEqualTo(FailureReason.TLS_FAILED);
    }
  }

  @Test
  void certificateOfAnAuthorityOfOnesOwn(@TempDir Path directory) throws Exception {
    Authority own = Authority.make(directory, "own");
    Authority other = Authority.make(directory, "other");
    try (FakeServer server = server(own);
        McpServerVerifier verifier = verifier()) {
      verified(verifier.verify(trusting(server.url(), own.pem())));
      verified(verifier.verify(trusting(server.url(), other.pem() + own.pem())));
      assertThat(reason(verifier.verify(trusting(server.url(), other.pem()))))
          .isEqualTo(FailureReason.TLS_FAILED);
      // A connection that somebody else trusts is kept, but for others it is none.
      assertThat(reason(verifier.verify(request(server.url(), LONG))))
          .isEqualTo(FailureReason.TLS_FAILED);
    }
  }

  /** The certificate is trusted, but it is another host's. */
  @Test
  void trustedCertificateOfAnotherHost(@TempDir Path directory) throws Exception {
    Authority own = Authority.make(directory, "own");
    try (FakeServer server = server(own);
        McpServerVerifier verifier = verifier()) {
      URI url = URI.create("https://localhost:" + server.url().getPort() + "/mcp");
      assertThat(reason(verifier.verify(trusting(url, own.pem()))))
          .isEqualTo(FailureReason.TLS_FAILED);
    }
  }

  /** The certificate is trusted and the host's, but not any more. */
  @Test
  void trustedCertificateThatExpired(@TempDir Path directory) throws Exception {
    Authority old = Authority.make(directory, "old", "san=ip:127.0.0.1", "-365d");
    try (FakeServer server = server(old);
        McpServerVerifier verifier = verifier()) {
      assertThat(reason(verifier.verify(trusting(server.url(), old.pem()))))
          .isEqualTo(FailureReason.TLS_FAILED);
    }
  }

  @Test
  void idleClientsAreKeptWithinTheirBound(@TempDir Path directory) throws Exception {
    EgressGuard guard = new EgressGuard(EgressSettings.defaults());
    String pem = Authority.make(directory, "own").pem();
    try (GuardedClients clients = new GuardedClients(guard, Limits.defaults(), null, 2)) {
      GuardedHttp inUse = clients.open(Tenant.NONE, Optional.of(new TrustBundle(pem)));
      for (int i = 1; i < 10; i++) {
        clients.open(Tenant.NONE, Optional.of(new TrustBundle(pem + "\n".repeat(i)))).close();
        assertThat(clients.size()).isLessThanOrEqualTo(2);
      }
      GuardedHttp second = clients.open(Tenant.NONE, Optional.empty());
      GuardedHttp third = clients.open(Tenant.NONE, Optional.of(new TrustBundle(pem + "# more")));
      assertThat(clients.size()).isEqualTo(3);
      inUse.close();
      assertThat(clients.size()).isEqualTo(2);
      second.close();
      third.close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not a certificate",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
      })
  void whatIsNoBundle(String text) {
    assertThat(TrustBundle.isUsable(text)).isFalse();
    assertThatThrownBy(() -> new TrustBundle(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("AAAA");
  }

  @Test
  void bundlesAreBounded(@TempDir Path directory) throws Exception {
    String pem = Authority.make(directory, "own").pem();
    String full = pem + "#".repeat(TrustBundle.MAX_BYTES - pem.length());
    assertThat(TrustBundle.isUsable(full)).isTrue();
    assertThat(TrustBundle.isUsable(full + "#")).isFalse();
    assertThat(TrustBundle.isUsable(pem + "-----BEGIN PRIVATE KEY-----\n")).isFalse();
  }

  private static FakeServer server(Authority authority) throws Exception {
    return new FakeServer(stateless(asked -> asked.result(ONE_TOOL)), authority.tls());
  }

  private static VerificationRequest trusting(URI url, String pem) {
    return new VerificationRequest(
        url,
        Optional.empty(),
        List.of(),
        false,
        CredentialConsent.SAME_ORIGIN,
        Tenant.NONE,
        Optional.of(new TrustBundle(pem)),
        LONG);
  }

  private static VerificationRequest request(URI url, Duration timeout) {
    return new VerificationRequest(url, List.of(), false, timeout);
  }
}
