package dev.toolrack.mcp.oauth;

import dev.toolrack.mcp.GuardedExchange;
import dev.toolrack.mcp.oauth.TokenReader.Wanted;

/**
 * Asks authorization servers: the client side of OAuth 2.1 as MCP 2025-11-25 and 2026-07-28 want
 * it. Any number of threads may ask at the same time. What a server says of itself is remembered
 * for about an hour; tokens and secrets are not.
 */
public final class OAuthClient {
  private static final Wanted BEARER = new Wanted.Bearer();

  private final TokenRequests requests;

  /**
   * A client.
   *
   * @param exchanges where its requests leave
   */
  public OAuthClient(GuardedExchange.Source exchanges) {
    this.requests = new TokenRequests(exchanges, new KnownServers(System::nanoTime));
  }

  /** Gets a token for the client itself (RFC 6749 section 4.4). May be sent twice. */
  public TokenAnswer clientCredentials(AskedServer server, OAuthClientId client, TokenTerms terms)
      throws InterruptedException {
    return requests.tokens(
        server,
        client,
        BEARER,
        false,
        () ->
            Form.grant("client_credentials")
                .resource(terms.resource())
                .scopes(terms.scopes())
                .extra(terms.extraParameters()));
  }
}
