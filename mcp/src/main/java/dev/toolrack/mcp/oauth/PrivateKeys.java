package dev.toolrack.mcp.oauth;

import com.nimbusds.jose.JWSAlgorithm;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads private keys, and says which signatures they make. */
final class PrivateKeys {
  private static final Pattern PEM =
      Pattern.compile(
          "\\s*-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]{1,16384})-----END PRIVATE KEY-----\\s*");

  private static final int MIN_RSA_BITS = 2048;

  // RFC 7518 has RS256 as the one that everybody can; OAuth servers that offer it not offer PS256.
  private static final List<JWSAlgorithm> RSA =
      List.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.PS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512);

  /** The signatures between which there is a choice, as servers spell them. */
  static final List<String> ALGORITHMS = RSA.stream().map(JWSAlgorithm::getName).toList();

  private PrivateKeys() {}

  /**
   * Reads a key.
   *
   * @param pem PKCS#8 in PEM form
   * @throws OAuthException with CLIENT_INVALID if it is none, or too weak
   */
  static PrivateKey read(String pem) throws OAuthException {
    Matcher matcher = PEM.matcher(pem);
    if (!matcher.matches()) {
      throw invalid();
    }
    PKCS8EncodedKeySpec encoded;
    try {
      encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(matcher.group(1)));
    } catch (IllegalArgumentException e) {
      throw invalid();
    }
    for (String type : List.of("RSA", "EC")) {
      try {
        return KeyFactory.getInstance(type).generatePrivate(encoded);
      } catch (GeneralSecurityException e) {
        // A key of the other type, or none.
      }
    }
    throw invalid();
  }

  /**
   * How to sign with a key.
   *
   * @param offered what the server verifies; empty = it does not say
   * @throws OAuthException with CLIENT_INVALID if nobody verifies this key's signatures
   */
  static JWSAlgorithm algorithm(PrivateKey key, Optional<List<String>> offered)
      throws OAuthException {
    return switch (key) {
      case RSAPrivateKey rsa when rsa.getModulus().bitLength() >= MIN_RSA_BITS ->
          RSA.stream()
              .filter(algorithm -> offered.isEmpty() || offered.get().contains(algorithm.getName()))
              .findFirst()
              .orElse(JWSAlgorithm.RS256);
      case ECPrivateKey ec ->
          switch (ec.getParams().getCurve().getField().getFieldSize()) {
            case 256 -> JWSAlgorithm.ES256;
            case 384 -> JWSAlgorithm.ES384;
            case 521 -> JWSAlgorithm.ES512;
            default -> throw invalid();
          };
      default -> throw invalid();
    };
  }

  static OAuthException invalid() {
    return new OAuthException(OAuthFailure.CLIENT_INVALID);
  }
}
