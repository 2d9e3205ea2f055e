package dev.toolrack.testbed.oauth;

import dev.toolrack.testbed.TestbedException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** A key that a client proves itself with: P-256, as in the documentation. */
public record ClientKey(KeyPair pair) {
  private static final int COORDINATE = 32;

  /** Makes one. */
  public static ClientKey make() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return new ClientKey(generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new TestbedException("There is no P-256.", e);
    }
  }

  /** The private key as openssl writes it: PKCS 8 in PEM form. */
  public String pem() {
    var encoder = Base64.getMimeEncoder(64, new byte[] {'\n'});
    return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
        .formatted(encoder.encodeToString(pair.getPrivate().getEncoded()));
  }

  /** The public key, as authorization servers are told it. */
  public String jwks() {
    var point = ((ECPublicKey) pair.getPublic()).getW();
    return Json.text(
        Map.of(
            "keys",
            List.of(
                Map.of(
                    "kty",
                    "EC",
                    "crv",
                    "P-256",
                    "use",
                    "sig",
                    "alg",
                    "ES256",
                    "x",
                    coordinate(point.getAffineX()),
                    "y",
                    coordinate(point.getAffineY())))));
  }

  private static String coordinate(BigInteger value) {
    var bytes = value.toByteArray();
    var padded = new byte[COORDINATE];
    var from = Math.max(0, bytes.length - COORDINATE);
    System.arraycopy(bytes, from, padded, COORDINATE - (bytes.length - from), bytes.length - from);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(padded);
  }

  /** Shows nothing: it is secret. */
  @Override
  public String toString() {
    return "ClientKey";
  }
}
