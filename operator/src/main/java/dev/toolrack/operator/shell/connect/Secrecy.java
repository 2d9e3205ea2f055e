package dev.toolrack.operator.shell.connect;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** What nobody can guess, and comparing without telling by time how much was right. */
final class Secrecy {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Secrecy() {}

  /** 256 bits, as 43 characters that URLs and cookies take as they are. */
  static String random() {
    var bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
