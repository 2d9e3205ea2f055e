package dev.toolrack.mcp;

import dev.toolrack.mcp.auth.Demand;
import java.net.http.HttpResponse;
import java.util.Optional;

/**
 * What the status and the headers of an answer decide by themselves, whatever the server's era
 * (decision table, row 1): credentials, redirects, rates, encodings that are not read.
 *
 * @param credentialSent whether the requests carry a credential
 */
record Gate(boolean credentialSent) {
  /**
   * Lets pass what has to be read.
   *
   * @throws Stopped for everything else
   */
  void check(HttpResponse<?> response) throws Stopped {
    int status = response.statusCode();
    if (!decidedByHeaders(status)) {
      checkHeaders(response);
      return;
    }
    if (status != 401 && status != 403) {
      throw new Stopped(Reply.ofStatus(status));
    }
    Demand demand = Demand.of(response.headers().allValues("WWW-Authenticate"));
    throw new Stopped(refusal(status, demand), demand);
  }

  private FailureReason refusal(int status, Demand demand) {
    if (status == 403 && !demand.insufficientScope()) {
      return FailureReason.FORBIDDEN;
    }
    if (!credentialSent) {
      return FailureReason.CREDENTIAL_REQUIRED;
    }
    return status == 403 ? FailureReason.INSUFFICIENT_SCOPE : FailureReason.CREDENTIAL_REJECTED;
  }

  /** An answer that says something by its status alone may be encoded as it likes: it is unread. */
  private static void checkHeaders(HttpResponse<?> response) throws Stopped {
    Optional<FailureReason> refusal = AnswerHeaders.refusal(response.headers());
    if (refusal.isPresent() && response.statusCode() / 100 == 2) {
      throw new Stopped(refusal.get());
    }
  }

  /** Whether the body has nothing to add. */
  static boolean decidedByHeaders(int status) {
    return status == 401 || status == 403 || status == 429 || status / 100 == 3;
  }
}
