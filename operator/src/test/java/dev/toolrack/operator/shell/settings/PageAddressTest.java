package dev.toolrack.operator.shell.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.operator.shell.settings.SettingsFile.InvalidSettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the connect page is, if it is. */
class PageAddressTest {

  @Test
  void thereIsNoneByDefault() throws InvalidSettingsException {
    assertThat(PageAddress.of(Settings.defaults())).isEmpty();
    assertThat(Settings.defaults().connectPage().port()).isEqualTo(8090);
  }

  @ParameterizedTest
  @CsvSource({
    "https://toolrack.example.com, ''",
    "https://toolrack.example.com/, ''",
    "https://example.com:8443/a/toolrack, /a/toolrack"
  })
  void pagesAreBelowIt(String url, String path) throws InvalidSettingsException {
    PageAddress address = PageAddress.of(settings(url, "")).orElseThrow();
    String base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    assertThat(address).isEqualTo(new PageAddress(base, path));
    assertThat(address.callback()).hasToString(base + "/connect/callback");
    assertThat(address.clientDocument()).hasToString(base + "/connect/client.json");
    assertThat(address.page(new IntegrationRef("sales", "crm")))
        .hasToString(base + "/connect/sales/crm");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "toolrack.example.com",
        "https://",
        "https://Toolrack.example.com",
        "https://toolrack.example.com:443",
        "https://toolrack.example.com//",
        "https://toolrack.example.com/a/../b",
        "https://toolrack.example.com/?a=b",
        "https://toolrack.example.com/#a",
        "https://me@toolrack.example.com",
        "https://toolrack.example.com/%61",
        "ftp://toolrack.example.com"
      })
  void otherSpellingsAreRefused(String url) {
    assertThatThrownBy(() -> settings(url, ""))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageStartingWith("connectPage.publicUrl: give ");
  }

  @Test
  void tokensAreNotSentInTheClear() throws InvalidSettingsException {
    assertThatThrownBy(() -> settings("http://toolrack.example.com", "allowLoopback: true"))
        .hasMessageContaining("https://, because people send their Kubernetes tokens there");
    assertThatThrownBy(() -> settings("http://127.0.0.1:8090", ""))
        .hasMessageContaining("https://");
    assertThat(PageAddress.of(settings("http://127.0.0.1:8090", "allowLoopback: true")))
        .isPresent();
  }

  @Test
  void portsAreChecked() {
    assertThatThrownBy(() -> SettingsFile.parse("connectPage: {port: 70000}"))
        .hasMessageContaining("connectPage.port: 0 to 65535");
    assertThatThrownBy(() ->
            SettingsFile.parse(
                "connectPage: {publicUrl: \"https://toolrack.example.com\", port: 8080}"))
        .hasMessageContaining("connectPage.port: 8080 is http.port already");
    assertThatThrownBy(() -> SettingsFile.parse("connectPage: {url: a}"))
        .hasMessageContaining("unknown key connectPage.url");
  }

  private static Settings settings(String url, String egress) throws InvalidSettingsException {
    return SettingsFile.parse(
        "connectPage: {publicUrl: \"%s\"}%negress: {%s}%n".formatted(url, egress));
  }
}
