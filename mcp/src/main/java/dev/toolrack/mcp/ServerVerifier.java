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
}
