package dev.toolrack.testbed.leaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeaksTest {
  private static final String VALUE = "pa\"55\\word+of/somebody\n& co";
  private static final String TOKEN = "access-0123-4567-89ab-cdef-ghij-klmn-opqr-stuv";

  private final Leaks leaks = Leaks.besides();

  @AfterEach
  void close() {
    leaks.close();
  }

  private void assertFound(String text) {
    leaks.said("there", text);
    assertThat(leaks.found()).as(text).containsExactly("there holds it");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(bytes(text));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void inEveryDisguise() throws Exception {
    leaks.secret("it", VALUE);
    assertFound("x " + VALUE + " y");
    assertFound("{\"x\":\"pa\\\"55\\\\word+of/somebody\\n& co\"}");
    assertFound("?x=" + URLEncoder.encode(VALUE, StandardCharsets.UTF_8));
    assertFound(HexFormat.of().formatHex(bytes(VALUE)));
    for (String before : new String[] {"", "i", "id", "id:", "an-id:"}) {
      assertFound("x " + base64(before + VALUE) + " y");
      assertFound("x " + base64(before + VALUE + "and more") + " y");
      assertFound(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(before + VALUE)));
    }
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes(VALUE));
    assertFound("sha256:" + HexFormat.of().formatHex(digest).substring(0, 20));
    assertFound(Base64.getEncoder().encodeToString(digest));
    assertFound(Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
  }

  @Test
  void piecesOfTokensAndLinesOfKeys() {
    leaks.secret("it", TOKEN);
    assertFound("it begins with " + TOKEN.substring(0, 20) + "...");
    assertFound("and ends with " + TOKEN.substring(15));
    leaks.secret("it", "-----BEGIN KEY-----\nMIIBVwIBADANBgkqhkiG9w0BA\n-----END KEY-----\n");
    assertFound("MIIBVwIBADANBgkqhkiG9w0BA");
    leaks.said("there", "-----BEGIN KEY-----");
    assertThat(leaks.found()).isEmpty();
  }

  @Test
  void whatIsNoSecret() throws Exception {
    leaks.secret("a word", "elevenchars");
    leaks.secretWithPublicDigest("a verifier", TOKEN);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes(TOKEN));
    leaks.said("there", "elevenchars " + HexFormat.of().formatHex(digest));
    leaks.said("there", "{\"f:access_token\":{},\"client_assertion_type\":\"urn:jwt-bearer\"}");
    leaks.said("there", "Authorization: Bearer ${TOKEN_OF_NOTES}, Bearer <the token there>");
    assertThat(leaks.found()).isEmpty();
    assertThat(
            SecretValues.of(
                Map.of(
                    "client_id", base64("somebody's client"),
                    "ca.crt", base64("a certificate"),
                    "issuer", base64("https://login.example.com/tenant"),
                    "ended_at", base64("2026-03-01T10:00:00.123Z"),
                    "token", base64("Bearer abcdef"))))
        .containsExactlyEntriesOf(Map.of("token", "abcdef"));
    assertThat(SecretValues.of(null)).isEmpty();
  }

  @Test
  void whatIsSecretInDocuments() {
    assertThat(
            SecretValues.of(
                Map.of(
                    "record.json",
                    base64("{\"sent\":{\"verifier\":\"v1\",\"registered\":{\"secret\":\"s1\"}}}"),
                    "early.json",
                    base64("{\"user\":{\"name\":\"frank\"}}"),
                    "broken.json",
                    base64("{\"secret\": "))))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "record.json member verifier", "v1",
                "record.json member secret", "s1",
                "broken.json", "{\"secret\": "));
  }

  @Test
  void secretsThatAreKnownLaterOnlyAndTextsThatAreTooManyToKeep() {
    leaks.said("early", "x " + TOKEN);
    leaks.secret("it", TOKEN);
    assertThat(leaks.found()).containsExactly("early holds it");
    leaks.said("early", "x " + TOKEN);
    for (int i = 0; i < 20; i++) {
      leaks.said("filler", "-".repeat(1_000_000));
    }
    assertThat(leaks.found()).containsExactly("early holds it");
  }

  @Test
  void manySecretsAtOnce() {
    for (int i = 0; i < 5_000; i++) {
      leaks.secret("number " + i, "n" + i + "-is-the-secret-number");
    }
    leaks.said("there", "x".repeat(100_000) + " n4711-is-the-secret-number");
    assertThat(leaks.found()).containsExactly("there holds number 4711");
  }

  @Test
  void failsOnceAndNeverSaysTheValue() {
    leaks.secret("it", TOKEN);
    leaks.said("there", TOKEN);
    assertThatThrownBy(() -> LeakCheck.verify(leaks))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("there holds it")
        .hasMessageNotContaining(TOKEN.substring(0, 12));
    LeakCheck.verify(leaks);
  }
}
