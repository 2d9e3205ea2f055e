package dev.toolrack.cli.token;

import dev.toolrack.mcp.oauth.AskedServer;
import dev.toolrack.mcp.oauth.TokenTerms;
import java.util.List;
import java.util.Optional;

/**
 * A token to get.
 *
 * @param server where
 * @param resource what for; empty = not said
 * @param scopes what to ask for; empty = what the server gives by itself
 */
record Wanted(AskedServer server, Optional<String> resource, List<String> scopes) {
  Wanted {
    scopes = List.copyOf(scopes);
  }

  String issuer() {
    return server.issuer();
  }

  /** Another authorization server, asked for the same. */
  AskedServer at(String issuer) {
    return new AskedServer(
        issuer,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        server.tenant(),
        server.trust(),
        server.consent(),
        server.timeout());
  }

  TokenTerms terms() {
    return TokenTerms.of(resource, scopes);
  }
}
