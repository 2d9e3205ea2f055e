package dev.toolrack.mcp.oauth;

import static dev.toolrack.mcp.oauth.FakeIssuer.CLIENT;
import static dev.toolrack.mcp.oauth.FakeIssuer.TERMS;
import static dev.toolrack.mcp.oauth.FakeIssuer.granted;
import static dev.toolrack.mcp.oauth.FakeIssuer.parameters;
import static dev.toolrack.mcp.oauth.FakeIssuer.verifier;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolrack.mcp.McpServerVerifier;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How logins begin, and one that ends well. */
@Timeout(60)
class LoginTest {
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

  private LoginStart begin(TokenTerms terms, Map<String, String> extra) throws Exception {
    return verifier.oauth().begin(issuer.server(), CLIENT, terms, extra, BACK);
  }

  private static Map<String, String> sent(LoginStart start) {
    return parameters(start.authorizationUrl().getRawQuery());
  }

  @Test
  void fromBeginningToEnd() throws Exception {
    issuer.metadata("\"scopes_supported\":[\"mcp.read\"],");
    LoginStart start = begin(TERMS, Map.of("prompt", "consent", "access_type", "offline"));
    PendingLogin pending = start.pending();
    assertThat(start.authorizationUrl().toString()).startsWith(issuer.at("/authorize?").toString());
    assertThat(start.scopesSupported()).contains(List.of("mcp.read"));
    String challenge =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                MessageDigest.getInstance("SHA-256")
                    .digest(pending.verifier().getBytes(StandardCharsets.UTF_8)));
    assertThat(sent(start))
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("response_type", "code"),
                Map.entry("client_id", "client-1"),
                Map.entry("redirect_uri", BACK.toString()),
                Map.entry("scope", "mcp.read mcp.write"),
                Map.entry("state", pending.state()),
                Map.entry("code_challenge", challenge),
                Map.entry("code_challenge_method", "S256"),
                Map.entry("resource", "https://mcp.example/mcp"),
                Map.entry("prompt", "consent"),
                Map.entry("access_type", "offline")));
    assertThat(pending)
        .isEqualTo(
            new PendingLogin(
                pending.state(),
                pending.verifier(),
                BACK,
                issuer.issuer(),
                false,
                "client-1",
                TERMS.resource()));
    granted(
        verifier
            .oauth()
            .redeem(
                issuer.server(), CLIENT, TERMS, pending, "code=c%2F1&state=" + pending.state()));
    assertThat(issuer.asked("/token").getFirst().form())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "grant_type", "authorization_code",
                "code", "c/1",
                "redirect_uri", BACK.toString(),
                "code_verifier", pending.verifier(),
                "resource", "https://mcp.example/mcp"));
  }

  @Test
  void noTwoLoginsAreAlike() throws Exception {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      PendingLogin pending = begin(TERMS, Map.of()).pending();
      assertThat(pending.state()).matches("[A-Za-z0-9_-]{43,}");
      assertThat(pending.verifier()).matches("[A-Za-z0-9._~-]{43,128}");
      assertThat(seen.add(pending.state()) && seen.add(pending.verifier())).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a, 'a b offline_access', a offline_access",
    "a offline_access, 'a offline_access', a offline_access",
    "a offline_access, a, a offline_access",
    "a, a, a",
    "'', 'a offline_access', ",
    "a, absent, a",
  })
  void offlineAccess(String asked, String supported, @Nullable String scope) throws Exception {
    if (!supported.equals("absent")) {
      issuer.metadata("\"scopes_supported\":[\"" + supported.replace(" ", "\",\"") + "\"],");
    }
    List<String> scopes = asked.isEmpty() ? List.of() : List.of(asked.split(" ", -1));
    LoginStart start = begin(TokenTerms.of(Optional.empty(), scopes), Map.of());
    assertThat(sent(start).get("scope")).isEqualTo(scope);
    assertThat(sent(start)).doesNotContainKey("resource");
  }

  /** RFC 6749 section 3.1: a query that the endpoint has stays. */
  @Test
  void queryOfTheEndpointStays() throws Exception {
    issuer.metadata("\"authorization_endpoint\":\"HERE/authorize?policy=b2c_1\",");
    LoginStart start = begin(TERMS, Map.of());
    assertThat(sent(start)).containsEntry("policy", "b2c_1").containsKey("state");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"code_challenge_methods_supported\":[\"plain\"],', NO_PKCE",
    "'\"code_challenge_methods_supported\":[],', NO_PKCE",
    "'\"code_challenge_methods_supported\":null,', NO_PKCE",
    "'\"authorization_endpoint\":null,', METADATA_INVALID",
    "'\"token_endpoint\":null,', METADATA_INVALID",
    "'\"authorization_endpoint\":\"http://as.example/\",', INSECURE_TRANSPORT",
    "'\"authorization_endpoint\":\"javascript:alert(1)\",', METADATA_INVALID",
    "'\"token_endpoint\":\"http://as.example/\",', INSECURE_TRANSPORT",
    "'\"token_endpoint\":\"https://kubernetes.default.svc/\",', ISSUER_FORBIDDEN",
  })
  void whatDoesNotBegin(String metadata, OAuthFailure expected) {
    issuer.metadata(metadata);
    assertThatThrownBy(() -> begin(TERMS, Map.of()))
        .isInstanceOfSatisfying(
            OAuthException.class, e -> assertThat(e.failure()).isEqualTo(expected));
  }

  /** Where people log in is their browser's business. */
  @Test
  void browsersMayGoWhereWeMayNot() throws Exception {
    issuer.metadata("\"authorization_endpoint\":\"https://sso.corp.internal/authorize\",");
    assertThat(begin(TERMS, Map.of()).authorizationUrl()).hasHost("sso.corp.internal");
  }

  @Test
  void pkceIsBelievedOfAnEndpointByHand() throws Exception {
    issuer.metadata("\"code_challenge_methods_supported\":null,");
    AskedServer usual = issuer.byHand();
    AskedServer asked =
        new AskedServer(
            usual.issuer(),
            usual.authorizationEndpoint(),
            Optional.empty(),
            Optional.empty(),
            usual.tenant(),
            usual.trust(),
            usual.consent(),
            usual.timeout());
    LoginStart start = verifier.oauth().begin(asked, CLIENT, TERMS, Map.of(), BACK);
    assertThat(sent(start)).containsEntry("code_challenge_method", "S256");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"state", "redirect_uri", "Client_Id", "code_challenge", "resource", "request", ""})
  void extraParametersAreNotTheProtocols(String name) {
    assertThat(TokenTerms.isExtra(name)).isFalse();
    assertThatThrownBy(() -> begin(TERMS, Map.of(name, "canary")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("canary");
    assertThatThrownBy(() -> new TokenTerms(Optional.empty(), List.of(), Map.of(name, "canary")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("canary");
  }
}
