package dev.toolrack.operator.shell.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import dev.toolrack.core.view.IntegrationRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of requests. */
class PageRequestTest {

  @Test
  void pathsAreBelowTheBase() {
    assertThat(PagePath.read("", "/connect/callback")).isEqualTo(new PagePath.Callback());
    assertThat(PagePath.read("/a", "/a/connect/client.json"))
        .isEqualTo(new PagePath.ClientDocument());
    assertThat(PagePath.read("/a", "/a/connect/sales/crm.eu"))
        .isEqualTo(new PagePath.OfIntegration(new IntegrationRef("sales", "crm.eu")));
    assertThat(PagePath.read("/a", "/connect/callback")).isEqualTo(new PagePath.Unknown());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/connect",
        "/connect/",
        "/connect/sales",
        "/connect/sales/",
        "/connect/sales/crm/",
        "/connect/sales/%63rm",
        "/connect/../connect/callback",
        "/connect//crm",
        "/connect/sa.les/crm",
        "/connect/sales/CRM"
      })
  void nothingElseIsThere(String path) {
    assertThat(PagePath.read("", path)).isEqualTo(new PagePath.Unknown());
  }

  @Test
  void aNameThatIsThereTwiceMakesAllWorthless() {
    assertThat(FormFields.read("a=1&b=%3C+x").flatMap(f -> f.one("b"))).contains("< x");
    assertThat(FormFields.read("a=1&a=2")).isEmpty();
    assertThat(FormFields.read("a=1&%61=2")).isEmpty();
    assertThat(FormFields.read("a=%zz")).isEmpty();
    assertThat(FormFields.read("").flatMap(f -> f.one("a"))).isEmpty();
  }

  @Test
  void oneBearerTokenIsTaken() {
    assertThat(with("Authorization", "Bearer abc.d-e_f").bearer()).contains("abc.d-e_f");
    assertThat(with("authorization", "bearer abc").bearer()).contains("abc");
    assertThat(with("Authorization", "Basic abc").bearer()).isEmpty();
    assertThat(with("Authorization", "Bearer a b").bearer()).isEmpty();
    assertThat(with("Authorization", "Bearer " + "a".repeat(16_385)).bearer()).isEmpty();
    assertThat(with("Authorization", "Bearer a", "Bearer b").bearer()).isEmpty();
  }

  @Test
  void browsersSayWhereAFormIsFrom() {
    assertThat(with("Sec-Fetch-Site", "same-origin").fromElsewhere()).isFalse();
    assertThat(with("Sec-Fetch-Site", "same-site").fromElsewhere()).isTrue();
    assertThat(with("Sec-Fetch-Site", "cross-site").fromElsewhere()).isTrue();
    assertThat(with("Accept", "text/html").fromElsewhere()).isFalse();
  }

  @Test
  void nothingOfItIsShown() {
    assertThat(with("Authorization", "Bearer abc")).hasToString("PageRequest[GET]");
  }

  private static PageRequest with(String header, String... values) {
    var headers = new Headers();
    for (String value : values) {
      headers.add(header, value);
    }
    return new PageRequest("GET", "/", "", headers, "");
  }
}
