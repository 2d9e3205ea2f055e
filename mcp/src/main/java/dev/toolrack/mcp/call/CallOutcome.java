package dev.toolrack.mcp.call;

import dev.toolrack.mcp.Authentication;
import dev.toolrack.mcp.FailureReason;
import java.util.Optional;

/**
 * What came of a call. Texts are the server's, untouched: they may not be logged, nor shown as they
 * are.
 */
public sealed interface CallOutcome {
  /**
   * The tool answered.
   *
   * @param json its whole result
   * @param isError whether it says that it failed
   */
  record Answered(String json, boolean isError) implements CallOutcome {
    /** Shows no text of the server. */
    @Override
    public String toString() {
      return "Answered[isError=" + isError + "]";
    }
  }

  /**
   * The tool wants something from its user that was not given.
   *
   * @param json the whole result with its {@code inputRequests}
   */
  record InputRequired(String json) implements CallOutcome {
    /** Shows no text of the server. */
    @Override
    public String toString() {
      return "InputRequired[]";
    }
  }

  /**
   * The server refused the call.
   *
   * @param code the code of the JSON-RPC error
   * @param message the server's words
   */
  record Refused(int code, String message) implements CallOutcome {
    /** Shows no text of the server. */
    @Override
    public String toString() {
      return "Refused[" + code + "]";
    }
  }

  /** The definition wants parameters in headers in a way that cannot be done; nothing was sent. */
  record Uncallable() implements CallOutcome {}

  /**
   * There was no answer.
   *
   * @param reason why
   * @param authentication how the server wants callers to authenticate; empty if it did not say
   */
  record Unanswered(FailureReason reason, Optional<Authentication> authentication)
      implements CallOutcome {
    /** Nothing was said about authentication. */
    public Unanswered(FailureReason reason) {
      this(reason, Optional.empty());
    }
  }
}
