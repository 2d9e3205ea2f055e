package dev.toolrack.mcp.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.mcp.Authority;
import dev.toolrack.mcp.JsonFields;
import dev.toolrack.mcp.TrustBundle;
import dev.toolrack.mcp.egress.Tenant;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered of authorization servers is small, whatever they and tenants write. */
class RememberedServersTest {
  private static final String ISSUER = "https://as.example";

  @Test
  void ofLongListsOnlyWhatIsOfUse() throws Exception {
    ServerMetadata read =
        ServerMetadata.read(
            document(
                "token_endpoint_auth_methods_supported",
                "none",
                "revocation_endpoint_auth_methods_supported",
                "client_secret_post",
                "token_endpoint_auth_signing_alg_values_supported",
                "PS256"),
            ISSUER);
    assertThat(read.tokenMethods()).contains(List.of("none"));
    assertThat(read.revocationMethods()).contains(List.of("client_secret_post"));
    assertThat(read.signing()).contains(List.of("PS256"));
  }

  /** An empty list denies; a missing one says nothing. */
  @Test
  void aListOfNothingThatIsOfUseIsStillAList() throws Exception {
    ServerMetadata read =
        ServerMetadata.read(document("token_endpoint_auth_methods_supported", "tls"), ISSUER);
    assertThat(read.tokenMethods()).contains(List.of());
    assertThat(read.revocationMethods()).isEmpty();
    assertThat(read.signing()).isEmpty();
  }

  @Test
  void ofBundlesOnlyWhatTellsThemApart(@TempDir Path directory) throws Exception {
    String pem = Authority.make(directory, "own").pem();
    KnownServers.Key key = key(pem + "#".repeat(30_000));
    assertThat(key).isEqualTo(key(pem + "#".repeat(30_000))).isNotEqualTo(key(pem));
    assertThat(key.toString()).hasSizeLessThan(300);
  }

  private static KnownServers.Key key(String pem) {
    return KnownServers.Key.of(
        new AskedServer(
            ISSUER,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new Tenant("ns", Set.of(), Optional.empty()),
            Optional.of(new TrustBundle(pem)),
            _ -> true,
            Duration.ofSeconds(1)));
  }

  /** Lists of thousands, each with one word at its end. */
  private static JsonFields document(String... namesAndWords) throws Exception {
    String many =
        IntStream.range(0, 5_000).mapToObj(i -> "\"a" + i + "\"").collect(Collectors.joining(","));
    StringBuilder members = new StringBuilder("{\"issuer\":\"" + ISSUER + "\"");
    for (int i = 0; i < namesAndWords.length; i += 2) {
      members.append(",\"%s\":[%s,\"%s\"]".formatted(namesAndWords[i], many, namesAndWords[i + 1]));
    }
    return JsonFields.read(members.append("}").toString().getBytes(StandardCharsets.UTF_8))
        .orElseThrow();
  }
}
