package dev.toolrack.core.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsentTest {

  @Tag("consent-3")
  @Tag("consent-4")
  @Tag("consent-5")
  @Tag("consent-6")
  @Tag("consent-7")
  @ParameterizedTest
  @CsvSource({
    // whole segments, trailing slash ignored
    "https://api.example.com/mcp/, https://api.example.com/mcp, true",
    "https://api.example.com/mcp/, https://api.example.com/mcp/, true",
    "https://api.example.com/mcp, https://api.example.com/mcp/, true",
    "https://api.example.com/mcp, https://api.example.com/mcp/v1, true",
    "https://api.example.com/mcp, https://api.example.com/mcpx, false",
    "https://api.example.com/mcp, https://api.example.com/MCP, false",
    "https://api.example.com/mcp, https://api.example.com/, false",
    "https://api.example.com/mcp, https://api.example.com, false",
    "https://api.example.com/, https://api.example.com, true",
    "https://api.example.com, https://api.example.com/any, true",
    "https://api.example.com/mcp, https://api.example.com/m%63p, false",
    // query
    "https://api.example.com/mcp, https://api.example.com/mcp?x=/y, true",
    "https://api.example.com/mcp?a=b, https://api.example.com/mcp?x, true",
    // scheme, host, port
    "https://api.example.com, http://api.example.com, false",
    "http://api.example.com, http://api.example.com, true",
    "http://api.example.com, https://api.example.com, false",
    "https://api.example.com, https://api.example.com:443/x, true",
    "https://api.example.com:443, https://api.example.com/x, true",
    "https://api.example.com, https://api.example.com:8443, false",
    "https://api.example.com:8443, https://api.example.com:8443, true",
    "https://API.example.com, https://api.EXAMPLE.com, true",
    "https://api.example.com, https://api.example.com.evil.org, false",
    "https://api.example.com, https://evil-api.example.com, false",
    "https://[::1]:8443/, https://[::1]:8443/x, true",
    // wildcard: exactly one leading label, two literal labels after it
    "https://*.example.org/, https://a.example.org/x, true",
    "https://*.example.org/, https://example.org/, false",
    "https://*.example.org/, https://a.b.example.org/, false",
    "https://*.example.org/, https://aexample.org/, false",
    "https://*.example.org:8443/m, https://a.example.org:8443/m/x, true",
    "https://*.example.org/m, https://a.example.org/x, false",
    "https://*.org/, https://example.org/, false",
    "https://*.org./, https://example.org./, false",
    "https://a.*.example.org/, https://a.b.example.org/, false",
    "https://*/, https://a.example.org/, false",
    "*.example.org, https://a.example.org/, false",
    "https://**.example.org, https://a.example.org/, false",
    "http://*.example.org, https://a.example.org/, false",
    // dot segments, users, fragments
    "https://api.example.com/mcp, https://api.example.com/mcp/../x, false",
    "https://api.example.com/mcp, https://api.example.com/mcp/%2e%2e/x, false",
    "https://api.example.com/a/../, https://api.example.com/, false",
    "https://api.example.com, https://u@api.example.com/, false",
    "https://u@api.example.com, https://api.example.com/, false",
    "https://api.example.com, https://api.example.com/#f, false",
    "https://api.example.com, https://api.example.com\\@evil.org/, false",
    "https://api.example.com, ftp://api.example.com/, false",
    "https://api.example.com, api.example.com, false",
    "https://api.example.com, '', false",
    // several
    "http://x https://api.example.com/mcp/ https://*.example.org/, https://b.example.org, true",
    "' https://api.example.com/mcp/  https://b.example.org ', https://b.example.org, true",
    "nonsense https://b.example.org, https://b.example.org, true",
    "'', https://b.example.org, false",
  })
  void allows(String annotation, String url, boolean yes) {
    assertThat(Consent.of(annotation).allows(url)).isEqualTo(yes);
  }

  @Tag("consent-8")
  @Test
  void absentIsNoConsent() {
    assertThat(Consent.of(null).allows("https://a.example.com")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://eu.mcp.example.com/mcp",
        "https://h.example.com",
        "http://h.svc:8080/x?token=abc"
      })
  void theRemedyIsOne(String destination) {
    HttpUrl url = HttpUrl.parse(destination).orElseThrow();
    String remedy = Consent.remedy("github-token", url);
    String line = remedy.substring(remedy.indexOf('"') + 1, remedy.lastIndexOf('"'));
    assertThat(remedy).contains("toolrack.dev/send-to: \"").doesNotContain("abc");
    assertThat(Consent.of(line).allows(url)).isTrue();
  }

  private static CredentialValue value(String text) {
    return CredentialValue.of(text.getBytes(StandardCharsets.UTF_8));
  }

  @Tag("consent-13")
  @Test
  void credentialValues() {
    assertThat(value("s3cr~t!")).isEqualTo(new CredentialValue.Valid("s3cr~t!"));
    assertThat(value("s3cret\n")).isEqualTo(new CredentialValue.Valid("s3cret"));
    assertThat(value("x".repeat(8192) + "\n")).isInstanceOf(CredentialValue.Valid.class);
    for (String bad :
        List.of(
            "",
            "\n",
            "a b",
            "a\n\n",
            "a\r\n",
            "\ta",
            "é",
            "a\u007f",
            "a\u0000",
            "x".repeat(8193))) {
      assertThat(value(bad)).isEqualTo(new CredentialValue.Invalid());
    }
    assertThat(value("s3cret").toString()).doesNotContain("s3cret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host",
        "content-type",
        "Content-Length",
        "Accept",
        "Accept-Language",
        "Mcp-Session-Id",
        "MCP-Protocol-Version",
        "Cookie",
        "Connection",
        "Transfer-Encoding",
        "TE",
        "Trailer",
        "Upgrade",
        "Expect",
        "Proxy-Authorization",
        "Forwarded",
        "X-Forwarded-For",
        "x-real-ip",
        "X-Remote-User",
        "Origin",
        "Last-Event-ID",
        "Impersonate-User",
        "Metadata",
        "Metadata-Flavor",
        "X-aws-ec2-metadata-token",
        "X Y",
        "",
        "X_Y",
        "X--Y",
        "-X",
        "X:",
        "é"
      })
  void refusedHeaders(String name) {
    assertThat(HeaderNames.refusal(name, HeaderNames.Use.CREDENTIAL)).isPresent();
    assertThat(HeaderNames.refusal(name, HeaderNames.Use.PLAIN)).isPresent();
  }

  @Test
  void headers() {
    assertThat(HeaderNames.refusal("X-Api-Key", HeaderNames.Use.PLAIN)).isEmpty();
    assertThat(HeaderNames.refusal("authorization", HeaderNames.Use.PLAIN)).isPresent();
    assertThat(HeaderNames.refusal("Authorization", HeaderNames.Use.CREDENTIAL)).isEmpty();
    assertThat(HeaderNames.refusal("X".repeat(65), HeaderNames.Use.PLAIN)).isPresent();
    assertThat(HeaderNames.duplicate(List.of("X-A", "X-B", "x-a"))).contains("x-a");
    assertThat(HeaderNames.duplicate(List.of("X-A", "X-B"))).isEmpty();
  }
}
