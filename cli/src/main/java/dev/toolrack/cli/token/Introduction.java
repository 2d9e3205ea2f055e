package dev.toolrack.cli.token;

import dev.toolrack.mcp.oauth.AskedServer;
import dev.toolrack.mcp.oauth.ClientAuthMethod;
import dev.toolrack.mcp.oauth.OAuthClient;
import dev.toolrack.mcp.oauth.OAuthClientId;
import dev.toolrack.mcp.oauth.OAuthException;
import dev.toolrack.mcp.oauth.Registration;
import dev.toolrack.mcp.oauth.RegistrationRequest;
import dev.toolrack.mcp.oauth.ServerAbilities;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A client where nobody gave one: a document about it where the authorization server takes that,
 * else a registration (MCP 2026-07-28, Client Registration).
 *
 * @param client who it is
 * @param registration empty for a document
 */
public record Introduction(OAuthClientId client, Optional<Registration> registration) {

  /**
   * Introduces the command to an authorization server.
   *
   * @param metadata the URL of the client's document, if there is one
   * @param name what people are told who is asking
   * @throws OAuthException if the authorization server takes neither
   */
  public static Introduction to(
      AskedServer server,
      OAuthClient oauth,
      Optional<URI> metadata,
      RedirectListener redirect,
      String name,
      List<String> scopes)
      throws OAuthException, InterruptedException {
    ServerAbilities abilities = oauth.abilities(server);
    if (metadata.isPresent() && abilities.clientIdMetadataDocuments()) {
      return new Introduction(
          OAuthClientId.publicClient(metadata.get().toString()), Optional.empty());
    }
    Registration registration =
        oauth.register(
            server,
            new RegistrationRequest(
                name,
                List.of(redirect.uri()),
                false,
                ClientAuthMethod.AUTO,
                scopes,
                Optional.empty(),
                Optional.empty()));
    return new Introduction(registration.client(), Optional.of(registration));
  }
}
