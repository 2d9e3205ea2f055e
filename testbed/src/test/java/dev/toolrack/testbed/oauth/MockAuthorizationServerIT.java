package dev.toolrack.testbed.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MockAuthorizationServerIT {
  private static final Map<String, String> CLIENT_CREDENTIALS =
      Map.of("grant_type", "client_credentials", "scope", "mcp.read");

  private final MockAuthorizationServer server =
      MockAuthorizationServer.start(
          MockIssuer.of("short", Duration.ofMinutes(1)).claim("aud", List.of("http://mcp.example")),
          MockIssuer.of("long", Duration.ofMinutes(5)));

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void eachIssuerHasItsMetadataBelowItsPath() throws Exception {
    var issuer = server.issuer("short");
    var metadata = RawOauth.get(below(issuer, "/.well-known/oauth-authorization-server"));
    assertThat(metadata.text("issuer")).isEqualTo(issuer.toString());
    assertThat(metadata.text("token_endpoint")).isEqualTo(issuer + "/token");
    var inserted = issuer.resolve("/.well-known/oauth-authorization-server/short");
    assertThat(RawOauth.get(inserted).status()).isEqualTo(405);
  }

  @Test
  void tokensForAClientLiveAsLongAsTheirIssuerSays() throws Exception {
    var token = token("short");
    assertThat(token.status()).isEqualTo(200);
    assertThat(token.body().path("expires_in").asInt()).isBetween(30, 60);
    var claims = RawOauth.claims(token.text("access_token"));
    assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(60);
    assertThat(claims.path("sub").asText()).isEqualTo("agent");
    assertThat(claims.path("aud").asText()).isEqualTo("http://mcp.example");
    assertThat(token("long").body().path("expires_in").asInt()).isBetween(290, 300);
  }

  @Test
  void everyoneIsLoggedInAtOnceAndRefreshTokensRotate() throws Exception {
    var issuer = server.issuer("long");
    var request =
        Map.of(
            "response_type",
            "code",
            "client_id",
            "agent",
            "redirect_uri",
            "http://127.0.0.1:9/back",
            "scope",
            "openid",
            "state",
            "s1");
    var location =
        RawOauth.exchange(
                HttpRequest.newBuilder(below(issuer, "/authorize?" + OauthForm.encode(request))))
            .headers()
            .firstValue("location")
            .orElseThrow();
    assertThat(location).startsWith("http://127.0.0.1:9/back?").endsWith("state=s1");
    var code = location.replaceFirst(".*code=([^&]*).*", "$1");
    var first =
        refresh(
            Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                "http://127.0.0.1:9/back"));
    var second =
        refresh(
            Map.of("grant_type", "refresh_token", "refresh_token", first.text("refresh_token")));
    assertThat(second.text("refresh_token")).isNotEmpty().isNotEqualTo(first.text("refresh_token"));
    var reused =
        refresh(
            Map.of("grant_type", "refresh_token", "refresh_token", first.text("refresh_token")));
    assertThat(reused.status()).isEqualTo(400);
    assertThat(reused.text("error")).isEqualTo("invalid_grant");
  }

  private RawOauth.Answer refresh(Map<String, String> form)
      throws IOException, InterruptedException {
    return RawOauth.post(below(server.issuer("long"), "/token"), "agent", "any secret", form);
  }

  @Test
  void isGoneAndComesBackAtTheSameAddress() throws Exception {
    server.stop();
    assertThatThrownBy(() -> token("long")).isInstanceOf(IOException.class);
    server.startAgain();
    assertThat(token("long").status()).isEqualTo(200);
  }

  private RawOauth.Answer token(String issuer) throws IOException, InterruptedException {
    return RawOauth.post(
        below(server.issuer(issuer), "/token"), "agent", "any secret", CLIENT_CREDENTIALS);
  }

  private static URI below(URI issuer, String path) {
    return URI.create(issuer + path);
  }
}
