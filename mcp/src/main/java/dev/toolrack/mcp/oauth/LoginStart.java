package dev.toolrack.mcp.oauth;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A login that can begin.
 *
 * @param authorizationUrl where to send the browser; holds the state
 * @param pending to be remembered until it comes back
 * @param scopesSupported what the server says that can be asked for
 */
public record LoginStart(
    URI authorizationUrl, PendingLogin pending, Optional<List<String>> scopesSupported) {
  /** Takes a copy of the list. */
  public LoginStart {
    scopesSupported = scopesSupported.map(List::copyOf);
  }

  /** Shows nothing of the URL, which holds the state. */
  @Override
  public String toString() {
    return "LoginStart[" + pending + "]";
  }
}
