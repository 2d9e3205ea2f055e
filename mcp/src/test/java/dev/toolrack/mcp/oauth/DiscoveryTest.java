package dev.toolrack.mcp.oauth;

import static dev.toolrack.mcp.oauth.FakeIssuer.CLIENT;
import static dev.toolrack.mcp.oauth.FakeIssuer.TERMS;
import static dev.toolrack.mcp.oauth.FakeIssuer.TOKEN;
import static dev.toolrack.mcp.oauth.FakeIssuer.WELL_KNOWN;
import static dev.toolrack.mcp.oauth.FakeIssuer.answer;
import static dev.toolrack.mcp.oauth.FakeIssuer.asking;
import static dev.toolrack.mcp.oauth.FakeIssuer.granted;
import static dev.toolrack.mcp.oauth.FakeIssuer.refusal;
import static dev.toolrack.mcp.oauth.FakeIssuer.verifier;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolrack.mcp.McpServerVerifier;
import dev.toolrack.mcp.egress.Tenant;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where metadata are looked for, what is taken from them, and how long they are remembered. */
@Timeout(60)
class DiscoveryTest {
  private static final String OPENID = "/.well-known/openid-configuration";

  @ParameterizedTest
  @CsvSource({
    "https://as.example, 'https://as.example/.well-known/oauth-authorization-server "
        + "https://as.example/.well-known/openid-configuration'",
    "https://as.example/, 'https://as.example/.well-known/oauth-authorization-server "
        + "https://as.example/.well-known/openid-configuration'",
    "https://as.example:8443/a/b, "
        + "'https://as.example:8443/.well-known/oauth-authorization-server/a/b "
        + "https://as.example:8443/.well-known/openid-configuration/a/b "
        + "https://as.example:8443/a/b/.well-known/openid-configuration'",
    "https://as.example/a/, 'https://as.example/.well-known/oauth-authorization-server/a "
        + "https://as.example/.well-known/openid-configuration/a "
        + "https://as.example/a/.well-known/openid-configuration'",
  })
  void places(String issuer, String expected) {
    assertThat(Discovery.places(URI.create(issuer)))
        .map(URI::toString)
        .containsExactly(expected.split(" ", -1));
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 405, 400, 401, 403, 410, 302, 204})
  void nothingAtOnePlaceMeansTheNext(int status) throws Exception {
    try (FakeIssuer issuer = new FakeIssuer("/t");
        McpServerVerifier verifier = verifier()) {
      issuer.on(WELL_KNOWN + "/t", status, "{}").on(OPENID + "/t", status, "{}");
      issuer.on("/t" + OPENID, 200, issuer.document("")).on("/token", 200, TOKEN);
      granted(verifier.oauth().clientCredentials(issuer.server(), CLIENT, TERMS));
      assertThat(issuer.paths())
          .containsExactly(WELL_KNOWN + "/t", OPENID + "/t", "/t" + OPENID, "/token");
    }
  }

  /** Servers of pages for people answer everything with one. */
  @Test
  void pagesForPeopleAreNoMetadata() throws Exception {
    try (FakeIssuer issuer = new FakeIssuer("");
        McpServerVerifier verifier = verifier()) {
      issuer.on(WELL_KNOWN, answer(200, "text/html", "<html>"));
      issuer.on(OPENID, 200, issuer.document("")).on("/token", 200, TOKEN);
      granted(verifier.oauth().clientCredentials(issuer.server(), CLIENT, TERMS));
    }
  }

  static List<String> unusable() {
    return List.of(
        "[]",
        "{",
        "null",
        "{\"token_endpoint\":\"https://a.example/\"}",
        "{\"issuer\":7,\"token_endpoint\":\"https://a.example/\"}",
        "{\"issuer\":\"ME\",\"issuer\":\"ME\",\"token_endpoint\":\"https://a.example/\"}",
        "{\"issuer\":\"ME\"}",
        "{\"issuer\":\"ME\",\"token_endpoint\":null}",
        "{\"issuer\":\"ME\",\"token_endpoint\":[\"https://a.example/\"]}",
        "{\"issuer\":\"ME\",\"token_endpoint\":\"/token\"}",
        "{\"issuer\":\"ME\",\"token_endpoint\":\"https://a.example/#x\"}",
        "{\"issuer\":\"ME\",\"token_endpoint\":\"https://u@a.example/\"}",
        "{\"issuer\":\"ME\",\"token_endpoint\":\"javascript:alert(1)\"}",
        "{\"issuer\":\"ME\",\"token_endpoint\":\"file:///etc/passwd\"}",
        "{\"issuer\":\"ME\",\"token_endpoint\":\"https://a.example/ \"}",
        "{\"issuer\":\"ME\",\"token_endpoint\":\"https://a.example/\",\"x\":{\"a\":1,\"a\":1}}",
        "{\"issuer\":\"ME\",\"token_endpoint\":\"https://a.example/" + "x".repeat(2048) + "\"}",
        "{\"issuer\":\"ME\",\"token_endpoint\":\"https://a.example/\",\"x\":"
            + "[".repeat(100)
            + "]".repeat(100)
            + "}",
        "{\"issuer\":\"ME\",\"token_endpoint\":\"https://a.example/\",\"x\":\""
            + "x".repeat(65_536)
            + "\"}");
  }

  @ParameterizedTest
  @MethodSource("unusable")
  void unusableDocuments(String document) throws Exception {
    try (FakeIssuer issuer = new FakeIssuer("");
        McpServerVerifier verifier = verifier()) {
      issuer.on(WELL_KNOWN, 200, document.replace("ME", issuer.issuer()));
      assertThat(refusal(verifier.oauth().clientCredentials(issuer.server(), CLIENT, TERMS)))
          .isEqualTo(OAuthFailure.METADATA_INVALID);
      assertThat(issuer.asked()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HERE/", "HERE/other", "https://as.example", "HERE?", " HERE"})
  void anotherIssuersDocumentEndsTheSearch(String named) throws Exception {
    try (FakeIssuer issuer = new FakeIssuer("");
        McpServerVerifier verifier = verifier()) {
      issuer.metadata("\"issuer\":\"" + named + "\",").on(OPENID, 200, issuer.document(""));
      assertThat(refusal(verifier.oauth().clientCredentials(issuer.server(), CLIENT, TERMS)))
          .isEqualTo(OAuthFailure.ISSUER_MISMATCH);
      assertThat(issuer.paths()).containsExactly(WELL_KNOWN);
    }
  }

  /** The slash at its end is the issuer's own; it only does not count for the place. */
  @Test
  void issuerWithSlash() throws Exception {
    try (FakeIssuer issuer = new FakeIssuer("/");
        McpServerVerifier verifier = verifier()) {
      issuer.on(WELL_KNOWN, 200, issuer.document("")).on("/token", 200, TOKEN);
      granted(verifier.oauth().clientCredentials(issuer.server(), CLIENT, TERMS));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "as.example",
        "https://as.example/?x",
        "https://as.example/#x",
        "https:///x",
        "mailto:a@b",
        "https://u:p@as.example/",
        "https://as.example/\u202e"
      })
  void whatIsNoIssuer(String issuer) throws Exception {
    try (McpServerVerifier verifier = verifier()) {
      assertThat(refusal(verifier.oauth().clientCredentials(asking(issuer), CLIENT, TERMS)))
          .isEqualTo(OAuthFailure.METADATA_INVALID);
    }
  }

  /** An outage at one place does not hide the document at another, but explains its absence. */
  @ParameterizedTest
  @CsvSource({"500,ISSUER_UNAVAILABLE", "503,ISSUER_UNAVAILABLE", "429,RATE_LIMITED"})
  void outages(int status, OAuthFailure expected) throws Exception {
    try (FakeIssuer issuer = new FakeIssuer("");
        McpServerVerifier verifier = verifier()) {
      issuer.on(WELL_KNOWN, status, "{}").on("/token", 200, TOKEN);
      assertThat(refusal(verifier.oauth().clientCredentials(issuer.server(), CLIENT, TERMS)))
          .isEqualTo(expected);
      issuer.on(OPENID, 200, issuer.document(""));
      granted(verifier.oauth().clientCredentials(issuer.server(), CLIENT, TERMS));
    }
  }

  @Test
  void rememberedForAnHourUnlessSomethingIsWrong() throws Exception {
    long[] now = {0};
    try (FakeIssuer issuer = new FakeIssuer();
        McpServerVerifier verifier = verifier()) {
      OAuthClient client = verifier.oauth().withClock(() -> now[0]);
      for (int i = 0; i < 3; i++) {
        granted(client.clientCredentials(issuer.server(), CLIENT, TERMS));
      }
      assertThat(issuer.asked(WELL_KNOWN)).hasSize(1);
      now[0] = Duration.ofMinutes(76).toNanos();
      granted(client.clientCredentials(issuer.server(), CLIENT, TERMS));
      assertThat(issuer.asked(WELL_KNOWN)).hasSize(2);
      issuer.on("/token", 503, "{}");
      client.clientCredentials(issuer.server(), CLIENT, TERMS);
      assertThat(issuer.asked(WELL_KNOWN)).hasSize(2);
      issuer.on("/token", 400, "{\"error\":\"invalid_client\"}");
      client.clientCredentials(issuer.server(), CLIENT, TERMS);
      client.clientCredentials(issuer.server(), CLIENT, TERMS);
      assertThat(issuer.asked(WELL_KNOWN)).hasSize(3);
    }
  }

  @Test
  void whatOneTenantLearnedIsNotAnothers() throws Exception {
    try (FakeIssuer issuer = new FakeIssuer();
        McpServerVerifier verifier = verifier()) {
      for (String org : List.of("acme", "other")) {
        AskedServer asked =
            new AskedServer(
                issuer.issuer(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new Tenant("ns", Set.of(), Optional.of(org)),
                Optional.empty(),
                _ -> true,
                Duration.ofSeconds(20));
        granted(verifier.oauth().clientCredentials(asked, CLIENT, TERMS));
      }
      assertThat(issuer.asked(WELL_KNOWN)).hasSize(2);
    }
  }

  @Test
  void endpointsByHandNeedNoMetadata() throws Exception {
    try (FakeIssuer issuer = new FakeIssuer("");
        McpServerVerifier verifier = verifier()) {
      issuer.on("/token", 200, TOKEN).on("/revoke", 200, "{}");
      OAuthClient client = verifier.oauth();
      granted(client.clientCredentials(issuer.byHand(), CLIENT, TERMS));
      LoginStart start =
          client.begin(issuer.byHand(), CLIENT, TERMS, Map.of(), URI.create("https://me.example/"));
      granted(
          client.redeem(
              issuer.byHand(),
              CLIENT,
              TERMS,
              start.pending(),
              "code=c&state=" + start.pending().state()));
      assertThat(client.revoke(issuer.byHand(), CLIENT, "t", true)).isEmpty();
      assertThat(issuer.paths()).containsExactly("/token", "/token", "/revoke");
    }
  }

  @Test
  void anEndpointByHandReplacesOne() throws Exception {
    try (FakeIssuer issuer = new FakeIssuer();
        McpServerVerifier verifier = verifier()) {
      issuer.on("/other", 200, "{}");
      AskedServer asked =
          new AskedServer(
              issuer.issuer(),
              Optional.empty(),
              Optional.empty(),
              Optional.of(issuer.at("/other")),
              Tenant.NONE,
              Optional.empty(),
              _ -> true,
              Duration.ofSeconds(20));
      assertThat(verifier.oauth().revoke(asked, CLIENT, "t", true)).isEmpty();
      assertThat(issuer.paths()).containsExactly(WELL_KNOWN, "/other");
    }
  }

  @Test
  void abilities() throws Exception {
    try (FakeIssuer issuer = new FakeIssuer();
        McpServerVerifier verifier = verifier()) {
      issuer.metadata(
          "\"client_id_metadata_document_supported\":true,"
              + "\"scopes_supported\":[\"a\",\"a\",\"b c\",7,\"offline_access\"],");
      assertThat(verifier.oauth().abilities(issuer.server()))
          .isEqualTo(
              new ServerAbilities(
                  Optional.of(List.of("offline_access", "a")),
                  true,
                  true,
                  Optional.of(issuer.at("/revoke")),
                  Optional.of(issuer.at("/token")),
                  Optional.of(issuer.at("/authorize"))))
          .matches(ServerAbilities::offlineAccess);
      assertThatThrownBy(() -> verifier.oauth().abilities(asking(issuer.issuer() + "/x")))
          .isInstanceOfSatisfying(
              OAuthException.class,
              e -> assertThat(e.failure()).isEqualTo(OAuthFailure.NO_METADATA));
    }
  }
}
