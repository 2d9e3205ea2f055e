package dev.toolrack.mcp;

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
   */
  record None(FailureReason reason) implements RawAnswer {}
}
