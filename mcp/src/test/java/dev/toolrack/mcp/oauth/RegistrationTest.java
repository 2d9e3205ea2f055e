package dev.toolrack.mcp.oauth;

import static dev.toolrack.mcp.oauth.FakeIssuer.CLIENT;
import static dev.toolrack.mcp.oauth.FakeIssuer.answer;
import static dev.toolrack.mcp.oauth.FakeIssuer.verifier;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.toolrack.mcp.McpServerVerifier;
import dev.toolrack.mcp.oauth.FakeIssuer.Asked;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients and tokens that come to their end, and clients that begin. */
@Timeout(60)
class RegistrationTest {
  private static final URI BACK = URI.create("https://toolrack.example/callback");

  private FakeIssuer issuer;
  private McpServerVerifier verifier;

  @BeforeEach
  void open() throws Exception {
    issuer = new FakeIssuer();
    verifier = verifier();
  }

  @AfterEach
  void close() {
    verifier.close();
    issuer.close();
  }

  private static RegistrationRequest request(ClientAuthMethod method) {
    return new RegistrationRequest(
        "Toolrack \"x\"",
        List.of(BACK),
        true,
        method,
        List.of("a", "b"),
        Optional.of(URI.create("https://toolrack.example/")),
        Optional.of("iat-1"));
  }

  private JsonNode sent() throws Exception {
    return new ObjectMapper().readTree(issuer.asked("/register").getFirst().body());
  }

  @Test
  void registered() throws Exception {
    issuer.on(
        "/register",
        201,
        """
        {"client_id":"dcr-1","client_secret":"s-1","client_secret_expires_at":0,
         "token_endpoint_auth_method":"client_secret_post",
         "registration_client_uri":"%s","registration_access_token":"rat-1"}
        """
            .formatted(issuer.at("/register/dcr-1")));
    Registration registration =
        verifier.oauth().register(issuer.server(), request(ClientAuthMethod.BASIC));
    assertThat(registration)
        .isEqualTo(
            new Registration(
                OAuthClientId.withSecret("dcr-1", "s-1", ClientAuthMethod.POST),
                Optional.of(issuer.at("/register/dcr-1")),
                Optional.of("rat-1")));
    JsonNode sent = sent();
    assertThat(sent.path("client_name").textValue()).isEqualTo("Toolrack \"x\"");
    assertThat(sent.path("application_type").textValue()).isEqualTo("web");
    assertThat(sent.path("redirect_uris"))
        .map(JsonNode::textValue)
        .containsExactly(BACK.toString());
    assertThat(sent.path("grant_types"))
        .map(JsonNode::textValue)
        .containsExactlyInAnyOrder("authorization_code", "refresh_token");
    assertThat(sent.path("response_types")).map(JsonNode::textValue).containsExactly("code");
    assertThat(sent.path("token_endpoint_auth_method").textValue())
        .isEqualTo("client_secret_basic");
    assertThat(sent.path("scope").textValue()).isEqualTo("a b");
    assertThat(sent.path("client_uri").textValue()).isEqualTo("https://toolrack.example/");
    assertThat(issuer.asked("/register").getFirst().headers())
        .containsEntry("Authorization", "Bearer iat-1")
        .containsEntry("Content-Type", "application/json");

    issuer.on("/register/dcr-1", 204, "");
    assertThat(verifier.oauth().unregister(issuer.server(), registration)).isEmpty();
    Asked deleted = issuer.asked("/register/dcr-1").getFirst();
    assertThat(deleted.verb()).isEqualTo("DELETE");
    assertThat(deleted.headers()).containsEntry("Authorization", "Bearer rat-1");
  }

  @Test
  void publicNativeClient() throws Exception {
    issuer.on("/register", 200, "{\"client_id\":\"dcr-1\"}");
    RegistrationRequest request =
        new RegistrationRequest(
            "Toolrack",
            List.of(URI.create("http://127.0.0.1:8085/callback")),
            false,
            ClientAuthMethod.NONE,
            List.of(),
            Optional.empty(),
            Optional.empty());
    Registration registration = verifier.oauth().register(issuer.server(), request);
    assertThat(registration)
        .isEqualTo(
            new Registration(
                OAuthClientId.publicClient("dcr-1"), Optional.empty(), Optional.empty()));
    assertThat(sent().path("application_type").textValue()).isEqualTo("native");
    assertThat(sent().path("token_endpoint_auth_method").textValue()).isEqualTo("none");
    assertThat(sent().has("scope")).isFalse();
    assertThat(issuer.asked("/register").getFirst().headers()).doesNotContainKey("Authorization");
    // There is nothing to delete it at.
    assertThat(verifier.oauth().unregister(issuer.server(), registration)).isEmpty();
    assertThat(issuer.asked()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "absent, none",
    "none client_secret_basic, none",
    "client_secret_basic client_secret_post, client_secret_basic",
    "client_secret_post, client_secret_post",
  })
  void methodThatTheServerTakes(String listed, String expected) throws Exception {
    if (!listed.equals("absent")) {
      issuer.metadata(
          "\"token_endpoint_auth_methods_supported\":[\"%s\"],"
              .formatted(listed.replace(" ", "\",\"")));
    }
    issuer.on("/register", 201, "{\"client_id\":\"dcr-1\",\"client_secret\":\"s\"}");
    Registration registration =
        verifier.oauth().register(issuer.server(), request(ClientAuthMethod.AUTO));
    assertThat(sent().path("token_endpoint_auth_method").textValue()).isEqualTo(expected);
    assertThat(registration.client())
        .isEqualTo(OAuthClientId.withSecret("dcr-1", "s", ClientAuthMethod.AUTO));
  }

  @ParameterizedTest
  @CsvSource({
    "400, '{\"error\":\"invalid_redirect_uri\"}', REGISTRATION_REFUSED",
    "401, '{\"error\":\"invalid_token\"}', REGISTRATION_REFUSED",
    "403, '{\"error\":\"insufficient_scope\"}', REGISTRATION_REFUSED",
    "404, '', REGISTRATION_REFUSED",
    "500, '', ISSUER_UNAVAILABLE",
    "429, '', RATE_LIMITED",
    "302, '', REDIRECT_REFUSED",
    "201, '', ANSWER_INVALID",
    "201, '{}', ANSWER_INVALID",
    "201, '{\"client_id\":7}', ANSWER_INVALID",
    "201, '{\"client_id\":\"a\\nb\"}', ANSWER_INVALID",
    "201, '{\"client_id\":\"a\",\"client_id\":\"b\"}', ANSWER_INVALID",
    "201, '{\"client_id\":\"a\",\"token_endpoint_auth_method\":\"private_key_jwt\"}',"
        + " REGISTRATION_REFUSED",
  })
  void refused(int status, String body, OAuthFailure expected) {
    issuer.on("/register", status, body);
    assertFailure(expected);
  }

  @Test
  void notOffered() {
    issuer.metadata("\"registration_endpoint\":null,");
    assertFailure(OAuthFailure.NO_REGISTRATION);
  }

  private void assertFailure(OAuthFailure expected) {
    assertThatThrownBy(
            () -> verifier.oauth().register(issuer.server(), request(ClientAuthMethod.NONE)))
        .isInstanceOfSatisfying(
            OAuthException.class, e -> assertThat(e.failure()).isEqualTo(expected));
  }

  @Test
  void requestsAreChecked() {
    assertThatThrownBy(() -> request(ClientAuthMethod.PRIVATE_KEY_JWT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "200, ",
    "204, ",
    "404, ",
    "401, CLIENT_REFUSED",
    "403, REQUEST_REFUSED",
    "405, REQUEST_REFUSED",
    "503, ISSUER_UNAVAILABLE",
    "301, REDIRECT_REFUSED",
  })
  void unregistered(int status, @Nullable OAuthFailure expected) throws Exception {
    issuer.on("/register/x", status, "");
    Registration registration =
        new Registration(
            OAuthClientId.publicClient("x"),
            Optional.of(issuer.at("/register/x")),
            Optional.of("rat"));
    assertThat(verifier.oauth().unregister(issuer.server(), registration))
        .isEqualTo(Optional.ofNullable(expected));
  }

  /** What the server does not say well is not used to send a token to. */
  @ParameterizedTest
  @CsvSource({
    "javascript:alert(1), rat",
    "/register/x, rat",
    "https://as.example/x, ''",
    "https://as.example/x, a b",
  })
  void unusableManagement(String uri, String token) throws Exception {
    issuer.on(
        "/register",
        201,
        "{\"client_id\":\"x\",\"registration_client_uri\":\"%s\",\"registration_access_token\":\"%s\"}"
            .formatted(uri, token));
    Registration registration =
        verifier.oauth().register(issuer.server(), request(ClientAuthMethod.NONE));
    assertThat(registration.managementUri()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "200, '', ",
    "200, '{}', ",
    "400, '{\"error\":\"invalid_token\"}', ",
    "400, '{\"error\":\"unsupported_token_type\"}', REQUEST_REFUSED",
    "401, '{\"error\":\"invalid_client\"}', CLIENT_REFUSED",
    "200, '{\"ok\":false,\"error\":\"invalid_client_id\"}', CLIENT_REFUSED",
    "404, '', ANSWER_INVALID",
    "503, '', ISSUER_UNAVAILABLE",
    "302, '', REDIRECT_REFUSED",
  })
  void revoked(int status, String body, @Nullable OAuthFailure expected) throws Exception {
    issuer.on("/revoke", status, body);
    for (boolean refresh : List.of(true, false)) {
      assertThat(verifier.oauth().revoke(issuer.server(), CLIENT, "t-1", refresh))
          .isEqualTo(Optional.ofNullable(expected));
      assertThat(issuer.asked("/revoke").getLast().form())
          .isEqualTo(
              Map.of(
                  "token", "t-1", "token_type_hint", refresh ? "refresh_token" : "access_token"));
    }
  }

  @Test
  void revocationThatIsNotOffered() throws Exception {
    issuer.metadata("\"revocation_endpoint\":null,");
    assertThat(verifier.oauth().revoke(issuer.server(), CLIENT, "t-1", true)).isEmpty();
  }

  /** It may take other methods than the token endpoint. */
  @Test
  void revocationHasMethodsOfItsOwn() throws Exception {
    issuer.metadata(
        "\"token_endpoint_auth_methods_supported\":[\"client_secret_basic\"],"
            + "\"revocation_endpoint_auth_methods_supported\":[\"client_secret_post\"],");
    issuer.on("/revoke", answer(200, "text/plain", "ok"));
    OAuthClientId client = OAuthClientId.withSecret("c", "s", ClientAuthMethod.AUTO);
    assertThat(verifier.oauth().revoke(issuer.server(), client, "t-1", true)).isEmpty();
    assertThat(issuer.asked("/revoke").getFirst().form()).containsEntry("client_secret", "s");
  }
}
