package dev.toolrack.testbed.oauth;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one issuer of a {@link MockAuthorizationServer} puts into its tokens.
 *
 * @param id the first segment of its path
 * @param lifetime of access tokens, in whole seconds
 * @param claims of access tokens; {@code ${client_id}} and other parameters of the token request
 *     are replaced
 */
public record MockIssuer(String id, Duration lifetime, Map<String, Object> claims) {
  /** Keeps a copy of the claims. */
  public MockIssuer {
    claims = Map.copyOf(claims);
  }

  /** Tokens for a client of this name, without further claims. */
  public static MockIssuer of(String id, Duration lifetime) {
    return new MockIssuer(id, lifetime, Map.of("sub", "${client_id}"));
  }

  /** The same with one more claim, for example {@code aud}: a text, a number or a list of texts. */
  public MockIssuer claim(String name, Object value) {
    var more = new TreeMap<String, Object>(claims);
    more.put(name, value);
    return new MockIssuer(id, lifetime, more);
  }
}
