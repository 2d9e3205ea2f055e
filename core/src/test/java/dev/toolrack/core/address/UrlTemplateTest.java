package dev.toolrack.core.address;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.scope.Belonging;
import dev.toolrack.core.scope.ScopePath;
import dev.toolrack.crds.McpConnectorSpec.Header;
import dev.toolrack.crds.McpConnectorSpec.Variable;
import dev.toolrack.crds.McpIntegrationSpec.VariableValue;
import dev.toolrack.crds.Trust;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlTemplateTest {

  private static final Belonging PAY = new Belonging.Placed(ScopePath.team("acme", "pay"));

  private static Variable variable(String name, @Nullable String fallback, String... choices) {
    return new Variable(name, null, false, fallback, List.of(choices));
  }

  static UrlTemplate template(String url, Header... headers) {
    return new UrlTemplate(
        url,
        List.of(headers),
        List.of(variable("region", "eu", "eu", "us"), variable("a", null), variable("b", null)),
        Trust.UNTRUSTED);
  }

  static Expansion expand(String url, String... values) {
    List<VariableValue> given = new ArrayList<>();
    for (int i = 0; i < values.length; i += 2) {
      given.add(new VariableValue(values[i], values[i + 1]));
    }
    return template(url).expand(given, PAY);
  }

  private static String shown(Expansion expansion) {
    return switch (expansion) {
      case Expansion.Expanded expanded -> expanded.uri();
      case Expansion.Invalid invalid -> invalid.problem().name();
    };
  }

  @ParameterizedTest
  @CsvSource({
    "https://mcp.example.com/mcp, https://mcp.example.com/mcp",
    "https://mcp.example.com, https://mcp.example.com",
    "https://mcp.example.com:8443/x?y=z, https://mcp.example.com:8443/x?y=z",
    "https://mcp.example.com:443/x, https://mcp.example.com:443/x",
    "https://mcp.example.com?q, https://mcp.example.com?q",
    "http://tools:8080/mcp, http://tools:8080/mcp",
    "http://127.0.0.1/mcp, http://127.0.0.1/mcp",
    "http://[::1]:80/mcp, http://[::1]:80/mcp",
    "https://{region}.mcp.example.com/mcp, https://eu.mcp.example.com/mcp",
    "https://x.{region}.example.com, https://x.eu.example.com",
    "https://{region}.example.com, https://eu.example.com",
    "https://e.example.com/{scope.org}/{scope.team}, https://e.example.com/acme/pay",
    "https://{scope.org}.example.com/mcp, https://acme.example.com/mcp",
  })
  void expands(String url, String expected) {
    assertThat(template(url).problem()).isEmpty();
    assertThat(shown(expand(url))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "mcp.example.com",
        "ftp://x.example.com",
        "HTTPS://x.example.com",
        "https:/x.example.com",
        "https://",
        "https:///x",
        "https://u@x.example.com",
        "https://u:p@x.example.com",
        "https://x.example.com#f",
        "https://X.example.com",
        "https://x..example.com",
        "https://x.example.com:99999",
        "https://x.example.com:0",
        "https://x.example.com:",
        "https://x.example.com:{a}",
        "{a}://x.example.com",
        "https://{region}",
        "https://{region}.com",
        "https://{region}.10.0.0.1",
        "https://x{region}.example.com",
        "https://{region}x.example.com",
        "https://{a}{b}.example.com",
        "https://example.{region}",
        "https://example.com.{region}",
        "https://x.example.com/../y",
        "https://x.example.com/./y",
        "https://x.example.com/y/..",
        "https://x.example.com/%2e%2E/y",
        "https://x.example.com/..%2Fy",
        "https://x.example.com/..;/y",
        "https://x.example.com/${A}",
        "https://x.example.com/a\\b",
        "https://x.example.com/{",
        "https://x.example.com/}",
        "https://x.example.com/{A}",
        "https://x.example.com/{scope.x}",
        "https://x.example.com/{{a}}",
        "https://x.example.com/{}",
        "https://x.example.com/a b",
        "https://x.example.com/é",
        "https://x.example.com/%",
        "https://x.example.com/%zz",
        "https://x.example.com/%{a}",
        "https://x.example.com/\"",
        "https://x.example.com/{unknown}",
        "https://x.example.com\t/",
        "https://x.example.com\n",
        "https://[::1/",
        "https://-x.{a}"
      })
  void noTemplate(String url) {
    assertThat(template(url).problem())
        .hasValueSatisfying(p -> assertThat(p.problem()).isEqualTo(Expansion.Problem.URL_INVALID));
    assertThat(shown(expand(url))).isEqualTo("URL_INVALID");
  }

  @ParameterizedTest
  @CsvSource({
    "x, https://h.example.com/x?q=x",
    "a/b, https://h.example.com/a%2Fb?q=a%2Fb",
    "a b&c=d?e#f, https://h.example.com/a%20b%26c%3Dd%3Fe%23f?q=a%20b%26c%3Dd%3Fe%23f",
    "-._~, https://h.example.com/-._~?q=-._~",
    "@:, https://h.example.com/%40%3A?q=%40%3A",
    "%2e, https://h.example.com/%252e?q=%252e",
    "'', https://h.example.com/?q=",
    "., URL_INVALID",
    ".., URL_INVALID",
    "../x, URL_INVALID",
    "..;x, URL_INVALID",
    "a\\..\\b, VARIABLE_INVALID",
    "${HOME}, VARIABLE_INVALID",
    "$x, VARIABLE_INVALID",
    "{a}, VARIABLE_INVALID",
    "é, VARIABLE_INVALID",
    "'a\nb', VARIABLE_INVALID",
  })
  void valuesArePercentEncoded(String value, String expected) {
    assertThat(shown(expand("https://h.example.com/{a}?q={a}", "a", value))).isEqualTo(expected);
  }

  @Test
  void dotsThatMeetAreDotSegments() {
    assertThat(shown(expand("https://h.example.com/{a}{b}/x", "a", ".", "b", ".")))
        .isEqualTo("URL_INVALID");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "A",
        "a.b",
        "-a",
        "a-",
        "a_b",
        "a/b",
        "evil.com#",
        "a@b",
        "a:1",
        "*",
        "xn--é",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void hostVariablesAreOneLabel(String value) {
    assertThat(expand("https://{a}.mcp.example.com/", "a", value))
        .isInstanceOf(Expansion.Invalid.class);
  }

  @Test
  void variables() {
    String url = "https://{region}.mcp.example.com/{a}";
    assertThat(shown(expand(url, "region", "us", "a", "x")))
        .isEqualTo("https://us.mcp.example.com/x");
    assertThat(shown(expand(url, "region", "cn", "a", "x"))).isEqualTo("VARIABLE_INVALID");
    assertThat(shown(expand(url, "a", "x", "a", "y"))).isEqualTo("VARIABLE_INVALID");
    assertThat(shown(expand(url, "a", "x", "c", "y"))).isEqualTo("VARIABLE_INVALID");
    assertThat(shown(expand(url, "a", "x", "scope.org", "y"))).isEqualTo("VARIABLE_INVALID");
    assertThat(expand(url))
        .isEqualTo(
            new Expansion.Invalid(
                Expansion.Problem.VARIABLE_MISSING,
                "variable a has no value: set it in the integration's spec.variables"));
    assertThat(expand("https://h.example.com/{scope.project}"))
        .isEqualTo(
            new Expansion.Invalid(
                Expansion.Problem.URL_INVALID,
                "{scope.project} has no value: the integration's namespace has no label toolrack.dev/project"));
    UrlTemplate required =
        new UrlTemplate(
            "https://h.example.com/",
            List.of(),
            List.of(new Variable("t", null, true, null, List.of())),
            Trust.UNTRUSTED);
    assertThat(required.problem()).isEmpty();
    assertThat(required.needsIntegration()).isTrue();
    assertThat(shown(required.expand(List.of(), PAY))).isEqualTo("VARIABLE_MISSING");
    assertThat(template("https://h.example.com/{region}").needsIntegration()).isFalse();
    assertThat(template("https://h.example.com/{a}").needsIntegration()).isTrue();
    assertThat(template("https://h.example.com/{scope.org}").needsIntegration()).isTrue();
  }

  @Test
  void badDefaults() {
    for (Variable bad :
        List.of(variable("v", "$x"), variable("v", "c", "a", "b"), variable("v", "a\\b"))) {
      UrlTemplate template =
          new UrlTemplate("https://h.example.com/", List.of(), List.of(bad), Trust.UNTRUSTED);
      assertThat(template.problem()).isPresent();
    }
  }

  @Test
  void trustedHostsNeedChoices() {
    Variable free = variable("a", "x");
    Variable limited = variable("a", "x", "x", "y");
    String host = "https://{a}.mcp.example.com/";
    assertThat(new UrlTemplate(host, List.of(), List.of(free), Trust.TRUSTED).problem())
        .hasValueSatisfying(p -> assertThat(p.message()).contains("choices"));
    assertThat(new UrlTemplate(host, List.of(), List.of(limited), Trust.TRUSTED).problem())
        .isEmpty();
    assertThat(
            new UrlTemplate("https://h.example.com/{a}", List.of(), List.of(free), Trust.TRUSTED)
                .problem())
        .isEmpty();
  }

  @Test
  void headers() {
    Expansion expansion =
        template(
                "https://h.example.com/",
                new Header("X-Tenant", "t {a} \"q\" [x]"),
                new Header("A-Org", "{scope.org}"))
            .expand(List.of(new VariableValue("a", "b c/d")), PAY);
    assertThat(expansion)
        .isInstanceOfSatisfying(
            Expansion.Expanded.class,
            expanded ->
                assertThat(expanded.headers())
                    .isEqualTo(Map.of("X-Tenant", "t b c/d \"q\" [x]", "A-Org", "acme")));
  }

  @ParameterizedTest
  @CsvSource({
    "Authorization, x",
    "Host, x",
    "X-A, ${B}",
    "X-A, a$b",
    "X-A, a\\b",
    "X-A, é",
    "X-A, 'a\nb'",
    "X-A, {",
    "X_A, x",
    "'', x",
    "x-b, twice",
  })
  void badHeaders(String name, String value) {
    assertThat(
            template("https://h.example.com/", new Header("X-B", ""), new Header(name, value))
                .problem())
        .hasValueSatisfying(
            p -> assertThat(p.problem()).isEqualTo(Expansion.Problem.HEADER_INVALID));
  }
}
