package dev.toolrack.mcp.oauth;

import java.util.Optional;

/**
 * Who we are to an authorization server. Whether secret and key can be used shows when they are:
 * {@link OAuthFailure#CLIENT_INVALID}.
 *
 * @param id the client_id
 * @param method how to prove it
 * @param secret the client_secret
 * @param privateKeyPem a private key for private_key_jwt: PKCS#8 in PEM form, RSA of 2048 bits or
 *     more, or EC on P-256, P-384 or P-521
 */
public record OAuthClientId(
    String id, ClientAuthMethod method, Optional<String> secret, Optional<String> privateKeyPem) {
  /** A client without a credential. */
  public static OAuthClientId publicClient(String id) {
    return new OAuthClientId(id, ClientAuthMethod.NONE, Optional.empty(), Optional.empty());
  }

  /** A client with a secret. */
  public static OAuthClientId withSecret(String id, String secret, ClientAuthMethod method) {
    return new OAuthClientId(id, method, Optional.of(secret), Optional.empty());
  }

  /** A client with a private key. */
  public static OAuthClientId withKey(String id, String privateKeyPem) {
    return new OAuthClientId(
        id, ClientAuthMethod.PRIVATE_KEY_JWT, Optional.empty(), Optional.of(privateKeyPem));
  }

  /** Shows the method only. */
  @Override
  public String toString() {
    return "OAuthClientId[" + method + "]";
  }
}
