package dev.toolrack.mcp.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.JWTAuthenticationClaimsSet;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.JWTID;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a request carries to prove which client sends it; made for one request.
 *
 * @param authorization the header; a secret
 * @param parameters among the form's; secrets too
 * @param single whether it may be shown once only
 */
record ClientProof(Optional<String> authorization, Map<String, String> parameters, boolean single) {
  /** Every method that a client can use, as servers spell them. */
  static final List<String> METHODS =
      List.of("private_key_jwt", "client_secret_basic", "client_secret_post", "none");

  private static final Duration ASSERTION_LIFE = Duration.ofSeconds(60);
  private static final int MAX_ID = 2048;

  /**
   * Makes one.
   *
   * @param methods what the endpoint takes (RFC 8414); empty = it does not say
   * @throws OAuthException with CLIENT_INVALID if the client lacks what its method needs
   */
  static ClientProof of(
      OAuthClientId client,
      String issuer,
      Optional<List<String>> methods,
      Optional<List<String>> signing)
      throws OAuthException {
    if (client.id().isBlank()
        || client.id().length() > MAX_ID
        || !client.id().chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw PrivateKeys.invalid();
    }
    return switch (chosen(client, methods)) {
      case NONE, AUTO -> form(client, Map.of(), false);
      case BASIC -> basic(client, secret(client));
      case POST -> form(client, Map.of("client_secret", secret(client)), false);
      case PRIVATE_KEY_JWT -> form(client, assertion(client, issuer, signing), true);
    };
  }

  private static ClientAuthMethod chosen(OAuthClientId client, Optional<List<String>> methods) {
    if (client.method() != ClientAuthMethod.AUTO) {
      return client.method();
    }
    List<String> taken = methods.orElse(List.of("client_secret_basic"));
    boolean secret = client.secret().isPresent();
    boolean key = client.privateKeyPem().isPresent();
    if (key && (taken.contains("private_key_jwt") || !secret)) {
      return ClientAuthMethod.PRIVATE_KEY_JWT;
    }
    if (!secret) {
      return ClientAuthMethod.NONE;
    }
    if (taken.contains("client_secret_basic")) {
      return ClientAuthMethod.BASIC;
    }
    if (taken.contains("client_secret_post")) {
      return ClientAuthMethod.POST;
    }
    // Somebody configured a secret: where the list has nothing for it, it may be incomplete.
    return taken.contains("none") ? ClientAuthMethod.NONE : ClientAuthMethod.BASIC;
  }

  private static String secret(OAuthClientId client) throws OAuthException {
    return client.secret().filter(secret -> !secret.isEmpty()).orElseThrow(PrivateKeys::invalid);
  }

  /** Id and secret are form-encoded before they are joined (RFC 6749 section 2.3.1). */
  private static ClientProof basic(OAuthClientId client, String secret) {
    String header =
        new ClientSecretBasic(new ClientID(client.id()), new Secret(secret))
            .toHTTPAuthorizationHeader();
    return new ClientProof(Optional.of(header), Map.of(), false);
  }

  private static ClientProof form(
      OAuthClientId client, Map<String, String> parameters, boolean single) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("client_id", client.id());
    all.putAll(parameters);
    return new ClientProof(Optional.empty(), all, single);
  }

  /** For the issuer as a whole, so that no endpoint can use it at another server. */
  private static Map<String, String> assertion(
      OAuthClientId client, String issuer, Optional<List<String>> signing) throws OAuthException {
    PrivateKey key = PrivateKeys.read(client.privateKeyPem().orElseThrow(PrivateKeys::invalid));
    Instant now = Instant.now();
    JWTAuthenticationClaimsSet claims =
        new JWTAuthenticationClaimsSet(
            new ClientID(client.id()),
            List.of(new Audience(issuer)),
            Date.from(now.plus(ASSERTION_LIFE)),
            null,
            Date.from(now),
            new JWTID());
    try {
      PrivateKeyJWT jwt =
          new PrivateKeyJWT(claims, PrivateKeys.algorithm(key, signing), key, null, null);
      return Map.of(
          "client_assertion_type",
          "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
          "client_assertion",
          jwt.getClientAssertion().serialize());
    } catch (JOSEException e) {
      throw PrivateKeys.invalid();
    }
  }

  /** Shows nothing. */
  @Override
  public String toString() {
    return "ClientProof";
  }
}
