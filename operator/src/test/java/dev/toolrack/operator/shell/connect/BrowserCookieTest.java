package dev.toolrack.operator.shell.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.view.IntegrationRef;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cookie tells browsers apart, and what is derived of it does not give it away. */
class BrowserCookieTest {
  private static final IntegrationRef REF = new IntegrationRef("sales", "crm");

  @Test
  void isReadAmongOthers() {
    BrowserCookie cookie = BrowserCookie.fresh();
    String pair = BrowserCookie.NAME + "=" + cookie.value();
    assertThat(BrowserCookie.of(List.of("a=b; " + pair + ";c=d"))).contains(cookie);
    assertThat(BrowserCookie.of(List.of("a=b", pair))).contains(cookie);
    assertThat(BrowserCookie.of(List.of("x" + pair))).isEmpty();
    assertThat(BrowserCookie.of(List.of(pair + "; " + pair))).isEmpty();
    assertThat(BrowserCookie.of(List.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA<"})
  void whatWasNotGivenIsNone(String value) {
    assertThat(BrowserCookie.of(List.of(BrowserCookie.NAME + "=" + value))).isEmpty();
  }

  @Test
  void isForThisHostAndNoScript() {
    assertThat(BrowserCookie.fresh().set())
        .startsWith("__Host-")
        .contains("; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax")
        .doesNotContain("Domain");
  }

  @Test
  void formTokensAreOfOneIntegrationAndOneBrowser() {
    BrowserCookie cookie = BrowserCookie.fresh();
    String token = cookie.formToken(REF);
    assertThat(token)
        .isEqualTo(cookie.formToken(REF))
        .isNotEqualTo(cookie.hash())
        .isNotEqualTo(cookie.formToken(new IntegrationRef("sales", "erp")))
        .isNotEqualTo(BrowserCookie.fresh().formToken(REF))
        .doesNotContain(cookie.value());
    assertThat(cookie).hasToString("BrowserCookie");
  }
}
