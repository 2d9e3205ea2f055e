package dev.toolrack.cli.token;

import dev.toolrack.mcp.oauth.OAuthClientId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How somebody wants a token to be got.
 *
 * @param grant for what
 * @param client as whom; empty = as whom the authorization server lets come, for logins only
 * @param issuer where; empty = where the server says, for logins only
 * @param scopes what to ask for at first; empty = what the server wants
 * @param resource what the token is to be for
 */
record TokenSetup(
    Grant grant,
    Optional<OAuthClientId> client,
    Optional<String> issuer,
    List<String> scopes,
    Resource resource) {
  TokenSetup {
    scopes = List.copyOf(scopes);
  }

  /** What there is to show for a token. */
  sealed interface Grant {
    /**
     * Somebody logs in with a browser.
     *
     * @param browser whether to open one
     * @param port where the browser comes back to on this machine; 0 = any
     * @param patience how long to wait for the browser
     * @param clientMetadata a client id that is the URL of a document about the client
     */
    record Login(boolean browser, int port, Duration patience, Optional<URI> clientMetadata)
        implements Grant {}

    /** The client's own credential. */
    record ClientCredentials() implements Grant {}

    /** An assertion that the authorization server trusts (RFC 7523). */
    record Assertion(String jwt) implements Grant {
      /** Shows nothing. */
      @Override
      public String toString() {
        return "Assertion";
      }
    }

    /**
     * An ID token, which its issuer exchanges for an assertion.
     *
     * @param idToken a secret
     * @param provider the issuer of the ID token
     * @param client who we are to it
     */
    record IdToken(String idToken, String provider, OAuthClientId client) implements Grant {
      /** Shows nothing. */
      @Override
      public String toString() {
        return "IdToken";
      }
    }
  }

  /** The parameter {@code resource} (RFC 8707). */
  sealed interface Resource {
    /** What the server says that it is. */
    record Auto() implements Resource {}

    /** Not sent. */
    record Omit() implements Resource {}

    /** This one. */
    record Named(URI uri) implements Resource {}
  }
}
