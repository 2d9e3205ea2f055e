package dev.toolrack.mcp.oauth;

import static dev.toolrack.mcp.oauth.FakeIssuer.CLIENT;
import static dev.toolrack.mcp.oauth.FakeIssuer.TERMS;
import static dev.toolrack.mcp.oauth.FakeIssuer.refusal;
import static dev.toolrack.mcp.oauth.FakeIssuer.verifier;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.mcp.McpServerVerifier;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What browsers bring back from a login, and whether it is believed. */
@Timeout(60)
class LoginReturnTest {
  private static final URI BACK = URI.create("https://toolrack.example/callback");
  private static final String ISS = "\"authorization_response_iss_parameter_supported\":true,";

  private FakeIssuer issuer;
  private McpServerVerifier verifier;

  @BeforeEach
  void open() throws Exception {
    issuer = new FakeIssuer();
    verifier = verifier();
  }

  @AfterEach
  void close() {
    verifier.close();
    issuer.close();
  }

  private PendingLogin begun() throws Exception {
    return verifier.oauth().begin(issuer.server(), CLIENT, TERMS, Map.of(), BACK).pending();
  }

  /** The table of MCP 2026-07-28 over RFC 9207; OTHER differs, SLASH by normalization only. */
  @ParameterizedTest
  @CsvSource({
    "true, ME, code=c, ",
    "true, OTHER, code=c, NOT_THIS_LOGIN",
    "true, SLASH, code=c, NOT_THIS_LOGIN",
    "true, UPPER, code=c, NOT_THIS_LOGIN",
    "true, absent, code=c, NOT_THIS_LOGIN",
    "true, empty, code=c, NOT_THIS_LOGIN",
    "false, ME, code=c, ",
    "false, OTHER, code=c, NOT_THIS_LOGIN",
    "false, SLASH, code=c, NOT_THIS_LOGIN",
    "false, absent, code=c, ",
    "true, ME, error=access_denied, LOGIN_REFUSED",
    "true, OTHER, error=access_denied, NOT_THIS_LOGIN",
    "true, absent, error=access_denied, NOT_THIS_LOGIN",
    "false, OTHER, error=access_denied, NOT_THIS_LOGIN",
    "false, absent, error=access_denied, LOGIN_REFUSED",
  })
  void issuers(boolean promised, String named, String what, @Nullable OAuthFailure expected)
      throws Exception {
    issuer.metadata(promised ? ISS : "");
    PendingLogin pending = begun();
    assertThat(pending.issPromised()).isEqualTo(promised);
    String iss =
        switch (named) {
          case "ME" -> "&iss=" + issuer.issuer();
          case "SLASH" -> "&iss=" + issuer.issuer() + "/";
          case "UPPER" -> "&iss=" + issuer.issuer().replace("http", "HTTP");
          case "OTHER" -> "&iss=https%3A%2F%2Fattacker.example";
          case "empty" -> "&iss=";
          default -> "";
        };
    TokenAnswer answer =
        verifier
            .oauth()
            .redeem(
                issuer.server(), CLIENT, TERMS, pending, what + "&state=" + pending.state() + iss);
    assertThat(refusal(answer)).isEqualTo(expected);
    assertThat(issuer.asked("/token")).hasSize(expected == null ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({
    "code=c, NOT_THIS_LOGIN",
    "code=c&state=, NOT_THIS_LOGIN",
    "code=c&state=other, NOT_THIS_LOGIN",
    "code=c&state=STATE&state=STATE, NOT_THIS_LOGIN",
    "code=c&code=d&state=STATE, NOT_THIS_LOGIN",
    "code=c&state=STATE&iss=x&iss=x, NOT_THIS_LOGIN",
    "code=%zz&state=STATE, NOT_THIS_LOGIN",
    "error=access_denied, NOT_THIS_LOGIN",
    "'', NOT_THIS_LOGIN",
    "state=STATE, ANSWER_INVALID",
    "code=&state=STATE, ANSWER_INVALID",
    "code=%0A&state=STATE, ANSWER_INVALID",
    "code=c&error=access_denied&state=STATE, LOGIN_REFUSED",
    "error=invalid_request&state=STATE, LOGIN_REFUSED",
    "error=invalid_scope&state=STATE, SCOPE_REFUSED",
    "error=invalid_target&state=STATE, RESOURCE_REFUSED",
    "error=unauthorized_client&state=STATE, CLIENT_REFUSED",
    "error=temporarily_unavailable&state=STATE, ISSUER_UNAVAILABLE",
    "error=server_error&state=STATE, ISSUER_UNAVAILABLE",
  })
  void whatComesBack(String query, OAuthFailure expected) throws Exception {
    PendingLogin pending = begun();
    String returned = query.replace("STATE", pending.state());
    assertThat(refusal(verifier.oauth().redeem(issuer.server(), CLIENT, TERMS, pending, returned)))
        .isEqualTo(expected);
    assertThat(issuer.asked("/token")).isEmpty();
  }

  @Test
  void hugeQueriesAreNotRead() throws Exception {
    PendingLogin pending = begun();
    String returned = "state=" + pending.state() + "&code=" + "c".repeat(100_000);
    assertThat(refusal(verifier.oauth().redeem(issuer.server(), CLIENT, TERMS, pending, returned)))
        .isEqualTo(OAuthFailure.NOT_THIS_LOGIN);
  }

  /** A code of one server, client or resource is not redeemed with another. */
  @Test
  void whatChangedInBetween() throws Exception {
    PendingLogin pending = begun();
    String returned = "code=c&state=" + pending.state();
    OAuthClient client = verifier.oauth();
    TokenTerms other = TokenTerms.of(Optional.of("https://other.example"), TERMS.scopes());
    AskedServer elsewhere = FakeIssuer.asking("https://other.example");
    assertThat(
            List.of(
                client.redeem(elsewhere, CLIENT, TERMS, pending, returned),
                client.redeem(
                    issuer.server(),
                    OAuthClientId.publicClient("client-2"),
                    TERMS,
                    pending,
                    returned),
                client.redeem(issuer.server(), CLIENT, other, pending, returned)))
        .containsOnly(new TokenAnswer.Refused(OAuthFailure.NOT_THIS_LOGIN));
  }
}
