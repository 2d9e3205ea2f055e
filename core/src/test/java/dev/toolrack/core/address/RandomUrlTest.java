package dev.toolrack.core.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RandomUrlTest {

  /** Whatever the values: the URL stays where its template's literals say. */
  @Test
  void valuesNeverMoveTheServer() {
    Random random = new Random(8);
    String alphabet = "ab.-/:@?#%2eE&=;,[]*!~_ \\${}é\n";
    for (int i = 0; i < 20_000; i++) {
      String a = random(random, alphabet);
      Expansion expansion =
          UrlTemplateTest.expand(
              "https://{a}.mcp.example.com:8443/p/{b}/q?x={a}",
              "a",
              a,
              "b",
              random(random, alphabet));
      if (expansion instanceof Expansion.Expanded(var uri, HttpUrl url, var _)) {
        assertThat(url.host()).endsWith(".mcp.example.com").hasSize(a.length() + 16);
        assertThat(url.port()).isEqualTo(8443);
        assertThat(url.path()).matches("/p/[^/]*/q");
        assertThat(uri).isEqualTo(url.toString()).doesNotContain("$", "{");
      }
    }
  }

  private static String random(Random random, String alphabet) {
    StringBuilder text = new StringBuilder();
    for (int length = 1 + random.nextInt(3); length > 0; length--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
