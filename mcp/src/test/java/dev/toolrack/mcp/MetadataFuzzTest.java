package dev.toolrack.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whatever protected resource metadata say, and wherever a challenge says that they are. */
class MetadataFuzzTest {
  private static final JsonFactory JSON = StrictJson.factory();
  private static final ProtectedResource SERVER =
      ProtectedResource.at(URI.create("https://mcp.example.com/a/b"));
  // The server's own URL and what is above it, in all ways to write it.
  private static final String WITHIN =
      "(?i:https://mcp\\.example\\.com)(?::(?:0*443)?)?(?:/|/a/?|/a/b/?)?";
  private static final Pattern ISSUER =
      Pattern.compile(
          "(?i)(?:https://[!-~&&[^/?#@]]+"
              + "|http://(?:(?:[a-z0-9-]+\\.)*localhost|127(?:\\.\\d{1,3}){3}|\\[::1])(?::\\d*)?)"
              + "(?:/[!-~&&[^?#]]*)?");
  private static final Pattern SCOPE = Pattern.compile("[!#-\\[\\]-~]{1,128}");
  private static final List<URI> KNOWN =
      List.of(
          URI.create("https://mcp.example.com/.well-known/oauth-protected-resource/a/b"),
          URI.create("https://mcp.example.com/.well-known/oauth-protected-resource"));

  @Test
  void readsMutatedDocuments() throws IOException {
    MutatedSeeds.check(MetadataFuzzTest.class, "reads", this::reads);
  }

  @Test
  void judgesMutatedUrls() throws IOException {
    MutatedSeeds.check(MetadataFuzzTest.class, "judges", this::judges);
  }

  @FuzzTest
  void reads(byte[] document) throws IOException {
    ResourceMetadata read;
    try {
      read = ResourceMetadata.read(JSON, document);
    } catch (Stopped e) {
      assertThat(e.reason()).isEqualTo(FailureReason.MALFORMED_ANSWER);
      assertThat(mustBeRead(document)).isFalse();
      return;
    }
    JsonNode tree = PlainJson.strict(document).orElseThrow();
    assertThat(read.resource()).isEqualTo(tree.path("resource").textValue());
    List<String> issuers = texts(tree.path("authorization_servers"));
    read.authorizationServer()
        .ifPresent(issuer -> {
          assertThat(issuers).contains(issuer);
          assertThat(issuer).hasSizeLessThanOrEqualTo(256).matches(ISSUER);
        });
    assertThat(texts(tree.path("scopes_supported"))).containsAll(read.scopes());
    assertThat(read.scopes()).hasSizeLessThanOrEqualTo(32).doesNotHaveDuplicates();
    assertThat(read.scopes()).allMatch(scope -> SCOPE.matcher(scope).matches());
    judges(read.resource().getBytes(StandardCharsets.UTF_8));
  }

  private static boolean mustBeRead(byte[] document) throws IOException {
    Optional<JsonNode> tree = PlainJson.strict(document).filter(PlainJson::isHandy);
    return tree.isPresent()
        && tree.get().path("resource").isTextual()
        && isListOrMissing(tree.get().path("authorization_servers"))
        && isListOrMissing(tree.get().path("scopes_supported"));
  }

  private static boolean isListOrMissing(JsonNode node) {
    return node.isMissingNode() || node.isArray();
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().filter(JsonNode::isTextual).map(JsonNode::textValue).toList();
  }

  @FuzzTest
  void judges(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    assertThat(SERVER.isWithin(text)).isEqualTo(text.length() <= 2048 && text.matches(WITHIN));
    List<URI> urls = SERVER.metadataUrls(Optional.of(text));
    assertThat(urls).doesNotHaveDuplicates().containsAll(KNOWN);
    if (urls.size() > KNOWN.size()) {
      assertThat(urls).hasSize(KNOWN.size() + 1);
      URI named = urls.getFirst();
      assertThat(named).hasToString(text);
      assertThat(text).matches("(?i)https://[!-~&&[^#]]+").hasSizeLessThanOrEqualTo(2048);
      assertThat(named.getRawAuthority()).doesNotContain("@");
    }
  }
}
