package dev.toolrack.cli.connect;

import dev.toolrack.core.cluster.HandedOver;
import dev.toolrack.crds.McpIntegrationStatus.Login;
import dev.toolrack.mcp.oauth.AskedServer;
import dev.toolrack.mcp.oauth.OAuthClientId;
import dev.toolrack.mcp.oauth.Registration;
import dev.toolrack.mcp.oauth.Tokens;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a login gave.
 *
 * @param offered what was logged in for
 * @param server who gave it
 * @param client who asked; handed over only if it was registered, or is public
 * @param registration of the client, where it was made for this login
 * @param tokens the tokens
 * @param received when they came
 * @param endpoints where they have to go besides the MCP server
 */
record LoginResult(
    Login offered,
    AskedServer server,
    OAuthClientId client,
    Optional<Registration> registration,
    Tokens tokens,
    Instant received,
    List<URI> endpoints) {
  LoginResult {
    endpoints = List.copyOf(endpoints);
  }

  /** The form in which it is handed over. */
  HandedOver handedOver() {
    return new HandedOver(
        offered.plan(),
        Stream.concat(
                Stream.of(offered.server(), offered.issuer()),
                endpoints.stream().map(URI::toString))
            .toList(),
        new HandedOver.Grant(
            tokens.accessToken(),
            tokens.refreshToken(),
            tokens.lifetime(),
            tokens.scopes(),
            tokens.account(),
            received),
        offered.client() == null ? Optional.of(asker()) : Optional.empty());
  }

  /** When the access token ends; empty if nobody said. */
  Optional<Instant> ends() {
    return tokens.lifetime().map(life -> received.plus(life).truncatedTo(ChronoUnit.SECONDS));
  }

  private HandedOver.Client asker() {
    return new HandedOver.Client(
        client.id(),
        client.secret(),
        registration.flatMap(Registration::managementUri).map(URI::toString),
        registration.flatMap(Registration::managementToken));
  }

  /** Shows nothing of the tokens. */
  @Override
  public String toString() {
    return "LoginResult[" + tokens + "]";
  }
}
