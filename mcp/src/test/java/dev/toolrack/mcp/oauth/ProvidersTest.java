package dev.toolrack.mcp.oauth;

import static dev.toolrack.mcp.oauth.FakeIssuer.answer;
import static dev.toolrack.mcp.oauth.FakeIssuer.json;
import static dev.toolrack.mcp.oauth.FakeIssuer.parameters;
import static dev.toolrack.mcp.oauth.FakeIssuer.verifier;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.mcp.McpServerVerifier;
import dev.toolrack.mcp.oauth.FakeIssuer.Script;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Well-known providers, in the form that their documentation gives. */
@Timeout(60)
class ProvidersTest {
  private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";
  private static final String ID_TOKEN =
      "e30."
          + Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(
                  "{\"sub\":\"110\",\"email\":\"ada@example.com\"}"
                      .getBytes(StandardCharsets.UTF_8))
          + ".sig";

  /** A provider's answer and what we make of it: what is granted, or why nothing is. */
  record Shape(String name, Script answer, String expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Shape> SHAPES =
      List.of(
          new Shape(
              "GitHub",
              json(
                  200,
                  "{\"access_token\":\"gho_16C7e42F\",\"scope\":\"repo,gist\",\"token_type\":\"bearer\"}"),
              "gho_16C7e42F - [repo, gist] - -"),
          new Shape(
              "GitHub App with expiring tokens",
              json(
                  200,
                  "{\"access_token\":\"ghu_16C7\",\"expires_in\":28800,\"refresh_token\":\"ghr_1B4a\","
                      + "\"refresh_token_expires_in\":15811200,\"scope\":\"\",\"token_type\":\"bearer\"}"),
              "ghu_16C7 ghr_1B4a - PT8H -"),
          new Shape(
              "GitHub, bad code",
              json(
                  200,
                  "{\"error\":\"bad_verification_code\",\"error_description\":\"The code passed is"
                      + " incorrect or expired.\",\"error_uri\":\"https://docs.github.com/x\"}"),
              "GRANT_REFUSED"),
          new Shape(
              "GitHub, bad code as form",
              answer(200, FORM, "error=bad_verification_code&error_description=The+code+passed"),
              "GRANT_REFUSED"),
          new Shape(
              "GitHub, bad secret",
              json(200, "{\"error\":\"incorrect_client_credentials\"}"),
              "CLIENT_REFUSED"),
          new Shape(
              "GitHub, bad refresh token",
              json(200, "{\"error\":\"bad_refresh_token\"}"),
              "GRANT_REFUSED"),
          new Shape(
              "GitHub, redirect",
              json(200, "{\"error\":\"redirect_uri_mismatch\"}"),
              "REQUEST_REFUSED"),
          new Shape(
              "tokens as form",
              answer(200, FORM, "access_token=gho_1&scope=repo&token_type=bearer"),
              "ANSWER_INVALID"),
          new Shape(
              "Slack, bot token",
              json(
                  200,
                  "{\"ok\":true,\"access_token\":\"xoxb-1\",\"token_type\":\"bot\",\"scope\":\"commands\","
                      + "\"authed_user\":{\"id\":\"U1\",\"access_token\":\"xoxp-1\",\"token_type\":\"user\"}}"),
              "ANSWER_INVALID"),
          new Shape(
              "Slack, a person's token",
              json(
                  200,
                  "{\"ok\":true,\"app_id\":\"A1\",\"authed_user\":{\"id\":\"U1\",\"scope\":\"chat:write,users:read\","
                      + "\"access_token\":\"xoxp-1\",\"token_type\":\"user\"},\"team\":{\"id\":\"T1\"}}"),
              "xoxp-1 - [chat:write, users:read] - -"),
          new Shape(
              "Slack, a person's token that rotates",
              json(
                  200,
                  "{\"ok\":true,\"authed_user\":{\"id\":\"U1\",\"scope\":\"chat:write\",\"access_token\":"
                      + "\"xoxe.xoxp-1\",\"expires_in\":43200,\"refresh_token\":\"xoxe-1\",\"token_type\":\"user\"}}"),
              "xoxe.xoxp-1 xoxe-1 [chat:write] PT12H -"),
          new Shape(
              "Slack, a person's token at the top",
              json(
                  200,
                  "{\"ok\":true,\"access_token\":\"xoxe.xoxp-2\",\"expires_in\":43200,"
                      + "\"refresh_token\":\"xoxe-2\",\"token_type\":\"user\",\"scope\":\"chat:write\"}"),
              "xoxe.xoxp-2 xoxe-2 [chat:write] PT12H -"),
          new Shape(
              "Slack, a person without a token",
              json(200, "{\"ok\":true,\"authed_user\":{\"id\":\"U1\"}}"),
              "ANSWER_INVALID"),
          new Shape(
              "of Slack's type, not in Slack's way",
              json(200, "{\"access_token\":\"xoxp-1\",\"token_type\":\"user\"}"),
              "ANSWER_INVALID"),
          new Shape(
              "Slack, bad code",
              json(200, "{\"ok\":false,\"error\":\"invalid_code\"}"),
              "GRANT_REFUSED"),
          new Shape(
              "Slack, bad secret",
              json(200, "{\"ok\":false,\"error\":\"bad_client_secret\"}"),
              "CLIENT_REFUSED"),
          new Shape(
              "Slack, anything else",
              json(200, "{\"ok\":false,\"error\":\"not_allowed\"}"),
              "REQUEST_REFUSED"),
          new Shape("Slack, no reason", json(200, "{\"ok\":false}"), "REQUEST_REFUSED"),
          new Shape(
              "Google",
              json(
                  200,
                  "{\"access_token\":\"ya29.a0Af\",\"expires_in\":3599,\"refresh_token\":\"1//0g\","
                      + "\"scope\":\"openid https://www.googleapis.com/auth/drive.readonly\","
                      + "\"token_type\":\"Bearer\",\"id_token\":\""
                      + ID_TOKEN
                      + "\"}"),
              "ya29.a0Af 1//0g [openid, https://www.googleapis.com/auth/drive.readonly] PT59M59S"
                  + " ada@example.com"),
          new Shape(
              "Google, revoked",
              json(
                  400,
                  "{\"error\":\"invalid_grant\",\"error_description\":\"Token has been expired or"
                      + " revoked.\"}"),
              "GRANT_REFUSED"),
          new Shape(
              "Entra",
              json(
                  200,
                  "{\"token_type\":\"Bearer\",\"scope\":\"api://mcp/.default\",\"expires_in\":3599,"
                      + "\"ext_expires_in\":3599,\"access_token\":\"eyJ0\",\"refresh_token\":\"0.AX\"}"),
              "eyJ0 0.AX [api://mcp/.default] PT59M59S -"),
          new Shape(
              "Entra, bad secret",
              json(
                  401,
                  "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215: canary\","
                      + "\"error_codes\":[7000215],\"trace_id\":\"x\"}"),
              "CLIENT_REFUSED"),
          new Shape(
              "Entra, resource parameter",
              json(400, "{\"error\":\"invalid_target\",\"error_codes\":[9010010]}"),
              "RESOURCE_REFUSED"),
          new Shape(
              "Entra, second factor",
              json(400, "{\"error\":\"interaction_required\",\"suberror\":\"basic_action\"}"),
              "GRANT_REFUSED"),
          new Shape(
              "Keycloak",
              json(
                  200,
                  "{\"access_token\":\"eyJh\",\"expires_in\":300,\"refresh_expires_in\":1800,"
                      + "\"refresh_token\":\"eyJr\",\"token_type\":\"Bearer\",\"not-before-policy\":0,"
                      + "\"session_state\":\"6c\",\"scope\":\"email profile\"}"),
              "eyJh eyJr [email, profile] PT5M -"),
          new Shape(
              "Keycloak, used refresh token",
              json(
                  400,
                  "{\"error\":\"invalid_grant\",\"error_description\":\"Session doesn't have required"
                      + " client\"}"),
              "GRANT_REFUSED"),
          new Shape(
              "Keycloak, no such user",
              json(401, "{\"error\":\"unauthorized_client\"}"),
              "CLIENT_REFUSED"),
          new Shape(
              "Auth0",
              json(
                  200,
                  "{\"access_token\":\"eyJz\",\"scope\":\"read:x offline_access\",\"expires_in\":86400,"
                      + "\"token_type\":\"Bearer\"}"),
              "eyJz - [read:x, offline_access] PT24H -"),
          new Shape(
              "Auth0, audience",
              json(
                  403, "{\"error\":\"access_denied\",\"error_description\":\"Service not found\"}"),
              "REQUEST_REFUSED"),
          new Shape("Okta, scope", json(400, "{\"error\":\"invalid_scope\"}"), "SCOPE_REFUSED"));

  @ParameterizedTest
  @FieldSource("SHAPES")
  void answers(Shape shape) throws Exception {
    try (FakeIssuer issuer = new FakeIssuer();
        McpServerVerifier verifier = verifier()) {
      issuer.on("/token", shape.answer());
      TokenAnswer answer =
          verifier.oauth().refresh(issuer.byHand(), FakeIssuer.CLIENT, FakeIssuer.TERMS, "rt");
      assertThat(shown(answer)).isEqualTo(shape.expected());
    }
  }

  private static String shown(TokenAnswer answer) {
    return switch (answer) {
      case TokenAnswer.Refused refused -> refused.reason().name();
      case TokenAnswer.Granted(Tokens tokens) ->
          "%s %s %s %s %s"
              .formatted(
                  tokens.accessToken(),
                  tokens.refreshToken().orElse("-"),
                  tokens
                      .scopes()
                      .filter(scopes -> !scopes.isEmpty())
                      .map(List::toString)
                      .orElse("-"),
                  tokens.lifetime().map(Object::toString).orElse("-"),
                  tokens.account().orElse("-"));
    };
  }

  /** Google has one document, by OpenID Connect, and gives refresh tokens for the asking only. */
  @Test
  void google() throws Exception {
    try (FakeIssuer issuer = new FakeIssuer("");
        McpServerVerifier verifier = verifier()) {
      issuer.on(
          "/.well-known/openid-configuration",
          200,
          issuer.document(
              "\"authorization_endpoint\":\"https://accounts.google.com/o/oauth2/v2/auth\","
                  + "\"token_endpoint\":\"https://oauth2.googleapis.com/token\","
                  + "\"registration_endpoint\":null,"
                  + "\"scopes_supported\":[\"openid\",\"email\",\"profile\"],"
                  + "\"token_endpoint_auth_methods_supported\":[\"client_secret_post\","
                  + "\"client_secret_basic\"],"));
      LoginStart start =
          verifier
              .oauth()
              .begin(
                  issuer.server(),
                  FakeIssuer.CLIENT,
                  TokenTerms.of(Optional.empty(), List.of("openid")),
                  Map.of("access_type", "offline", "prompt", "consent"),
                  URI.create("https://toolrack.example/callback"));
      assertThat(start.authorizationUrl()).hasHost("accounts.google.com");
      assertThat(parameters(start.authorizationUrl().getRawQuery()))
          .containsEntry("access_type", "offline")
          .containsEntry("prompt", "consent")
          .containsEntry("scope", "openid")
          .doesNotContainKey("resource");
    }
  }

  /** Entra's issuer has a path, and its document is found at the last place only. */
  @Test
  void entra() throws Exception {
    try (FakeIssuer issuer = new FakeIssuer("/tenant-1/v2.0");
        McpServerVerifier verifier = verifier()) {
      issuer.on(
          "/tenant-1/v2.0/.well-known/openid-configuration",
          200,
          issuer.document(
              "\"token_endpoint\":\"HERE/tenant-1/oauth2/v2.0/token\","
                  + "\"token_endpoint_auth_methods_supported\":[\"client_secret_post\","
                  + "\"private_key_jwt\",\"client_secret_basic\"],"));
      issuer.on("/tenant-1/oauth2/v2.0/token", 200, FakeIssuer.TOKEN);
      FakeIssuer.granted(
          verifier
              .oauth()
              .clientCredentials(
                  issuer.server(),
                  OAuthClientId.withSecret("c", "s", ClientAuthMethod.AUTO),
                  TokenTerms.of(Optional.empty(), List.of("api://mcp/.default"))));
      assertThat(issuer.asked("/tenant-1/oauth2/v2.0/token").getFirst().form())
          .isEqualTo(Map.of("grant_type", "client_credentials", "scope", "api://mcp/.default"));
    }
  }
}
