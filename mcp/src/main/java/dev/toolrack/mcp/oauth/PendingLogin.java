package dev.toolrack.mcp.oauth;

import java.net.URI;
import java.util.Optional;

/**
 * What has to be remembered between sending somebody to log in and their coming back. To be kept
 * secret, used once and forgotten after a few minutes.
 *
 * @param state binds the answer to this login; a secret
 * @param verifier proves that who redeems the code began the login (RFC 7636, S256); 43 characters
 *     or more; a secret
 * @param redirectUri where the browser comes back to
 * @param issuer who was asked
 * @param issPromised whether the server says that its answers name their issuer (RFC 9207)
 * @param clientId the client that asked
 * @param resource what the token is for
 */
public record PendingLogin(
    String state,
    String verifier,
    URI redirectUri,
    String issuer,
    boolean issPromised,
    String clientId,
    Optional<String> resource) {
  /** Shows nothing that is secret or somebody's words. */
  @Override
  public String toString() {
    return "PendingLogin[issPromised=" + issPromised + "]";
  }
}
