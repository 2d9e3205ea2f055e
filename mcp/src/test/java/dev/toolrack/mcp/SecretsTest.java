package dev.toolrack.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that must not be shown, and headers that must not be set. */
class SecretsTest {
  private static final String CANARY = "canary-7f3a";

  @Test
  void textFormsHideValues() {
    RequestHeader header = new RequestHeader("X-Api-Key", CANARY);
    VerificationRequest request =
        new VerificationRequest(
            URI.create("https://api.example.com/" + CANARY + "?key=" + CANARY),
            List.of(header),
            true,
            Duration.ofSeconds(10));
    assertThat(header.toString()).contains("X-Api-Key").doesNotContain(CANARY);
    assertThat(request.toString())
        .contains("https://api.example.com", "X-Api-Key")
        .doesNotContain(CANARY);
    assertThat(new RawTool(CANARY).toString()).doesNotContain(CANARY);
    assertThat(
            new Verified(
                    new ServerFacts(
                        "n", "1", "2026-07-28", Era.STATELESS, Transport.STREAMABLE_HTTP),
                    List.of(new RawTool(CANARY)),
                    Optional.empty(),
                    Duration.ZERO)
                .toString())
        .doesNotContain(CANARY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\nX: y", "\u0000", "é", "\n", "\u007f"})
  void unfitValuesAreRefusedUnseen(String unfit) {
    assertThatThrownBy(() -> new RequestHeader("X-Key", CANARY + unfit))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining(CANARY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a b",
        "a:b",
        "a\r\nb",
        "é",
        "Host",
        "content-length",
        "Connection",
        "Accept-Encoding",
        "Accept",
        "Content-Type",
        "MCP-Protocol-Version",
        "Mcp-Session-Id",
        "mcp-method",
        "Proxy-Authorization",
        "Transfer-Encoding",
        "Upgrade",
        "Expect",
        "TE",
        "Cookie",
        "Origin",
        "X-Forwarded-For",
        "Metadata-Flavor",
        "Impersonate-User",
        "X-aws-ec2-metadata-token"
      })
  void namesThatOthersBelieveCannotBeSet(String name) {
    assertThat(RequestHeader.isSettable(name)).isFalse();
    assertThatThrownBy(() -> new RequestHeader(name, "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Authorization", "X-Api-Key", "Cookies", "Original", "User-Agent", "a_b.c~d"})
  void otherNamesCan(String name) {
    assertThat(RequestHeader.isSettable(name)).isTrue();
  }

  @Test
  void requestsAreChecked() {
    URI url = URI.create("https://api.example.com/");
    List<RequestHeader> twice =
        List.of(new RequestHeader("X-A", "1"), new RequestHeader("x-a", "2"));
    assertThatThrownBy(() -> new VerificationRequest(url, twice, false, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new VerificationRequest(url, List.of(), false, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Scripts.limits(0, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ClientIdentity("a b", "1"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
