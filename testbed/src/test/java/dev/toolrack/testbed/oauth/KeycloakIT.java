package dev.toolrack.testbed.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keycloak, as far as it needs no browser. */
class KeycloakIT {
  private final Keycloak keycloak = Keycloak.shared();

  @Test
  void itsMetadataIsAtBothPlaces() throws Exception {
    var metadata = RawOauth.get(keycloak.metadata());
    assertThat(metadata.text("issuer")).isEqualTo(keycloak.issuer().toString());
    assertThat(metadata.text("token_endpoint")).isEqualTo(keycloak.endpoint("token").toString());
    assertThat(metadata.text("authorization_endpoint"))
        .isEqualTo(keycloak.endpoint("auth").toString());
    assertThat(metadata.text("revocation_endpoint"))
        .isEqualTo(keycloak.endpoint("revoke").toString());
    assertThat(metadata.body().path("authorization_response_iss_parameter_supported").asBoolean())
        .isTrue();
    assertThat(metadata.body().path("code_challenge_methods_supported").toString())
        .contains("S256");
    assertThat(metadata.body().path("scopes_supported").toString())
        .contains("mcp.read", "mcp.write", "offline_access");
    var openid = keycloak.issuer() + "/.well-known/openid-configuration";
    assertThat(RawOauth.get(URI.create(openid)).text("issuer"))
        .isEqualTo(keycloak.issuer().toString());
  }

  @Test
  void givesAgentsTokensForTheScopesTheyAskFor() throws Exception {
    var token = credentials(Keycloak.secretOf(Keycloak.AGENTS), "mcp.read");
    assertThat(token.status()).isEqualTo(200);
    // It counts from when the answer is made, which may be seconds after the token was.
    assertThat(token.body().path("expires_in").asLong())
        .isBetween(Keycloak.LIFETIME.toSeconds() / 2, Keycloak.LIFETIME.toSeconds());
    assertThat(token.body().has("refresh_token")).isFalse();
    var claims = RawOauth.claims(token.text("access_token"));
    assertThat(lifetime(claims)).isEqualTo(Keycloak.LIFETIME);
    assertThat(claims.path("iss").asText()).isEqualTo(keycloak.issuer().toString());
    assertThat(claims.path("aud").asText()).isEqualTo(Keycloak.AUDIENCE);
    assertThat(claims.path("scope").asText()).isEqualTo("mcp.read");
    assertThat(claims.path("azp").asText()).isEqualTo(Keycloak.AGENTS);
    var nothing = credentials(Keycloak.secretOf(Keycloak.AGENTS), "no.such");
    assertThat(nothing.text("error")).isEqualTo("invalid_scope");
  }

  @Test
  void itsAdministratorChangesWhatTokensAre() throws Exception {
    keycloak.admin().lifetime(Duration.ofSeconds(7));
    keycloak.admin().audience("http://127.0.0.1:9/mcp");
    try {
      var token = credentials(Keycloak.secretOf(Keycloak.AGENTS), "mcp.write");
      assertThat(token.body().path("expires_in").asLong()).isBetween(1L, 7L);
      var claims = RawOauth.claims(token.text("access_token"));
      assertThat(lifetime(claims)).isEqualTo(Duration.ofSeconds(7));
      assertThat(claims.path("aud").asText()).isEqualTo("http://127.0.0.1:9/mcp");
    } finally {
      keycloak.admin().lifetime(Keycloak.LIFETIME);
      keycloak.admin().audience(Keycloak.AUDIENCE);
    }
  }

  @Test
  void itsAdministratorTakesAClientsAccess() throws Exception {
    var before = Keycloak.secretOf(Keycloak.AGENTS);
    try {
      var after = keycloak.admin().rotateSecret(Keycloak.AGENTS);
      assertThat(credentials(before, "mcp.read").text("error")).isEqualTo("unauthorized_client");
      assertThat(credentials(after, "mcp.read").status()).isEqualTo(200);
      keycloak.admin().enableClient(Keycloak.AGENTS, false);
      assertThat(credentials(after, "mcp.read").text("error")).isEqualTo("invalid_client");
    } finally {
      keycloak.admin().enableClient(Keycloak.AGENTS, true);
      keycloak.admin().secret(Keycloak.AGENTS, before);
    }
    assertThat(credentials(before, "mcp.read").status()).isEqualTo(200);
  }

  private static Duration lifetime(JsonNode claims) {
    return Duration.ofSeconds(claims.path("exp").asLong() - claims.path("iat").asLong());
  }

  private RawOauth.Answer credentials(String secret, String scope)
      throws IOException, InterruptedException {
    return RawOauth.post(
        keycloak.endpoint("token"),
        Keycloak.AGENTS,
        secret,
        Map.of("grant_type", "client_credentials", "scope", scope));
  }
}
