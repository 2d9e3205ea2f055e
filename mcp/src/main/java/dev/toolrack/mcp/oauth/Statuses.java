package dev.toolrack.mcp.oauth;

import java.util.Optional;

/** What the status of an answer says by itself. */
final class Statuses {
  private Statuses() {}

  /** The server may answer otherwise the next time. */
  static Optional<OAuthFailure> outage(int status) {
    if (status == 429) {
      return Optional.of(OAuthFailure.RATE_LIMITED);
    }
    return status / 100 == 5 || status == 408
        ? Optional.of(OAuthFailure.ISSUER_UNAVAILABLE)
        : Optional.empty();
  }

  /**
   * Lets pass what has to be read.
   *
   * @throws OAuthException for outages and redirects
   */
  static void check(int status) throws OAuthException {
    Optional<OAuthFailure> failure =
        status / 100 == 3 ? Optional.of(OAuthFailure.REDIRECT_REFUSED) : outage(status);
    if (failure.isPresent()) {
      throw new OAuthException(failure.get());
    }
  }
}
