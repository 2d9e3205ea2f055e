package dev.toolrack.mcp.oauth;

import static dev.toolrack.mcp.oauth.FakeIssuer.TERMS;
import static dev.toolrack.mcp.oauth.FakeIssuer.granted;
import static dev.toolrack.mcp.oauth.FakeIssuer.refusal;
import static dev.toolrack.mcp.oauth.FakeIssuer.verifier;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.toolrack.mcp.McpServerVerifier;
import dev.toolrack.mcp.oauth.FakeIssuer.Asked;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a client proves who it is. */
@Timeout(60)
class ClientProofTest {
  private static final String METHODS = "\"token_endpoint_auth_methods_supported\":";
  private static final KeyPair RSA = rsa(2048);

  private static KeyPair rsa(int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair ec(String curve) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    return generator.generateKeyPair();
  }

  static String pem(KeyPair pair) {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(pair.getPrivate().getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  private static OAuthClientId auto(Optional<String> secret, boolean key) {
    return new OAuthClientId(
        "id-1", ClientAuthMethod.AUTO, secret, key ? Optional.of(pem(RSA)) : Optional.empty());
  }

  private static Asked shown(OAuthClientId client, String metadata) throws Exception {
    try (FakeIssuer issuer = new FakeIssuer();
        McpServerVerifier verifier = verifier()) {
      issuer.metadata(metadata);
      granted(verifier.oauth().clientCredentials(issuer.server(), client, TERMS));
      return issuer.asked("/token").getFirst();
    }
  }

  private static String method(Asked asked) {
    if (asked.form().containsKey("client_assertion")) {
      return "private_key_jwt";
    }
    if (asked.headers().containsKey("Authorization")) {
      assertThat(asked.form()).doesNotContainKeys("client_id", "client_secret");
      return "client_secret_basic";
    }
    assertThat(asked.form()).containsEntry("client_id", "id-1");
    return asked.form().containsKey("client_secret") ? "client_secret_post" : "none";
  }

  @ParameterizedTest
  @CsvSource({
    // What there is, what the server lists, what is used.
    "secret, absent, client_secret_basic",
    "secret, client_secret_post, client_secret_post",
    "secret, client_secret_post client_secret_basic, client_secret_basic",
    "secret, none, none",
    "secret, none client_secret_post, client_secret_post",
    "secret, private_key_jwt, client_secret_basic",
    "secret, tls_client_auth, client_secret_basic",
    "key, absent, private_key_jwt",
    "key, private_key_jwt, private_key_jwt",
    "key, client_secret_basic, private_key_jwt",
    "both, private_key_jwt client_secret_basic, private_key_jwt",
    "both, client_secret_basic, client_secret_basic",
    "both, absent, client_secret_basic",
    "nothing, absent, none",
    "nothing, client_secret_basic, none",
    "nothing, none, none",
  })
  void chosen(String given, String listed, String expected) throws Exception {
    Optional<String> secret =
        given.equals("secret") || given.equals("both") ? Optional.of("s-1") : Optional.empty();
    OAuthClientId client = auto(secret, given.equals("key") || given.equals("both"));
    String metadata =
        listed.equals("absent") ? "" : METHODS + "[\"" + listed.replace(" ", "\",\"") + "\"],";
    assertThat(method(shown(client, metadata))).isEqualTo(expected);
  }

  /** What is configured is done, whatever the server lists. */
  @Test
  void configured() throws Exception {
    String none = METHODS + "[\"none\"],";
    assertThat(method(shown(OAuthClientId.publicClient("id-1"), ""))).isEqualTo("none");
    for (ClientAuthMethod method : List.of(ClientAuthMethod.BASIC, ClientAuthMethod.POST)) {
      OAuthClientId client = OAuthClientId.withSecret("id-1", "s-1", method);
      assertThat(method(shown(client, none)))
          .isEqualTo(
              method == ClientAuthMethod.POST ? "client_secret_post" : "client_secret_basic");
    }
    assertThat(method(shown(OAuthClientId.withKey("id-1", pem(RSA)), none)))
        .isEqualTo("private_key_jwt");
  }

  /** RFC 6749 section 2.3.1: encoded before they are joined. */
  @Test
  void basicEncodesBothParts() throws Exception {
    OAuthClientId client =
        OAuthClientId.withSecret("https://me.example/id", "a:b c+%é", ClientAuthMethod.BASIC);
    String header = String.valueOf(shown(client, "").headers().get("Authorization"));
    assertThat(header).startsWith("Basic ");
    assertThat(new String(Base64.getDecoder().decode(header.substring(6)), StandardCharsets.UTF_8))
        .isEqualTo("https%3A%2F%2Fme.example%2Fid:a%3Ab+c%2B%25%C3%A9");
  }

  @ParameterizedTest
  @CsvSource({
    "rsa, absent, RS256",
    "rsa, RS256 PS256, RS256",
    "rsa, PS256, PS256",
    "rsa, ES256 PS256, PS256",
    "rsa, RS512, RS512",
    "rsa, ES256, RS256",
    "secp256r1, absent, ES256",
    "secp256r1, RS256, ES256",
    "secp384r1, absent, ES384",
    "secp521r1, absent, ES512",
  })
  void algorithms(String type, String offered, String expected) throws Exception {
    KeyPair pair = type.equals("rsa") ? RSA : ec(type);
    try (FakeIssuer issuer = new FakeIssuer();
        McpServerVerifier verifier = verifier()) {
      if (!offered.equals("absent")) {
        issuer.metadata(
            "\"token_endpoint_auth_signing_alg_values_supported\":[\"%s\"],"
                .formatted(offered.replace(" ", "\",\"")));
      }
      OAuthClientId client = OAuthClientId.withKey("id-1", pem(pair));
      Set<String> ids = new HashSet<>();
      for (int i = 0; i < 2; i++) {
        granted(verifier.oauth().clientCredentials(issuer.server(), client, TERMS));
        Map<String, String> form = issuer.asked("/token").get(i).form();
        assertThat(form)
            .containsEntry("client_id", "id-1")
            .containsEntry(
                "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        SignedJWT jwt = SignedJWT.parse(form.get("client_assertion"));
        assertThat(jwt.getHeader().getAlgorithm().getName()).isEqualTo(expected);
        assertThat(
                jwt.verify(
                    pair.getPublic() instanceof RSAPublicKey key
                        ? new RSASSAVerifier(key)
                        : new ECDSAVerifier((ECPublicKey) pair.getPublic())))
            .isTrue();
        JWTClaimsSet claims = jwt.getJWTClaimsSet();
        assertThat(claims.getAudience()).containsExactly(issuer.issuer());
        assertThat(claims.getIssuer()).isEqualTo("id-1");
        assertThat(claims.getSubject()).isEqualTo("id-1");
        assertThat(claims.getExpirationTime().toInstant())
            .isAfter(Instant.now())
            .isBeforeOrEqualTo(Instant.now().plusSeconds(60));
        assertThat(claims.getIssueTime()).isNotNull();
        ids.add(claims.getJWTID());
      }
      assertThat(ids).hasSize(2).doesNotContainNull();
    }
  }

  /** Without metadata too the issuer is who it is for. */
  @Test
  void audienceByHand() throws Exception {
    try (FakeIssuer issuer = new FakeIssuer();
        McpServerVerifier verifier = verifier()) {
      OAuthClientId client = OAuthClientId.withKey("id-1", pem(RSA));
      granted(verifier.oauth().clientCredentials(issuer.byHand(), client, TERMS));
      String assertion = issuer.asked("/token").getFirst().form().get("client_assertion");
      assertThat(SignedJWT.parse(assertion).getJWTClaimsSet().getAudience())
          .containsExactly(issuer.issuer());
    }
  }

  private static OAuthFailure failure(OAuthClientId client) throws Exception {
    try (FakeIssuer issuer = new FakeIssuer();
        McpServerVerifier verifier = verifier()) {
      OAuthFailure failure =
          refusal(verifier.oauth().clientCredentials(issuer.byHand(), client, TERMS));
      assertThat(issuer.asked()).isEmpty();
      return Objects.requireNonNull(failure);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "canary",
        "-----BEGIN PRIVATE KEY-----\ncanary\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\n=\n-----END PRIVATE KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
      })
  void whatIsNoKey(String pem) throws Exception {
    assertThat(failure(OAuthClientId.withKey("id-1", pem))).isEqualTo(OAuthFailure.CLIENT_INVALID);
  }

  @Test
  void unusableClients() throws Exception {
    KeyPairGenerator edwards = KeyPairGenerator.getInstance("Ed25519");
    for (OAuthClientId client :
        List.of(
            OAuthClientId.withKey("id-1", pem(rsa(1024))),
            OAuthClientId.withKey("id-1", pem(edwards.generateKeyPair())),
            OAuthClientId.publicClient(""),
            OAuthClientId.publicClient("a\nb"),
            OAuthClientId.publicClient("é"),
            OAuthClientId.withSecret("id-1", "", ClientAuthMethod.BASIC),
            new OAuthClientId("i", ClientAuthMethod.BASIC, Optional.empty(), Optional.empty()),
            new OAuthClientId("i", ClientAuthMethod.POST, Optional.empty(), Optional.empty()),
            new OAuthClientId(
                "i", ClientAuthMethod.PRIVATE_KEY_JWT, Optional.of("s"), Optional.empty()))) {
      assertThat(failure(client)).isEqualTo(OAuthFailure.CLIENT_INVALID);
    }
  }
}
