package dev.toolrack.mcp.oauth;

import static dev.toolrack.mcp.oauth.FakeIssuer.CLIENT;
import static dev.toolrack.mcp.oauth.FakeIssuer.TERMS;
import static dev.toolrack.mcp.oauth.FakeIssuer.granted;
import static dev.toolrack.mcp.oauth.FakeIssuer.refusal;
import static dev.toolrack.mcp.oauth.FakeIssuer.verifier;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.mcp.McpServerVerifier;
import dev.toolrack.mcp.oauth.FakeIssuer.Asked;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent to token endpoints. */
@Timeout(60)
class GrantsTest {
  @Test
  void clientCredentials() throws Exception {
    try (FakeIssuer issuer = new FakeIssuer();
        McpServerVerifier verifier = verifier()) {
      TokenTerms terms =
          new TokenTerms(TERMS.resource(), TERMS.scopes(), Map.of("audience", "a & b"));
      Tokens tokens = granted(verifier.oauth().clientCredentials(issuer.server(), CLIENT, terms));
      assertThat(tokens)
          .isEqualTo(
              new Tokens(
                  "at-1", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
      Asked request = issuer.asked("/token").getFirst();
      assertThat(request.verb()).isEqualTo("POST");
      assertThat(request.headers())
          .containsEntry("Content-Type", "application/x-www-form-urlencoded")
          .containsEntry("Accept", "application/json")
          .containsEntry("User-Agent", "toolrack/test");
      assertThat(request.form())
          .containsExactlyInAnyOrderEntriesOf(
              Map.of(
                  "grant_type", "client_credentials",
                  "resource", "https://mcp.example/mcp",
                  "scope", "mcp.read mcp.write",
                  "audience", "a & b"));
      TokenTerms none = TokenTerms.of(Optional.empty(), List.of());
      granted(verifier.oauth().clientCredentials(issuer.server(), CLIENT, none));
      assertThat(issuer.asked("/token").get(1).form())
          .containsExactlyEntriesOf(Map.of("grant_type", "client_credentials"));
    }
  }

  @Test
  void otherGrants() throws Exception {
    try (FakeIssuer issuer = new FakeIssuer();
        McpServerVerifier verifier = verifier()) {
      OAuthClient client = verifier.oauth();
      granted(client.refresh(issuer.server(), CLIENT, TERMS, "rt-0"));
      granted(client.assertion(issuer.server(), CLIENT, TERMS, "a.b.c"));
      assertThat(issuer.asked("/token"))
          .extracting(Asked::form)
          .containsExactly(
              Map.of(
                  "grant_type", "refresh_token",
                  "refresh_token", "rt-0",
                  "resource", "https://mcp.example/mcp"),
              Map.of(
                  "grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer",
                  "assertion", "a.b.c",
                  "resource", "https://mcp.example/mcp",
                  "scope", "mcp.read mcp.write"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "N_A, urn:t:jag,",
    "n_a, urn:t:jag,",
    "Bearer, urn:t:jag,",
    "N_A, '',",
    "N_A, urn:t:other, ANSWER_INVALID",
    "DPoP, urn:t:jag, ANSWER_INVALID",
  })
  void exchange(String type, String issued, @Nullable OAuthFailure expected) throws Exception {
    try (FakeIssuer issuer = new FakeIssuer();
        McpServerVerifier verifier = verifier()) {
      issuer.on(
          "/token",
          200,
          "{\"access_token\":\"jag\",\"token_type\":\"%s\",\"issued_token_type\":\"%s\"}"
              .formatted(type, issued));
      TokenAnswer answer =
          verifier
              .oauth()
              .exchange(
                  issuer.server(),
                  CLIENT,
                  "id-token",
                  "urn:t:id",
                  "urn:t:jag",
                  "https://as.example",
                  Optional.of("https://mcp.example"),
                  List.of("a"));
      assertThat(refusal(answer)).isEqualTo(expected);
      assertThat(issuer.asked("/token").getFirst().form())
          .containsExactlyInAnyOrderEntriesOf(
              Map.of(
                  "grant_type", "urn:ietf:params:oauth:grant-type:token-exchange",
                  "subject_token", "id-token",
                  "subject_token_type", "urn:t:id",
                  "requested_token_type", "urn:t:jag",
                  "audience", "https://as.example",
                  "resource", "https://mcp.example",
                  "scope", "a"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mcp.example", "/mcp", "https://mcp.example/#x", "a b", ""})
  void whatIsNoResource(String resource) throws Exception {
    try (FakeIssuer issuer = new FakeIssuer();
        McpServerVerifier verifier = verifier()) {
      TokenTerms terms = TokenTerms.of(Optional.of(resource), List.of());
      assertThat(refusal(verifier.oauth().clientCredentials(issuer.server(), CLIENT, terms)))
          .isEqualTo(OAuthFailure.RESOURCE_REFUSED);
      assertThat(issuer.asked()).isEmpty();
    }
  }
}
