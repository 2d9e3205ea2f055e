package dev.toolrack.testbed.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.toolrack.testbed.TestbedException;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Cookie;

/** People log in at Keycloak with a browser, and what becomes of the grants they give. */
class KeycloakLoginIT {
  private final Keycloak keycloak = Keycloak.shared();
  private final Redirects redirects = new Redirects();
  private Browser browser;

  @BeforeEach
  void start() {
    assumeTrue(Browser.missing().isEmpty(), () -> Browser.missing().orElseThrow());
    browser = Browser.start();
  }

  @AfterEach
  void stop() {
    redirects.close();
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void aPublicClientGetsTokensForACodeAndItsVerifier() throws Exception {
    var back = login("alice", Keycloak.passwordOf("alice"), Keycloak.CLI, "openid mcp.read");
    assertThat(back.find("state")).hasValue("s1");
    assertThat(back.find("iss")).hasValue(keycloak.issuer().toString());
    assertThat(browser.awaitText("You are back.").title()).isEqualTo("Back");
    assertThat(browser.url().getPath()).isEqualTo("/callback");
    assertThat(browser.cookies())
        .filteredOn(cookie -> cookie.getName().equals("seen"))
        .singleElement()
        .matches(Cookie::isHttpOnly)
        .matches(cookie -> "Lax".equals(cookie.getSameSite()));

    var token = redeem(back.find("code").orElseThrow());
    assertThat(token.status()).isEqualTo(200);
    var claims = RawOauth.claims(token.text("access_token"));
    assertThat(claims.path("aud").asText()).isEqualTo(Keycloak.AUDIENCE);
    assertThat(claims.path("email").asText()).isEqualTo("alice@toolrack.example");
    var alice = keycloak.userInfo(token.text("access_token"));
    assertThat(alice.path("preferred_username").asText()).isEqualTo("alice");
    assertThat(alice.path("sub").asText()).isEqualTo(claims.path("sub").asText());
  }

  @Test
  void aRefreshTokenThatWasUsedEndsTheGrant() throws Exception {
    var back = login("bob", Keycloak.passwordOf("bob"), Keycloak.CLI, "openid mcp.read");
    var first = redeem(back.find("code").orElseThrow());
    var second = refresh(first.text("refresh_token"));
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.text("refresh_token")).isNotEqualTo(first.text("refresh_token"));
    var reused = refresh(first.text("refresh_token"));
    assertThat(reused.status()).isEqualTo(400);
    assertThat(reused.text("error")).isEqualTo("invalid_grant");
    assertThat(refresh(second.text("refresh_token")).text("error")).isEqualTo("invalid_grant");
  }

  @Test
  void aLogoutByTheAdministratorEndsTheGrantsOfAUser() throws Exception {
    logoutEndsGrants("carol", "openid");
    browser.close();
    browser = Browser.start();
    logoutEndsGrants("dave", "openid offline_access");
  }

  private void logoutEndsGrants(String user, String scope) throws Exception {
    keycloak.admin().addUser(user, Keycloak.passwordOf(user));
    var back = login(user, Keycloak.passwordOf(user), Keycloak.CLI, scope);
    var token = redeem(back.find("code").orElseThrow());
    assertThat(keycloak.admin().sessions(user)).isEqualTo(1);
    assertThat(refresh(token.text("refresh_token")).status()).isEqualTo(200);
    keycloak.admin().logout(user);
    assertThat(keycloak.admin().sessions(user)).isZero();
    assertThat(refresh(token.text("refresh_token")).text("error")).isEqualTo("invalid_grant");
    var access = token.text("access_token");
    assertThatThrownBy(() -> keycloak.userInfo(access)).isInstanceOf(TestbedException.class);
  }

  @Test
  void aConfidentialClientComesBackToAPortOfItsOwn() throws Exception {
    var back = login("alice", Keycloak.passwordOf("alice"), Keycloak.CONNECT, "openid");
    var form = new LinkedHashMap<>(codeForm(back.find("code").orElseThrow()));
    form.remove("client_id");
    var secret = Keycloak.secretOf(Keycloak.CONNECT);
    var token = RawOauth.post(keycloak.endpoint("token"), Keycloak.CONNECT, secret, form);
    assertThat(token.status()).isEqualTo(200);
  }

  @Test
  void aWrongPasswordAndAMissingChallengeAreRefused() throws Exception {
    browser.open(authorization(Keycloak.CLI, "openid")).signInAtKeycloak("alice", "wrong");
    browser.awaitText("Invalid username or password.");
    assertThat(browser.url().getPath()).startsWith("/realms/toolrack/");
    var plain =
        authorization(Keycloak.CLI, "openid").toString().replaceAll("&code_challenge[^&]*", "");
    browser.open(URI.create(plain));
    assertThat(redirects.next().find("error")).hasValue("invalid_request");
  }

  @Test
  void theBrowserKnowsWhatMayBeFramedAndReachesNothingElse() throws Exception {
    assertThat(browser.canBeFramed(redirects.uri("/open"))).isTrue();
    assertThat(browser.canBeFramed(redirects.uri("/closed"))).isFalse();
    assertThatThrownBy(() -> browser.open(URI.create("http://toolrack.example/")))
        .hasMessageContaining("ERR_NAME_NOT_RESOLVED");
  }

  private OauthForm login(String user, String password, String client, String scope)
      throws InterruptedException {
    browser.open(authorization(client, scope)).signInAtKeycloak(user, password);
    return redirects.next();
  }

  private URI authorization(String client, String scope) {
    var request = new LinkedHashMap<String, String>();
    request.put("response_type", "code");
    request.put("client_id", client);
    request.put("redirect_uri", redirects.uri("/callback").toString());
    request.put("scope", scope);
    request.put("state", "s1");
    request.put("code_challenge", Pkce.CHALLENGE);
    request.put("code_challenge_method", "S256");
    return URI.create(keycloak.endpoint("auth") + "?" + OauthForm.encode(request));
  }

  private RawOauth.Answer redeem(String code) throws IOException, InterruptedException {
    return RawOauth.post(keycloak.endpoint("token"), codeForm(code));
  }

  private Map<String, String> codeForm(String code) {
    return Map.of(
        "grant_type",
        "authorization_code",
        "client_id",
        Keycloak.CLI,
        "code",
        code,
        "redirect_uri",
        redirects.uri("/callback").toString(),
        "code_verifier",
        Pkce.VERIFIER);
  }

  private RawOauth.Answer refresh(String token) throws IOException, InterruptedException {
    return RawOauth.post(
        keycloak.endpoint("token"),
        Map.of("grant_type", "refresh_token", "client_id", Keycloak.CLI, "refresh_token", token));
  }
}
