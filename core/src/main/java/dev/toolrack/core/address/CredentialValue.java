package dev.toolrack.core.address;

import java.nio.charset.StandardCharsets;

/**
 * The value of a credential (resolution.md: "1-8192 visible ASCII, one trailing newline trimmed,
 * else {@code SecretInvalid}").
 */
public sealed interface CredentialValue {

  /** Reads the value of a Secret's key. */
  static CredentialValue of(byte[] bytes) {
    int length =
        bytes.length > 0 && bytes[bytes.length - 1] == '\n' ? bytes.length - 1 : bytes.length;
    if (length < 1 || length > 8192) {
      return new Invalid();
    }
    for (int i = 0; i < length; i++) {
      if (bytes[i] <= ' ' || bytes[i] > '~') {
        return new Invalid();
      }
    }
    return new Valid(new String(bytes, 0, length, StandardCharsets.US_ASCII));
  }

  /** A value that can be sent. */
  record Valid(String value) implements CredentialValue {
    /** Never the value: what is printed ends in logs. */
    @Override
    public String toString() {
      return "Valid[***]";
    }
  }

  /** A value that is not sent. Nothing of it is told, not even its length. */
  record Invalid() implements CredentialValue {
    /** The finding's text. */
    public String message() {
      return "the value must be 1 to 8192 visible ASCII characters; one newline at its end is ignored";
    }
  }
}
