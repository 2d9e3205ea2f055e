package dev.toolrack.mcp.oauth;

import static dev.toolrack.mcp.oauth.FakeIssuer.CLIENT;
import static dev.toolrack.mcp.oauth.FakeIssuer.TERMS;
import static dev.toolrack.mcp.oauth.FakeIssuer.WELL_KNOWN;
import static dev.toolrack.mcp.oauth.FakeIssuer.asking;
import static dev.toolrack.mcp.oauth.FakeIssuer.refusal;
import static dev.toolrack.mcp.oauth.FakeIssuer.verifier;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.mcp.McpServerVerifier;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Nothing secret goes anywhere before the guard and the secret's owner were asked about the URL.
 */
@Timeout(60)
class ConsentTest {
  private static final URI BACK = URI.create("https://toolrack.example/callback");

  /** Everything that can be done, and the endpoint that it sends something secret to. */
  enum Deed {
    CLIENT_CREDENTIALS("token_endpoint"),
    REFRESH("token_endpoint"),
    BEGIN("token_endpoint"),
    REDEEM("token_endpoint"),
    EXCHANGE("token_endpoint"),
    ASSERTION("token_endpoint"),
    REVOKE("revocation_endpoint"),
    REGISTER("registration_endpoint"),
    UNREGISTER("");

    final String endpoint;

    Deed(String endpoint) {
      this.endpoint = endpoint;
    }

    @Nullable OAuthFailure done(OAuthClient client, AskedServer server, URI management)
        throws InterruptedException {
      try {
        return switch (this) {
          case CLIENT_CREDENTIALS -> refusal(client.clientCredentials(server, CLIENT, TERMS));
          case REFRESH -> refusal(client.refresh(server, CLIENT, TERMS, "rt"));
          case EXCHANGE ->
              refusal(
                  client.exchange(
                      server, CLIENT, "s", "urn:a", "urn:b", "a", Optional.empty(), List.of()));
          case ASSERTION -> refusal(client.assertion(server, CLIENT, TERMS, "a.b.c"));
          case BEGIN -> {
            var _ = client.begin(server, CLIENT, TERMS, Map.of(), BACK);
            yield null;
          }
          case REDEEM -> {
            PendingLogin pending =
                new PendingLogin(
                    "s", "v", BACK, server.issuer(), false, CLIENT.id(), TERMS.resource());
            yield refusal(client.redeem(server, CLIENT, TERMS, pending, "code=c&state=s"));
          }
          case REVOKE -> client.revoke(server, CLIENT, "t", true).orElse(null);
          case REGISTER -> {
            var _ = client.register(server, RegistrationRequest.publicWebClient("Toolrack", BACK));
            yield null;
          }
          case UNREGISTER ->
              client
                  .unregister(
                      server, new Registration(CLIENT, Optional.of(management), Optional.of("t")))
                  .orElse(null);
        };
      } catch (OAuthException e) {
        return e.failure();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void ownersAreAsked(Deed deed) throws Exception {
    try (FakeIssuer issuer = new FakeIssuer();
        McpServerVerifier verifier = verifier()) {
      List<URI> questions = new ArrayList<>();
      AskedServer asked =
          asking(
              issuer.issuer(),
              Duration.ofSeconds(20),
              url -> {
                questions.add(url);
                return false;
              });
      assertThat(deed.done(verifier.oauth(), asked, issuer.at("/manage")))
          .isEqualTo(OAuthFailure.DESTINATION_NOT_AGREED);
      assertThat(questions)
          .containsExactly(
              issuer.at(
                  switch (deed.endpoint) {
                    case "token_endpoint" -> "/token";
                    case "revocation_endpoint" -> "/revoke";
                    case "registration_endpoint" -> "/register";
                    default -> "/manage";
                  }));
      assertThat(issuer.paths()).allMatch(WELL_KNOWN::equals);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theGuardIsAsked(Deed deed) throws Exception {
    for (Map.Entry<String, OAuthFailure> place :
        Map.of(
                "https://10.0.0.1/x", OAuthFailure.ISSUER_FORBIDDEN,
                "https://169.254.169.254/x", OAuthFailure.ISSUER_FORBIDDEN,
                "https://kubernetes.default.svc/x", OAuthFailure.ISSUER_FORBIDDEN,
                "https://somewhere/x", OAuthFailure.ISSUER_FORBIDDEN,
                "http://as.example/x", OAuthFailure.INSECURE_TRANSPORT)
            .entrySet()) {
      try (FakeIssuer issuer = new FakeIssuer();
          McpServerVerifier verifier = verifier()) {
        issuer.metadata("\"" + deed.endpoint + "\":\"" + place.getKey() + "\",");
        AskedServer asked =
            asking(
                issuer.issuer(),
                Duration.ofSeconds(20),
                _ -> {
                  throw new AssertionError("nobody is asked about what is forbidden");
                });
        assertThat(deed.done(verifier.oauth(), asked, URI.create(place.getKey())))
            .isEqualTo(place.getValue());
        assertThat(issuer.paths()).allMatch(WELL_KNOWN::equals);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://10.0.0.1, ISSUER_FORBIDDEN",
    "https://somewhere, ISSUER_FORBIDDEN",
    "https://AS.example, ISSUER_FORBIDDEN",
    "https://as.example.:1, ISSUER_FORBIDDEN",
    "https://kubernetes.default.svc, ISSUER_FORBIDDEN",
    "http://as.example, INSECURE_TRANSPORT",
  })
  void theGuardIsAskedAboutMetadata(String issuer, OAuthFailure expected) throws Exception {
    try (McpServerVerifier verifier = verifier()) {
      assertThat(refusal(verifier.oauth().refresh(asking(issuer), CLIENT, TERMS, "rt")))
          .isEqualTo(expected);
    }
  }
}
