package dev.toolrack.mcp.oauth;

import static dev.toolrack.mcp.oauth.FakeIssuer.CLIENT;
import static dev.toolrack.mcp.oauth.FakeIssuer.TERMS;
import static dev.toolrack.mcp.oauth.FakeIssuer.answer;
import static dev.toolrack.mcp.oauth.FakeIssuer.granted;
import static dev.toolrack.mcp.oauth.FakeIssuer.refusal;
import static dev.toolrack.mcp.oauth.FakeIssuer.verifier;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.mcp.McpServerVerifier;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the answers of token endpoints. */
@Timeout(60)
class TokenAnswersTest {
  private static final String LONG = "x".repeat(8193);

  private static TokenAnswer asked(int status, String type, String body) throws Exception {
    try (FakeIssuer issuer = new FakeIssuer();
        McpServerVerifier verifier = verifier()) {
      issuer.on("/token", answer(status, type, body));
      return verifier.oauth().refresh(issuer.byHand(), CLIENT, TERMS, "rt-0");
    }
  }

  private static Tokens tokens(String more) throws Exception {
    return granted(
        asked(
            200,
            "application/json",
            "{\"access_token\":\"at-1\",\"token_type\":\"bEARER\"" + more + "}"));
  }

  @ParameterizedTest
  @CsvSource({
    "3600, 3600",
    "'\"3600\"', 3600",
    "3600.0, 3600",
    "1, 1",
    "0, ",
    "-1, ",
    "-9223372036854775808, ",
    "null, ",
    "'\"soon\"', ",
    "true, ",
    "315360000, 315360000",
    "9223372036854775807, 315360000",
    "99999999999999999999999, 315360000",
    "1e300, 315360000",
    "'\"99999999999999\"', ",
  })
  void lifetimes(String value, @Nullable Long seconds) throws Exception {
    assertThat(tokens(",\"expires_in\":" + value).lifetime())
        .isEqualTo(Optional.ofNullable(seconds).map(Duration::ofSeconds));
  }

  @ParameterizedTest
  @CsvSource({
    "'', ",
    "',\"scope\":\"a b\"', a b",
    "',\"scope\":\"a  b a\"', a b",
    "',\"scope\":\"repo,gist\"', repo gist",
    "',\"scope\":\"a,b c\"', 'a,b c'",
    "',\"scope\":[\"a\",\"b\"]', a b",
    "',\"scope\":null', ",
    "',\"scope\":7', ",
  })
  void scopes(String member, @Nullable String scopes) throws Exception {
    assertThat(tokens(member).scopes().map(found -> String.join(" ", found)))
        .isEqualTo(Optional.ofNullable(scopes));
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"email\":\"a@b.example\",\"name\":\"A\",\"sub\":\"1\"}', a@b.example",
    "'{\"preferred_username\":\"u\",\"name\":\"A\",\"sub\":\"1\"}', u",
    "'{\"name\":\"A\\u202e\\u0007B\",\"sub\":\"1\"}', AB",
    "'{\"email\":7,\"sub\":\"1\"}', 1",
    "'{}', ",
    "'[]', ",
    "'{\"sub\":\"1\",\"sub\":\"2\"}', ",
  })
  void accounts(String claims, @Nullable String account) throws Exception {
    String payload =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims.getBytes(StandardCharsets.UTF_8));
    assertThat(tokens(",\"id_token\":\"e30." + payload + ".sig\"").account())
        .isEqualTo(Optional.ofNullable(account));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a.b", "a.!!.c", "a.b.c.d.e", "..", "a.eyJ.c"})
  void whatIsNoIdTokenHasNoAccount(String idToken) throws Exception {
    assertThat(tokens(",\"id_token\":\"" + idToken + "\"").account()).isEmpty();
  }

  @Test
  void refreshTokens() throws Exception {
    assertThat(tokens(",\"refresh_token\":\"rt 1\"").refreshToken()).contains("rt 1");
    assertThat(tokens(",\"refresh_token\":null").refreshToken()).isEmpty();
    assertThat(tokens(",\"refresh_token\":\"\"").refreshToken()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "{",
        "{}",
        "{\"access_token\":\"a\"}",
        "{\"access_token\":\"a\",\"token_type\":\"mac\"}",
        "{\"access_token\":\"a\",\"token_type\":\"N_A\"}",
        "{\"access_token\":\"a\",\"token_type\":\"DPoP\"}",
        "{\"access_token\":\"a\",\"token_type\":[\"Bearer\"]}",
        "{\"token_type\":\"Bearer\"}",
        "{\"access_token\":\"\",\"token_type\":\"Bearer\"}",
        "{\"access_token\":7,\"token_type\":\"Bearer\"}",
        "{\"access_token\":\"a b\",\"token_type\":\"Bearer\"}",
        "{\"access_token\":\"a\\nb\",\"token_type\":\"Bearer\"}",
        "{\"access_token\":\"é\",\"token_type\":\"Bearer\"}",
        "{\"access_token\":\"LONG\",\"token_type\":\"Bearer\"}",
        "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"refresh_token\":\"LONG\"}",
        "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"refresh_token\":\"a\\nb\"}",
        "{\"access_token\":\"a\",\"access_token\":\"b\",\"token_type\":\"Bearer\"}",
        "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"x\":{\"y\":1,\"y\":1}}",
        "{\"access_token\":\"a\",\"token_type\":\"Bearer\"}x",
        "\uFEFF{\"access_token\":\"a\",\"token_type\":\"Bearer\"}",
      })
  void whatIsNoAnswer(String body) throws Exception {
    assertThat(refusal(asked(200, "application/json", body.replace("LONG", LONG))))
        .isEqualTo(OAuthFailure.ANSWER_INVALID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/html", "text/plain", "application/jwt", "", "application/problem+json"})
  void wrongMediaTypes(String type) throws Exception {
    assertThat(refusal(asked(200, type, FakeIssuer.TOKEN))).isEqualTo(OAuthFailure.ANSWER_INVALID);
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_client, CLIENT_REFUSED",
    "401, invalid_client, CLIENT_REFUSED",
    "400, unauthorized_client, CLIENT_REFUSED",
    "400, invalid_grant, GRANT_REFUSED",
    "400, invalid_scope, SCOPE_REFUSED",
    "400, invalid_target, RESOURCE_REFUSED",
    "400, unsupported_grant_type, REQUEST_REFUSED",
    "400, invalid_request, REQUEST_REFUSED",
    "403, access_denied, REQUEST_REFUSED",
    "400, temporarily_unavailable, ISSUER_UNAVAILABLE",
    "400, server_error, ISSUER_UNAVAILABLE",
    "400, slow_down, RATE_LIMITED",
    "429, invalid_grant, RATE_LIMITED",
    "500, invalid_grant, ISSUER_UNAVAILABLE",
    "503, invalid_grant, ISSUER_UNAVAILABLE",
    "408, invalid_grant, ISSUER_UNAVAILABLE",
    "307, invalid_grant, REDIRECT_REFUSED",
    "302, invalid_grant, REDIRECT_REFUSED",
    "200, invalid_grant, GRANT_REFUSED",
  })
  void errors(int status, String code, OAuthFailure expected) throws Exception {
    String body = "{\"error\":\"%s\",\"error_description\":\"canary\"}".formatted(code);
    assertThat(refusal(asked(status, "application/json", body))).isEqualTo(expected);
  }

  /** What is in front of a server speaks no OAuth; only 401 says enough by itself. */
  @ParameterizedTest
  @CsvSource({
    "401, CLIENT_REFUSED",
    "400, ANSWER_INVALID",
    "403, ANSWER_INVALID",
    "404, ANSWER_INVALID",
    "405, ANSWER_INVALID",
    "502, ISSUER_UNAVAILABLE",
  })
  void errorsWithoutOauth(int status, OAuthFailure expected) throws Exception {
    assertThat(refusal(asked(status, "text/html", "<html>"))).isEqualTo(expected);
    assertThat(refusal(asked(status, "application/json", "{}"))).isEqualTo(expected);
  }

  @Test
  void errorsOfOtherShapes() throws Exception {
    assertThat(refusal(asked(400, "application/json", "{\"error\":{\"code\":1}}")))
        .isEqualTo(OAuthFailure.REQUEST_REFUSED);
    assertThat(refusal(asked(200, "application/json", "{\"error\":7}")))
        .isEqualTo(OAuthFailure.REQUEST_REFUSED);
    assertThat(tokens(",\"error\":\"\"").accessToken()).isEqualTo("at-1");
    assertThat(tokens(",\"error\":null").accessToken()).isEqualTo("at-1");
  }
}
