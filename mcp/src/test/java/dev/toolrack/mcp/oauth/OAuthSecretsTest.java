package dev.toolrack.mcp.oauth;

import static dev.toolrack.mcp.oauth.FakeIssuer.verifier;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolrack.mcp.GuardedExchange;
import dev.toolrack.mcp.McpServerVerifier;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Values that must not be shown, and failures that are all there is to say. */
@Timeout(60)
class OAuthSecretsTest {
  private static final String CANARY = "canary-7f3a";
  private static final URI URL = URI.create("https://as.example/" + CANARY + "?" + CANARY);

  @Test
  void textFormsHideValues() throws Exception {
    Optional<String> some = Optional.of(CANARY);
    OAuthClientId client = new OAuthClientId(CANARY, ClientAuthMethod.POST, some, some);
    PendingLogin pending = new PendingLogin(CANARY, CANARY, URL, CANARY, true, CANARY, some);
    Tokens tokens = new Tokens(CANARY, Optional.empty(), some, Optional.of(List.of(CANARY)), some);
    AskedServer server = FakeIssuer.asking(CANARY);
    GuardedExchange.Ask ask =
        GuardedExchange.Ask.form(URL, CANARY).with("Authorization", "Bearer " + CANARY);
    List<Object> all =
        List.of(
            client,
            pending,
            tokens,
            new TokenAnswer.Granted(tokens),
            new LoginStart(URL, pending, Optional.of(List.of(CANARY))),
            new Registration(client, Optional.of(URL), some),
            new RegistrationRequest(
                CANARY,
                List.of(URL),
                true,
                ClientAuthMethod.NONE,
                List.of(CANARY),
                Optional.of(URL),
                some),
            new TokenTerms(some, List.of(CANARY), Map.of(CANARY, CANARY)),
            new ServerAbilities(
                Optional.of(List.of(CANARY)),
                true,
                true,
                Optional.of(URL),
                Optional.of(URL),
                Optional.of(URL)),
            server,
            ClientProof.of(client, CANARY, Optional.empty(), Optional.empty()),
            Form.grant(CANARY).put(CANARY, CANARY),
            ask,
            new GuardedExchange.Answer(200, CANARY, new byte[7], false));
    assertThat(all).allSatisfy(value -> assertThat(value.toString()).doesNotContain(CANARY));
  }

  /** Whatever a server says of an error, none of it comes out. */
  @Test
  void failuresSayNothingOfTheServers() throws Exception {
    try (FakeIssuer issuer = new FakeIssuer();
        McpServerVerifier verifier = verifier()) {
      issuer.on(
          "/register", 400, "{\"error\":\"%s\",\"error_description\":\"%1$s\"}".formatted(CANARY));
      try {
        var _ =
            verifier
                .oauth()
                .register(issuer.server(), RegistrationRequest.publicWebClient("Toolrack", URL));
        throw new AssertionError("registered");
      } catch (OAuthException e) {
        assertThat(e).hasMessage(OAuthFailure.REGISTRATION_REFUSED.message()).hasNoCause();
        assertThat(e.getStackTrace()).isEmpty();
      }
    }
  }

  @Test
  void messagesArePlainAndDiffer() {
    Set<String> seen = new HashSet<>();
    assertThat(Arrays.stream(OAuthFailure.values()).map(OAuthFailure::message))
        .allMatch(message -> message.matches("(?:The|An|Plain) [ -~]+\\.") && seen.add(message))
        .allMatch(message -> message.length() <= 256);
  }

  /** What may be over the next time takes nothing away. */
  @Test
  void outages() {
    EnumSet<OAuthFailure> outages =
        EnumSet.of(
            OAuthFailure.ISSUER_UNAVAILABLE,
            OAuthFailure.ISSUER_TIMEOUT,
            OAuthFailure.ISSUER_TLS_FAILED,
            OAuthFailure.NO_METADATA,
            OAuthFailure.METADATA_INVALID,
            OAuthFailure.REDIRECT_REFUSED,
            OAuthFailure.ANSWER_INVALID,
            OAuthFailure.ANSWER_LOST,
            OAuthFailure.RATE_LIMITED);
    assertThat(OAuthFailure.values())
        .allMatch(failure -> failure.definite() != outages.contains(failure));
  }

  @Test
  void timeoutsArePositive() {
    assertThatThrownBy(() -> FakeIssuer.asking("https://as.example", Duration.ZERO, _ -> true))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
