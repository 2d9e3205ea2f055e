package dev.toolrack.mcp.oauth;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a token endpoint gave.
 *
 * @param accessToken a secret; 1 to 8192 characters of visible ASCII
 * @param lifetime of the access token from when it was given, at most ten years; empty if the
 *     server did not say, or said nothing positive
 * @param refreshToken a secret; printable ASCII, at most 8192 characters. After a refresh: empty
 *     means that the one before stays in use (RFC 6749 section 6)
 * @param scopes what was granted; empty if the server did not say, which means what was asked for.
 *     Scope tokens of RFC 6749, at most 32
 * @param account who logged in, for people to read: from the claims email, preferred_username, name
 *     or sub of an ID token, cleaned, at most 128 characters
 */
public record Tokens(
    String accessToken,
    Optional<Duration> lifetime,
    Optional<String> refreshToken,
    Optional<List<String>> scopes,
    Optional<String> account) {
  /** Takes a copy of the list. */
  public Tokens {
    scopes = scopes.map(List::copyOf);
  }

  /** Shows what there is, and no value but the lifetime. */
  @Override
  public String toString() {
    return "Tokens[lifetime=%s, refreshToken=%s]".formatted(lifetime, refreshToken.isPresent());
  }
}
