package dev.toolrack.mcp;

import java.util.List;
import java.util.Optional;

/**
 * How a server says that it wants its callers to authenticate. Everything here is its own word, for
 * people to read: nothing is sent anywhere because of it.
 *
 * @param scheme what it asks for
 * @param authorizationServer the issuer of its tokens: an https URL (on loopback also http) of
 *     printable ASCII, at most 256 characters, as its protected resource metadata names it (RFC
 *     9728)
 * @param scopes what a token should be good for: scope tokens of RFC 6749, at most 32 of at most
 *     128 characters, in the order sent
 */
public record Authentication(
    Scheme scheme, Optional<String> authorizationServer, List<String> scopes) {

  /** The ways there are. */
  public enum Scheme {
    /** It lists its tools to anybody and has no metadata that asks for a token. */
    NONE,
    /** It wants a credential and does not say where to get it. */
    BEARER,
    /** It has metadata that names an authorization server. */
    OAUTH
  }

  /** Nothing is asked for. */
  public static final Authentication NONE =
      new Authentication(Scheme.NONE, Optional.empty(), List.of());

  /** Takes a copy of the list. */
  public Authentication {
    scopes = List.copyOf(scopes);
  }

  /** Shows the scheme only: the rest is the server's own words. */
  @Override
  public String toString() {
    return "Authentication[" + scheme + "]";
  }
}
