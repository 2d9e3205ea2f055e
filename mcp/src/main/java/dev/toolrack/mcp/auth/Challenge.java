package dev.toolrack.mcp.auth;

import java.util.Map;

/**
 * One challenge of a {@code WWW-Authenticate} header.
 *
 * @param scheme the authentication scheme in lower case
 * @param parameters its parameters by name in lower case; empty for a challenge in token68 form,
 *     which no scheme that matters here uses
 */
public record Challenge(String scheme, Map<String, String> parameters) {
  /** Takes a copy of the map. */
  public Challenge {
    parameters = Map.copyOf(parameters);
  }
}
