package dev.toolrack.mcp;

import static dev.toolrack.mcp.Scripts.ONE_TOOL;
import static dev.toolrack.mcp.Scripts.request;
import static dev.toolrack.mcp.Scripts.session;
import static dev.toolrack.mcp.Scripts.stateless;
import static dev.toolrack.mcp.Scripts.verified;
import static dev.toolrack.mcp.Scripts.verifier;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.mcp.Authentication.Scheme;
import dev.toolrack.mcp.FakeServer.Answer;
import dev.toolrack.mcp.FakeServer.Asked;
import dev.toolrack.mcp.FakeServer.Script;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How servers say that they want callers to authenticate, and what follows for the verdict. */
@Timeout(60)
class AuthDetectionTest {
  private static final RequestHeader CREDENTIAL =
      new RequestHeader("Authorization", "Bearer canary-1");
  private static final RequestHeader TENANT = new RequestHeader("X-Tenant", "acme");
  private static final String PATH = "/.well-known/oauth-protected-resource/mcp";
  private static final String ROOT = "/.well-known/oauth-protected-resource";
  private static final Script OPEN = stateless(asked -> asked.result(ONE_TOOL));
  private static final Authentication OAUTH = oauth("https://as.example/tenant", "mcp.read", "b");

  /** Metadata about the server that is asked, at one path only. */
  private static Script metadata(String path) {
    return asked -> asked.path().equals(path) ? document(asked, "/mcp") : Answer.empty(404);
  }

  private static Answer document(Asked asked, String resourcePath) {
    return Answer.json(
        200,
        """
        {"resource":"%s%s","authorization_servers":["https://as.example/tenant"],
         "scopes_supported":["mcp.read","b"],"resource_name":"x","jwks_uri":["odd"]}
        """
            .formatted(asked.origin(), resourcePath));
  }

  /** A developer's authorization server has no certificate. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:9000",
        "http://127.0.0.1:9000/tenant",
        "http://[::1]",
        "http://as.localhost/"
      })
  void issuersOnLoopbackMayDoWithoutTls(String issuer) throws Exception {
    Script document =
        asked ->
            Answer.json(
                200,
                "{\"resource\":\"%s/mcp\",\"authorization_servers\":[\"http://as.example\",\"%s\"]}"
                    .formatted(asked.origin(), issuer));
    try (FakeServer server = new FakeServer(OPEN, document);
        McpServerVerifier verifier = verifier()) {
      Failed expected = new Failed(FailureReason.CREDENTIAL_REQUIRED, Optional.of(oauth(issuer)));
      assertThat(verifier.verify(request(server.url()))).isEqualTo(expected);
    }
  }

  private static Script refusing(int status, String... challenges) {
    return asked -> {
      Answer answer = Answer.empty(status);
      for (String challenge : challenges) {
        answer = answer.with("WWW-Authenticate", challenge.replace("HERE", asked.origin()));
      }
      return answer;
    };
  }

  @Test
  void openServerWithoutMetadata() throws Exception {
    try (FakeServer server = new FakeServer(OPEN);
        McpServerVerifier verifier = verifier()) {
      for (int i = 0; i < 3; i++) {
        assertThat(verified(verifier.verify(request(server.url()))).authentication())
            .contains(Authentication.NONE);
      }
      // Both places, and only once.
      assertThat(server.askedForMetadata()).extracting(Asked::path).containsExactly(PATH, ROOT);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {PATH, ROOT})
  void openServerThatWillRefuseCalls(String path) throws Exception {
    for (Script list : List.of(OPEN, session(asked -> asked.result(ONE_TOOL)))) {
      try (FakeServer server = new FakeServer(list, metadata(path));
          McpServerVerifier verifier = verifier()) {
        Failed expected = new Failed(FailureReason.CREDENTIAL_REQUIRED, Optional.of(OAUTH));
        assertThat(verifier.verify(request(server.url()))).isEqualTo(expected);
        assertThat(verifier.verify(request(server.url()))).isEqualTo(expected);
        assertThat(server.askedForMetadata()).hasSize(path.equals(PATH) ? 1 : 2);
      }
    }
  }

  @Test
  void withItsCredentialTheSameServerIsGood() throws Exception {
    try (FakeServer server = new FakeServer(OPEN, metadata(PATH));
        McpServerVerifier verifier = verifier()) {
      assertThat(verified(verifier.verify(request(server.url(), CREDENTIAL))).tools()).hasSize(1);
      assertThat(server.askedForMetadata()).isEmpty();
    }
  }

  @Test
  void metadataRequestsCarryNothingOfTheServers() throws Exception {
    Script script = refusing(401, "Bearer resource_metadata=\"HERE/.well-known/elsewhere\"");
    try (FakeServer server = new FakeServer(script);
        McpServerVerifier verifier = verifier()) {
      var _ = verifier.verify(request(server.url(), CREDENTIAL, TENANT));
      assertThat(server.askedForMetadata())
          .extracting(Asked::path)
          .containsExactly("/.well-known/elsewhere", PATH, ROOT);
      for (Asked asked : server.askedForMetadata()) {
        assertThat(asked.verb()).isEqualTo("GET");
        assertThat(asked.body()).isEmpty();
        assertThat(asked.header("Accept")).isEqualTo("application/json");
        assertThat(asked.headers().keySet())
            .doesNotContainAnyElementsOf(List.of("Authorization", "X-Tenant", "Cookie"));
        assertThat(asked.headers().values()).noneMatch(value -> value.contains("canary"));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "401 | - | CREDENTIAL_REJECTED | BEARER | -",
        "401 | Basic realm=\"x\" | CREDENTIAL_REJECTED | BEARER | -",
        "401 | Bearer | CREDENTIAL_REJECTED | BEARER | -",
        "401 | Bearer scope=\"a b\" | CREDENTIAL_REJECTED | BEARER | a b",
        "401 | Bearer error=\"insufficient_scope\" | CREDENTIAL_REJECTED | BEARER | -",
        "403 | Bearer error=\"insufficient_scope\", scope=\"a b\" | INSUFFICIENT_SCOPE | BEARER | a b",
        "403 | Bearer error=\"invalid_token\" | FORBIDDEN | BEARER | -",
        "403 | - | FORBIDDEN | - | -",
        "403 | Basic realm=\"x\" | FORBIDDEN | - | -",
      })
  void refusalsWithoutMetadata(
      int status, String challenge, FailureReason reason, Scheme scheme, String scopes)
      throws Exception {
    Script script = challenge == null ? refusing(status) : refusing(status, challenge);
    Optional<Authentication> expected =
        Optional.ofNullable(scheme)
            .map(known ->
                new Authentication(
                    known,
                    Optional.empty(),
                    scopes == null ? List.of() : List.of(scopes.split(" "))));
    assertThat(Scripts.verify(script, CREDENTIAL)).isEqualTo(new Failed(reason, expected));
  }

  @Test
  void withoutCredentialBothStatusesAskForOne() throws Exception {
    assertThat(Scripts.failure(refusing(401, "Bearer")))
        .isEqualTo(FailureReason.CREDENTIAL_REQUIRED);
    assertThat(Scripts.failure(refusing(403, "Bearer error=\"insufficient_scope\"")))
        .isEqualTo(FailureReason.CREDENTIAL_REQUIRED);
    assertThat(Scripts.failure(refusing(403, "Bearer"))).isEqualTo(FailureReason.FORBIDDEN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // What this request lacked, before what tokens may have.
        "401 | Bearer scope=\"a\" | CREDENTIAL_REJECTED | a",
        "401 | Bearer | CREDENTIAL_REJECTED | mcp.read b",
        "401 | Basic realm=\"x\" | CREDENTIAL_REJECTED | mcp.read b",
        "403 | Bearer error=\"insufficient_scope\", scope=\"a\" | INSUFFICIENT_SCOPE | a",
        "403 | Negotiate | FORBIDDEN | mcp.read b",
      })
  void refusalsWithMetadata(int status, String challenge, FailureReason reason, String scopes)
      throws Exception {
    try (FakeServer server = new FakeServer(refusing(status, challenge), metadata(ROOT));
        McpServerVerifier verifier = verifier()) {
      assertThat(verifier.verify(request(server.url(), CREDENTIAL)))
          .isEqualTo(
              new Failed(
                  reason, Optional.of(oauth("https://as.example/tenant", scopes.split(" ")))));
      // A refusal is about credentials, never about eras.
      assertThat(server.asked()).hasSize(1);
    }
  }

  @Test
  void theChallengesUrlComesFirst() throws Exception {
    Script metadata =
        asked ->
            asked.path().equals("/.well-known/own")
                ? Answer.json(
                    200,
                    "{\"resource\":\"%s/\",\"authorization_servers\":[\"https://own.example\"]}"
                        .formatted(asked.origin()))
                : document(asked, "/mcp");
    Script script = refusing(401, "Bearer resource_metadata=\"HERE/.well-known/own\"");
    try (FakeServer server = new FakeServer(script, metadata);
        McpServerVerifier verifier = verifier()) {
      assertThat(verifier.verify(request(server.url())))
          .isEqualTo(
              new Failed(
                  FailureReason.CREDENTIAL_REQUIRED, Optional.of(oauth("https://own.example"))));
      assertThat(server.askedForMetadata()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 301, 307, 308, 400, 401, 403, 404, 405, 406, 410})
  void otherStatusesMeanThatThereIsNoneHere(int status) throws Exception {
    Script metadata =
        asked ->
            asked.path().equals(ROOT)
                ? document(asked, "")
                // Redirects are not followed, not even to itself.
                : Answer.empty(status).with("Location", asked.path());
    try (FakeServer server = new FakeServer(OPEN, metadata);
        McpServerVerifier verifier = verifier()) {
      assertThat(verifier.verify(request(server.url())))
          .isEqualTo(new Failed(FailureReason.CREDENTIAL_REQUIRED, Optional.of(OAUTH)));
      assertThat(server.askedForMetadata()).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504, 429, 408})
  void outageOfMetadataLeavesTheVerdictAlone(int status) throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    Script metadata = asked -> over.get() ? document(asked, "/mcp") : Answer.empty(status);
    try (FakeServer server = new FakeServer(OPEN, metadata);
        McpServerVerifier verifier = verifier()) {
      assertThat(verified(verifier.verify(request(server.url()))).authentication()).isEmpty();
      // Not asked again at once.
      over.set(true);
      assertThat(verified(verifier.verify(request(server.url()))).authentication()).isEmpty();
      assertThat(server.askedForMetadata()).hasSize(2);
    }
    assertThat(verifyWith(refusing(401, "Bearer scope=\"s\""), asked -> Answer.empty(status)))
        .isEqualTo(
            new Failed(
                FailureReason.CREDENTIAL_REQUIRED,
                Optional.of(new Authentication(Scheme.BEARER, Optional.empty(), List.of("s")))));
  }

  @Test
  void oneBrokenPlaceDoesNotHideTheOther() throws Exception {
    Script metadata = asked -> asked.path().equals(ROOT) ? document(asked, "/") : Answer.empty(500);
    assertThat(verifyWith(OPEN, metadata))
        .isEqualTo(new Failed(FailureReason.CREDENTIAL_REQUIRED, Optional.of(OAUTH)));
  }

  private static Verification verifyWith(Script script, Script metadata) throws Exception {
    try (FakeServer server = new FakeServer(script, metadata);
        McpServerVerifier verifier = verifier()) {
      return verifier.verify(request(server.url()));
    }
  }

  private static Authentication oauth(String issuer, String... scopes) {
    return new Authentication(Scheme.OAUTH, Optional.of(issuer), List.of(scopes));
  }
}
