package dev.toolrack.mcp.oauth;

import dev.toolrack.mcp.CredentialConsent;
import dev.toolrack.mcp.TrustBundle;
import dev.toolrack.mcp.egress.Tenant;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * The authorization server to ask, and on whose behalf. An endpoint given here replaces the one in
 * the server's metadata; a given {@code tokenEndpoint} (and, to begin a login, {@code
 * authorizationEndpoint}) means that no metadata are looked up at all.
 *
 * @param issuer its issuer identifier (RFC 8414 section 2), compared character by character
 * @param authorizationEndpoint where people log in
 * @param tokenEndpoint where tokens come from
 * @param revocationEndpoint where tokens are revoked
 * @param tenant on whose behalf, for the guard
 * @param trust certificate authorities to trust instead of the platform's
 * @param consent asked with each endpoint's URL before a client's credential, a code or a token is
 *     sent there
 * @param timeout for everything that one call does, together
 */
public record AskedServer(
    String issuer,
    Optional<URI> authorizationEndpoint,
    Optional<URI> tokenEndpoint,
    Optional<URI> revocationEndpoint,
    Tenant tenant,
    Optional<TrustBundle> trust,
    CredentialConsent consent,
    Duration timeout) {
  /**
   * Checks the timeout. Whether the URLs are usable shows when they are used.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public AskedServer {
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException("the timeout must be positive");
    }
  }

  /** Shows nothing of the URLs, which are somebody's words. */
  @Override
  public String toString() {
    return "AskedServer[timeout=" + timeout + "]";
  }
}
