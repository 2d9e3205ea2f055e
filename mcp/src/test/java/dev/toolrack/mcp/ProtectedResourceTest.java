package dev.toolrack.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where metadata may be, and whether it is about the server. */
class ProtectedResourceTest {
  private static final String AT = "/.well-known/oauth-protected-resource";

  @ParameterizedTest
  @CsvSource({
    "https://a.example/mcp, https://a.example" + AT + "/mcp https://a.example" + AT,
    "https://a.example/x/mcp?key=k, https://a.example" + AT + "/x/mcp https://a.example" + AT,
    "https://a.example:8443/mcp/, https://a.example:8443"
        + AT
        + "/mcp/ https://a.example:8443"
        + AT,
    "https://a.example, https://a.example" + AT,
    "https://a.example/, https://a.example" + AT,
    "https://a.example/%2e/m, https://a.example" + AT + "/%2e/m https://a.example" + AT,
  })
  void wellKnownUrls(String server, String expected) {
    assertThat(ProtectedResource.at(URI.create(server)).metadataUrls(Optional.empty()))
        .extracting(URI::toString)
        .containsExactly(expected.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "https://a.example/m, true",
        "https://A.example:443/m?x=y, true",
        "https://b.example/m, true",
        "https://b.example:8443/m, true",
        "http://a.example/m, false",
        "http://b.example/m, false",
        "https://u@b.example/m, false",
        "https://b.example/m#f, false",
        "https:///m, false",
        "https:m, false",
        "//b.example/m, false",
        "/m, false",
        "ftp://b.example/m, false",
        "file:///etc/passwd, false",
        "javascript:alert(1), false",
        "https://b.example/ m, false",
        "https://b.exämple/m, false",
        "https://[b/m, false",
        "``, false",
      })
  void namedUrls(String named, boolean expected) {
    var urls =
        ProtectedResource.at(URI.create("https://a.example/mcp")).metadataUrls(Optional.of(named));
    assertThat(urls).hasSize(expected ? 3 : 2);
    assertThat(urls.getFirst().toString().equals(named)).isEqualTo(expected);
  }

  @Test
  void longUrlsAreNone() {
    String longest = "https://a.example/" + "x".repeat(2048 - 18);
    var server = ProtectedResource.at(URI.create("https://a.example/"));
    assertThat(server.metadataUrls(Optional.of(longest))).hasSize(2);
    assertThat(server.metadataUrls(Optional.of(longest + "x"))).hasSize(1);
  }

  @Test
  void noPlaceIsTriedTwice() {
    var server = ProtectedResource.at(URI.create("https://a.example/mcp"));
    assertThat(server.metadataUrls(Optional.of("https://a.example" + AT)))
        .extracting(URI::getPath)
        .containsExactly(AT, AT + "/mcp");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "https://a.example/v1/mcp, true",
        "https://a.example/v1/mcp/, true",
        "https://a.example/v1, true",
        "https://a.example/v1/, true",
        "https://a.example/, true",
        "https://a.example, true",
        "HTTPS://A.EXAMPLE:443/v1, true",
        "https://a.example/v, false",
        "https://a.example/v1/m, false",
        "https://a.example/v1/mcp/x, false",
        "https://a.example/V1, false",
        "https://a.example/v1//, false",
        "https://a.example//, false",
        "https://a.example/v1/../v1, false",
        "https://a.example/%76%31, false",
        "https://a.example/v1?x, false",
        "https://a.example/v1#, false",
        "http://a.example/v1, false",
        "https://a.example:8443/v1, false",
        "https://b.example/v1/mcp, false",
        "https://a.example.b.example/v1/mcp, false",
        "https://a.example@b.example/v1/mcp, false",
        "https://u@a.example/v1/mcp, false",
        "//a.example/v1/mcp, false",
        "/v1/mcp, false",
        "a.example, false",
        "urn:x, false",
        "https://a.example/v1 , true",
        "`https://a.example/v1 x`, false",
        "https://[a/, false",
        "``, false",
      })
  void resourceIsTheServerOrAboveIt(String resource, boolean expected) {
    var server = ProtectedResource.at(URI.create("https://a.example/v1/mcp?key=k"));
    assertThat(server.isWithin(resource)).isEqualTo(expected);
  }

  @Test
  void resourceOfAServerAtTheRoot() {
    for (String server : new String[] {"https://a.example", "https://a.example/"}) {
      var root = ProtectedResource.at(URI.create(server));
      assertThat(root.isWithin("https://a.example")).isTrue();
      assertThat(root.isWithin("https://a.example/")).isTrue();
      assertThat(root.isWithin("https://a.example/x")).isFalse();
    }
  }
}
