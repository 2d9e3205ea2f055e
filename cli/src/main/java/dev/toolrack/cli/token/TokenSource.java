package dev.toolrack.cli.token;

import dev.toolrack.cli.token.TokenSetup.Grant;
import dev.toolrack.mcp.oauth.OAuthClient;
import dev.toolrack.mcp.oauth.OAuthClientId;
import dev.toolrack.mcp.oauth.OAuthException;
import dev.toolrack.mcp.oauth.OAuthFailure;
import dev.toolrack.mcp.oauth.TokenAnswer;
import dev.toolrack.mcp.oauth.Tokens;

/** Gets tokens as the plan says. */
final class TokenSource {
  private static final String ID_TOKEN = "urn:ietf:params:oauth:token-type:id_token";
  private static final String ID_JAG = "urn:ietf:params:oauth:token-type:id-jag";

  private final TokenSetup plan;
  private final BrowserLogins logins;

  TokenSource(TokenSetup plan, BrowserLogins logins) {
    this.plan = plan;
    this.logins = logins;
  }

  /**
   * Gets one.
   *
   * @throws OAuthException if there is none
   */
  Tokens get(OAuthClient oauth, Wanted wanted)
      throws OAuthException, NoToken, InterruptedException {
    return switch (plan.grant()) {
      case Grant.Login login -> logins.token(oauth, wanted, login, plan.client());
      case Grant.ClientCredentials none ->
          granted(oauth.clientCredentials(wanted.server(), client(), wanted.terms()));
      case Grant.Assertion assertion ->
          granted(oauth.assertion(wanted.server(), client(), wanted.terms(), assertion.jwt()));
      case Grant.IdToken idToken -> exchanged(oauth, wanted, idToken);
    };
  }

  /** MCP's enterprise-managed authorization: the identity provider decides who may come. */
  private Tokens exchanged(OAuthClient oauth, Wanted wanted, Grant.IdToken grant)
      throws OAuthException, InterruptedException {
    Tokens assertion =
        granted(
            oauth.exchange(
                wanted.at(grant.provider()),
                grant.client(),
                grant.idToken(),
                ID_TOKEN,
                ID_JAG,
                wanted.issuer(),
                wanted.resource(),
                wanted.scopes()));
    return granted(
        oauth.assertion(wanted.server(), client(), wanted.terms(), assertion.accessToken()));
  }

  private OAuthClientId client() throws OAuthException {
    return plan.client().orElseThrow(() -> new OAuthException(OAuthFailure.CLIENT_INVALID));
  }

  static Tokens granted(TokenAnswer answer) throws OAuthException {
    return switch (answer) {
      case TokenAnswer.Granted granted -> granted.tokens();
      case TokenAnswer.Refused refused -> throw new OAuthException(refused.reason());
    };
  }
}
