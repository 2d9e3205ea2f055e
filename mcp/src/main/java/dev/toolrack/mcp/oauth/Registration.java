package dev.toolrack.mcp.oauth;

import java.net.URI;
import java.util.Optional;

/**
 * A client that an authorization server registered for us. A secret that the server lets expire is
 * refused one day as {@link OAuthFailure#CLIENT_REFUSED}; then register again.
 *
 * @param client to be used with this server only
 * @param managementUri where the registration can be deleted (RFC 7592)
 * @param managementToken what that takes; a secret
 */
public record Registration(
    OAuthClientId client, Optional<URI> managementUri, Optional<String> managementToken) {
  /** Shows whether it can be deleted. */
  @Override
  public String toString() {
    return "Registration[" + client + ", managed=" + managementUri.isPresent() + "]";
  }
}
