package dev.toolrack.operator.shell.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.view.IntegrationRef;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is shown is text, whatever it says. */
class PagesTest {
  private static final IntegrationRef REF = new IntegrationRef("sales", "crm");
  private static final String EVIL = "\"><script>alert(1)</script><b title='`&amp;";

  private final Pages pages = new Pages("/base");

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "<, &lt;",
        ">, &gt;",
        "&, &amp;",
        "\", &quot;",
        "', &#39;",
        "`, &#96;",
        "&lt;, &amp;lt;",
        "plain text, plain text",
        "Zürich 東京, Zürich 東京"
      })
  void escapes(String text, String html) {
    assertThat(Html.escape(text)).isEqualTo(html);
  }

  @Test
  void nothingThatOthersWriteIsHtml() {
    String consent =
        pages.consent(
            REF, "form", new Pages.Consent(EVIL, EVIL, EVIL, EVIL, EVIL, Map.of(EVIL, EVIL), EVIL));
    assertThat(consent).doesNotContain("<script", "<b ", EVIL);
    assertThat(consent.split("&quot;&gt;&lt;script&gt;", -1)).hasSize(9);
    assertThat(pages.note(EVIL, EVIL)).doesNotContain("<script", "<b ");
    assertThat(pages.tokenForm(REF, "form", EVIL, true)).doesNotContain("<script", "<b ");
  }

  @Test
  void whatTurnsTextAroundIsLeftOut() {
    String consent =
        pages.consent(
            REF,
            "form",
            new Pages.Consent("al\u202eice\u0000", "s", "i", "", "a\nb", Map.of(), "p"));
    assertThat(consent).contains("<td>alice</td>", "<td>ab</td>");
  }

  @Test
  void theWayToTheAuthorizationServerIsALink() {
    String away = pages.away(URI.create("https://login.example.com/auth?a=b&c=%22d%27"));
    assertThat(away)
        .contains(
            "content=\"0;url=https://login.example.com/auth?a=b&amp;c=%22d%27\"",
            "href=\"https://login.example.com/auth?a=b&amp;c=%22d%27\"",
            "Log in at login.example.com");
  }

  @Test
  void formsGoToThisPageAlone() {
    assertThat(pages.tokenForm(REF, "form", "https://toolrack.example.com", false))
        .contains("action=\"/base/connect/sales/crm\"", "name=\"form\" value=\"form\"");
  }

  /** The only style that the policy of content lets count is the one on the page. */
  @Test
  void theStyleIsTheOneThatIsAllowed() throws NoSuchAlgorithmException {
    String page = pages.note("a", "b");
    String style = page.substring(page.indexOf("<style>") + 7, page.indexOf("</style>"));
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
    assertThat(PageAnswer.html(200, page).headers().get("Content-Security-Policy"))
        .isEqualTo(
            "default-src 'none'; style-src 'sha256-%s'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
                .formatted(Base64.getEncoder().encodeToString(digest)));
    assertThat(page).doesNotContain("<script", " style=", "javascript:", " src=");
  }
}
