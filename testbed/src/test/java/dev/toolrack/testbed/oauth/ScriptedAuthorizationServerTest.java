package dev.toolrack.testbed.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the scripted server does as the standards say. */
class ScriptedAuthorizationServerTest {
  private static final String BACK = "http://127.0.0.1:9/back?x=1";
  private static final String RESOURCE = "http://127.0.0.1:9/mcp";

  private final ScriptedAuthorizationServer server =
      ScriptedAuthorizationServer.start("/tenant")
          .client("agents", "s e:cret", BACK)
          .publicClient("desktop", BACK);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void itsMetadataIsBehindTheWellKnownPart() throws Exception {
    var place = server.endpoint(OauthEndpoint.METADATA);
    assertThat(place.getPath()).isEqualTo("/.well-known/oauth-authorization-server/tenant");
    var metadata = RawOauth.get(place);
    assertThat(metadata.text("issuer")).isEqualTo(server.issuer().toString());
    assertThat(metadata.text("token_endpoint")).isEqualTo(server.issuer() + "/token");
    server.announce("issuer", "https://other.example").announce("registration_endpoint", null);
    var changed = RawOauth.get(place).body();
    assertThat(changed.path("issuer").asText()).isEqualTo("https://other.example");
    assertThat(changed.has("registration_endpoint")).isFalse();
    assertThat(RawOauth.get(URI.create(server.issuer() + "/elsewhere")).status()).isEqualTo(404);
  }

  @Test
  void givesAClientTokensForItself() throws Exception {
    var form =
        Map.of("grant_type", "client_credentials", "scope", "mcp.read", "resource", RESOURCE);
    server.lifetime(Duration.ofMinutes(5));
    var token = token("agents", "s e:cret", form);
    assertThat(token.status()).isEqualTo(200);
    assertThat(token.body().path("expires_in").asInt()).isEqualTo(300);
    assertThat(token.body().has("refresh_token")).isFalse();
    var access = token.text("access_token");
    assertThat(server.accepts(access, URI.create(RESOURCE), "mcp.read")).isTrue();
    assertThat(server.accepts(access, URI.create(RESOURCE), "mcp.write")).isFalse();
    assertThat(server.accepts(access, URI.create("http://other.example/"))).isFalse();

    var more = new LinkedHashMap<>(form);
    more.put("client_id", "agents");
    more.put("client_secret", "s e:cret");
    server.tellLifetime(false).lifetime(Duration.ZERO);
    var posted = RawOauth.post(server.endpoint(OauthEndpoint.TOKEN), more);
    assertThat(posted.body().has("expires_in")).isFalse();
    assertThat(server.accepts(posted.text("access_token"))).isFalse();
    assertThat(token("agents", "wrong", form).text("error")).isEqualTo("invalid_client");
    assertThat(token("desktop", "", form).text("error")).isEqualTo("unauthorized_client");

    assertThat(server.tokenRequests("client_credentials"))
        .extracting(OauthRequest::client, OauthRequest::authentication, OauthRequest::error)
        .containsExactly(
            tuple("agents", ClientAuthentication.BASIC, ""),
            tuple("agents", ClientAuthentication.POST, ""),
            tuple("", ClientAuthentication.NONE, "invalid_client"),
            tuple("desktop", ClientAuthentication.BASIC, "unauthorized_client"));
    assertThat(server.tokenRequests("client_credentials").getFirst().parameter("resource"))
        .isEqualTo(RESOURCE);
  }

  @Test
  void aCodeIsForOneVerifierOnce() throws Exception {
    var back = authorize("mcp.read");
    assertThat(back.find("state")).hasValue("s 1");
    assertThat(back.find("iss")).hasValue(server.issuer().toString());
    var code = back.find("code").orElseThrow();
    assertThat(redeem(code, "wrong").text("error")).isEqualTo("invalid_grant");
    var token = redeem(code, Pkce.VERIFIER);
    assertThat(token.text("scope")).isEqualTo("mcp.read");
    assertThat(server.accepts(token.text("access_token"))).isTrue();
    assertThat(redeem(code, Pkce.VERIFIER).text("error")).isEqualTo("invalid_grant");
    assertThat(server.accepts(token.text("access_token"))).isFalse();
  }

  @Test
  void saysNoToTheBrowserAsAsked() throws Exception {
    server.decline("access_denied").respondAs("https://other.example");
    var denied = authorize("mcp.read");
    assertThat(denied.find("error")).hasValue("access_denied");
    assertThat(denied.find("iss")).hasValue("https://other.example");
    server.decline(null).respondAs(null);
    assertThat(authorize("mcp.read").find("iss")).isEmpty();
    assertThat(authorize("no.such").find("error")).hasValue("invalid_scope");
    assertThat(server.requests(OauthEndpoint.AUTHORIZATION))
        .extracting(OauthRequest::error)
        .containsExactly("access_denied", "", "invalid_scope");
  }

  @Test
  void aRefreshTokenThatWasReplacedEndsTheGrant() throws Exception {
    var first = redeem(authorize("mcp.read mcp.write").find("code").orElseThrow(), Pkce.VERIFIER);
    var grant = server.grantOf(first.text("access_token")).orElseThrow();
    var second = refresh(first.text("refresh_token"));
    var third = refresh(second.text("refresh_token"));
    assertThat(third.text("refresh_token")).isNotEqualTo(second.text("refresh_token"));
    assertThat(server.refreshes(grant)).isEqualTo(2);
    assertThat(server.isActive(grant)).isTrue();

    assertThat(refresh(first.text("refresh_token")).text("error")).isEqualTo("invalid_grant");
    assertThat(server.reusedRefreshTokens()).isEqualTo(1);
    assertThat(server.isActive(grant)).isFalse();
    assertThat(server.accepts(third.text("access_token"))).isFalse();
    assertThat(refresh(third.text("refresh_token")).text("error")).isEqualTo("invalid_grant");
    assertThat(server.refreshes(grant)).isEqualTo(2);
  }

  @Test
  void keepsTheRefreshTokenIfItDoesNotRotate() throws Exception {
    server.rotate(false);
    var first = redeem(authorize("mcp.read").find("code").orElseThrow(), Pkce.VERIFIER);
    var second = refresh(first.text("refresh_token"));
    assertThat(second.text("refresh_token")).isEqualTo(first.text("refresh_token"));
    assertThat(refresh(first.text("refresh_token")).status()).isEqualTo(200);
    server.endGrant(server.grantOf(first.text("access_token")).orElseThrow());
    assertThat(refresh(first.text("refresh_token")).text("error")).isEqualTo("invalid_grant");
  }

  @Test
  void forgetsWhatIsRevoked() throws Exception {
    var token = redeem(authorize("mcp.read").find("code").orElseThrow(), Pkce.VERIFIER);
    var revocation = server.endpoint(OauthEndpoint.REVOCATION);
    var form = Map.of("client_id", "desktop", "token", token.text("refresh_token"));
    assertThat(RawOauth.post(revocation, form).status()).isEqualTo(200);
    assertThat(server.revoked()).containsExactly(token.text("refresh_token"));
    assertThat(server.accepts(token.text("access_token"))).isFalse();
    assertThat(refresh(token.text("refresh_token")).text("error")).isEqualTo("invalid_grant");
  }

  @Test
  void registersClientsAndDeletesThem() throws Exception {
    var registration = server.endpoint(OauthEndpoint.REGISTRATION);
    var metadata = "{\"redirect_uris\":[\"" + BACK + "\"],\"token_endpoint_auth_method\":\"none\"}";
    var client =
        RawOauth.send(
            HttpRequest.newBuilder(registration)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(metadata)));
    assertThat(client.status()).isEqualTo(201);
    assertThat(client.body().has("client_secret")).isFalse();
    assertThat(server.clients()).contains(client.text("client_id"));
    var place = URI.create(client.text("registration_client_uri"));
    assertThat(RawOauth.send(HttpRequest.newBuilder(place).DELETE()).status()).isEqualTo(401);
    var key = "Bearer " + client.text("registration_access_token");
    var read = RawOauth.send(HttpRequest.newBuilder(place).header("Authorization", key));
    assertThat(read.text("client_id")).isEqualTo(client.text("client_id"));
    var gone = RawOauth.send(HttpRequest.newBuilder(place).header("Authorization", key).DELETE());
    assertThat(gone.status()).isEqualTo(204);
    assertThat(server.deletedClients()).containsExactly(client.text("client_id"));
    assertThat(server.clients()).doesNotContain(client.text("client_id"));
  }

  private OauthForm authorize(String scope) throws IOException, InterruptedException {
    var request =
        Map.of(
            "response_type",
            "code",
            "client_id",
            "desktop",
            "redirect_uri",
            BACK,
            "scope",
            scope,
            "state",
            "s 1",
            "code_challenge",
            Pkce.CHALLENGE,
            "code_challenge_method",
            "S256");
    var place = server.endpoint(OauthEndpoint.AUTHORIZATION) + "?" + OauthForm.encode(request);
    var response = RawOauth.exchange(HttpRequest.newBuilder(URI.create(place)));
    assertThat(response.statusCode()).isEqualTo(302);
    var location = response.headers().firstValue("Location").orElseThrow();
    assertThat(location).startsWith(BACK + "&");
    return OauthForm.parse(URI.create(location).getRawQuery());
  }

  private RawOauth.Answer redeem(String code, String verifier)
      throws IOException, InterruptedException {
    return RawOauth.post(
        server.endpoint(OauthEndpoint.TOKEN),
        Map.of(
            "grant_type",
            "authorization_code",
            "client_id",
            "desktop",
            "code",
            code,
            "redirect_uri",
            BACK,
            "code_verifier",
            verifier));
  }

  private RawOauth.Answer refresh(String token) throws IOException, InterruptedException {
    return RawOauth.post(
        server.endpoint(OauthEndpoint.TOKEN),
        Map.of("grant_type", "refresh_token", "client_id", "desktop", "refresh_token", token));
  }

  private RawOauth.Answer token(String client, String secret, Map<String, String> form)
      throws IOException, InterruptedException {
    return RawOauth.post(server.endpoint(OauthEndpoint.TOKEN), client, secret, form);
  }
}
