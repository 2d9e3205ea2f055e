package dev.toolrack.mcp;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.HexFormat;

/**
 * Certificate authorities of one's own, trusted instead of the platform's.
 *
 * @param pem one or more certificates in PEM form, at most 64 KiB
 */
public record TrustBundle(String pem) {
  /** How large a bundle may be, in bytes. */
  public static final int MAX_BYTES = 64 * 1024;

  /**
   * Checks that there are certificates and nothing else.
   *
   * @throws IllegalArgumentException if not; it shows nothing of the text
   */
  public TrustBundle {
    if (!isUsable(pem)) {
      throw new IllegalArgumentException("not a bundle of PEM certificates of at most 64 KiB");
    }
  }

  /**
   * Whether a text is one or more certificates in PEM form and at most 64 KiB long. Comments
   * between the certificates are allowed, private keys are not.
   *
   * @param pem any text
   * @return true if it can be trusted
   */
  public static boolean isUsable(String pem) {
    if (pem.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES || pem.contains("PRIVATE KEY")) {
      return false;
    }
    try {
      return !read(pem).isEmpty();
    } catch (CertificateException e) {
      return false;
    }
  }

  /** The certificates. */
  Collection<? extends Certificate> certificates() {
    try {
      return read(pem);
    } catch (CertificateException e) {
      throw new IllegalStateException("was checked when it was made", e);
    }
  }

  /**
   * SHA-256 over the text, which tells bundles apart.
   *
   * @return in hexadecimal
   */
  public String digest() {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(pem.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static Collection<? extends Certificate> read(String pem) throws CertificateException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
  }

  /** Shows nothing of the certificates but how long they are. */
  @Override
  public String toString() {
    return "TrustBundle[" + pem.length() + " characters]";
  }
}
