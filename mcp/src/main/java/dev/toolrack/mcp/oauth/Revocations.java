package dev.toolrack.mcp.oauth;

import dev.toolrack.mcp.GuardedExchange.Answer;
import java.util.Optional;

/** What revocation endpoints answer (RFC 7009 section 2.2). */
final class Revocations {
  private Revocations() {}

  /** Why a token was not revoked; empty if it is of no use any more. */
  static Optional<OAuthFailure> read(Answer answer) throws OAuthException {
    Statuses.check(answer.status());
    Optional<String> error = ErrorCodes.in(answer);
    // RFC 7009 answers 200 about tokens it does not know; Google has an error for it.
    boolean gone = error.equals(Optional.of("invalid_token"));
    return gone || (answer.status() / 100 == 2 && error.isEmpty())
        ? Optional.empty()
        : Optional.of(ErrorCodes.of(answer));
  }
}
