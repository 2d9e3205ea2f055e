package dev.toolrack.mcp;

/** Finds out what an MCP server is and which tools it lists. */
public interface ServerVerifier {
  /**
   * Talks to the server once, within the request's time. Blocks; meant for virtual threads.
   *
   * @param request what to verify and with which headers
   * @return what was found; whatever the server does is a {@link Failed}, never an exception
   * @throws InterruptedException if the caller was interrupted: there is no verdict then, and the
   *     connection in use is closed
   */
  Verification verify(VerificationRequest request) throws InterruptedException;

  /**
   * Does something with what was found.
   *
   * @param <T> what comes of it
   */
  interface Use<T> {
    /**
     * Does it.
     *
     * @param verification what was found, which must not be kept: it may be megabytes
     * @return what is kept
     * @throws InterruptedException if the caller was interrupted
     */
    T of(Verification verification) throws InterruptedException;
  }

  /**
   * Verifies and makes something smaller of what was found. While that is done it counts as large
   * answers under way do, of which there are only a few at a time: whoever verifies many servers at
   * once uses this.
   *
   * @param request what to verify and with which headers
   * @param use what to make of what was found; soon, and without waiting for any server
   * @return what was made of it
   * @throws InterruptedException as above, or by {@code use}
   */
  default <T> T verify(VerificationRequest request, Use<T> use) throws InterruptedException {
    return use.of(verify(request));
  }
}
