package dev.toolrack.mcp;

import java.util.Optional;

/**
 * What came back for a {@link Question}. Its texts are the server's, untouched: they may not be
 * logged, nor shown as they are.
 */
public sealed interface RawAnswer {
  /**
   * A result.
   *
   * @param json the JSON text of the result object, between and including its braces
   */
  record Result(String json) implements RawAnswer {
    /** Shows the length only. */
    @Override
    public String toString() {
      return "Result[" + json.length() + " chars]";
    }
  }

  /**
   * A JSON-RPC error.
   *
   * @param code its code
   * @param message what the server says about it
   */
  record Problem(int code, String message) implements RawAnswer {
    /** Shows the code only. */
    @Override
    public String toString() {
      return "Problem[" + code + "]";
    }
  }

  /**
   * Neither.
   *
   * @param reason why
   * @param authentication how the server wants callers to authenticate; empty if it did not say
   */
  record None(FailureReason reason, Optional<Authentication> authentication) implements RawAnswer {
    /** Nothing was said about authentication. */
    public None(FailureReason reason) {
      this(reason, Optional.empty());
    }
  }
}
