package dev.toolrack.mcp;

/**
 * Everything that can go wrong in a verification. The set is closed and the messages are fixed, so
 * that nothing a server says can reach a status, an event or a log through a failure.
 *
 * <p>A definite reason is an answer that withdraws tools; every other is an outage, during which
 * the last good tools stay.
 */
public enum FailureReason {
  /** No connection: name not found, refused, reset, not answered. Alike, to be no port scanner. */
  UNREACHABLE(
      false,
      "The server cannot be reached. Check the URL, that the server runs, DNS and network policies."),
  /** Connected, but not done in time. */
  TIMEOUT(
      false,
      "The server did not answer in time. Check its load, or give verification a longer timeout."),
  /** No TLS connection that can be trusted. */
  TLS_FAILED(
      false,
      "The TLS connection failed. Check that the URL's port speaks TLS and that the certificate is"
          + " valid for its host and signed by a trusted authority."),
  /** Status 5xx, or a JSON-RPC error where an answer was due. */
  SERVER_ERROR(false, "The server reports an error of its own. Check the server's logs."),
  /** Status 429. */
  RATE_LIMITED(
      false, "The server limits the rate of requests. Verify it less often or raise its limit."),
  /** Status 404 or 410. */
  NOT_FOUND(false, "There is nothing at this URL. Check its path, which is often /mcp."),
  /** A status that MCP does not use here. */
  UNEXPECTED_STATUS(
      false,
      "The answer has a status that MCP does not use. Check that the URL is an MCP server's."),
  /** Any 3xx: redirects are never followed, nor is their target shown. */
  REDIRECT_REFUSED(
      false, "The server redirects, which is never followed. Use the URL that it redirects to."),
  /** Neither the JSON nor the protocol that was due. */
  MALFORMED_ANSWER(
      false, "The answer is not valid MCP. Check that the URL is an MCP server's, or repair it."),
  /** A {@code Content-Encoding}, though none is accepted. */
  UNSUPPORTED_ENCODING(
      false,
      "The answer is compressed although that was not asked for. Turn compression off for this path"
          + " at the server or the proxy before it."),
  /** More bytes, or more headers, than allowed. */
  ANSWER_TOO_LARGE(
      false, "The answers are too large. Let the server list fewer tools or shorten them."),
  /** More pages than allowed, or a cursor that was there before. */
  TOO_MANY_PAGES(
      false,
      "The list of tools has too many pages or comes back to the same one. Put more tools on a page,"
          + " or repair the server's cursors."),
  /** More messages in a stream than allowed that are no answer. */
  TOO_MANY_MESSAGES(
      false,
      "The server sends too many other messages instead of its answer. Let it answer first."),
  /** More tools than allowed. */
  TOO_MANY_TOOLS(false, "The server lists too many tools. Split it, or let it list fewer."),
  /** No protocol revision in common. */
  UNSUPPORTED_PROTOCOL(
      false, "The server speaks no MCP revision known here (2024-11-05 to 2026-07-28)."),
  /** Status 403 without word of a scope. */
  FORBIDDEN(
      false, "The server forbids this request. Check the rights of the credential and IP rules."),
  /** Status 401 and no credential was sent. */
  CREDENTIAL_REQUIRED(true, "The server asks for a credential and none is configured. Add one."),
  /** Status 401 although a credential was sent. */
  CREDENTIAL_REJECTED(true, "The server rejects the credential. Replace it."),
  /** Status 403 with {@code error="insufficient_scope"} (RFC 6750). */
  INSUFFICIENT_SCOPE(
      true,
      "The credential lacks a scope that the server demands. Grant it and renew the credential."),
  /** The guard refuses the host, or an address it stands for. */
  DESTINATION_FORBIDDEN(
      true,
      "The egress settings forbid this destination. Use a plain public host name over https, or ask"
          + " who runs Toolrack to allow it."),
  /** The owner of a credential did not agree to a URL that the server names for its messages. */
  SECRET_DESTINATION_FORBIDDEN(
      true,
      "The server takes messages at a URL that a credential may not be sent to. Let the Secret's"
          + " annotation toolrack.dev/send-to name the server's whole origin, or use Streamable HTTP."),
  /** The guard refuses http to this host. */
  INSECURE_TRANSPORT(
      true,
      "Plain http is not allowed to this host. Use https, or ask who runs Toolrack to allow it.");

  private final boolean definite;
  private final String message;

  FailureReason(boolean definite, String message) {
    this.definite = definite;
    this.message = message;
  }

  /**
   * Whether tools are withdrawn for it.
   *
   * @return false for an outage
   */
  public boolean definite() {
    return definite;
  }

  /**
   * What is wrong and what to do about it, for people.
   *
   * @return a fixed text
   */
  public String message() {
    return message;
  }
}
