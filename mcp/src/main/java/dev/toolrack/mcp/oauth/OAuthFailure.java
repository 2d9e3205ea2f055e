package dev.toolrack.mcp.oauth;

/**
 * Everything that can go wrong with an authorization server. The set is closed and the messages are
 * fixed, so that nothing a server says can reach a status, an event or a log through a failure.
 *
 * <p>A definite failure is a decision that stands until somebody changes something; every other may
 * be over the next time.
 */
public enum OAuthFailure {
  /** No connection, status 5xx, or the errors server_error and temporarily_unavailable. */
  ISSUER_UNAVAILABLE(
      false,
      "The authorization server cannot be reached or reports an error of its own. Check the issuer's"
          + " URL, that the server runs, DNS and network policies."),
  /** Not done in time, and nothing that matters can have arrived. */
  ISSUER_TIMEOUT(
      false, "The authorization server did not answer in time. Check its load and the network."),
  /** No TLS connection that can be trusted. */
  ISSUER_TLS_FAILED(
      false,
      "The TLS connection to the authorization server failed. Check that its certificate is valid"
          + " for its host and signed by a trusted authority."),
  /** None of the well-known URLs has a document. */
  NO_METADATA(
      false,
      "The authorization server has no metadata at any well-known URL. Check the issuer, or configure"
          + " the token endpoint (and for logins the authorization endpoint)."),
  /** There is a document but it cannot be used; or the issuer is no URL to look it up at. */
  METADATA_INVALID(
      false,
      "The authorization server's metadata cannot be used: they are not valid, or lack an endpoint."
          + " Repair them, correct the issuer, or configure the endpoints."),
  /** The document names another issuer (RFC 8414 section 3.3). */
  ISSUER_MISMATCH(
      true,
      "The authorization server's metadata name another issuer, so they are not used. Configure the"
          + " issuer exactly as the metadata write it, to the last slash."),
  /** The guard refuses the host, or an address it stands for. */
  ISSUER_FORBIDDEN(
      true,
      "The egress settings forbid the authorization server's host. Use a plain public host name over"
          + " https, or ask who runs Toolrack to allow it."),
  /** The guard refuses http to this host. */
  INSECURE_TRANSPORT(
      true,
      "Plain http is not allowed to the authorization server. Use https, or ask who runs Toolrack to"
          + " allow it."),
  /** Status 3xx. */
  REDIRECT_REFUSED(
      false,
      "An endpoint of the authorization server redirects, which is never followed. Configure the URL"
          + " that it redirects to."),
  /** The owner of a credential did not agree to an endpoint. */
  DESTINATION_NOT_AGREED(
      true,
      "The client's credential may not be sent to an endpoint of this authorization server. Let the"
          + " Secret's annotation toolrack.dev/send-to name that endpoint's origin."),
  /** Client id, secret or key cannot be used as they are. */
  CLIENT_INVALID(
      true,
      "The OAuth client's id, secret or private key cannot be used. Give what the client"
          + " authentication method needs; a private key as PKCS#8 in PEM form, RSA of at least 2048"
          + " bits or EC P-256, P-384 or P-521."),
  /** invalid_client or unauthorized_client, or status 401. */
  CLIENT_REFUSED(
      true,
      "The authorization server does not accept this OAuth client. Check client id, secret or key,"
          + " the client authentication method, and that the client may use this grant."),
  /** invalid_scope. */
  SCOPE_REFUSED(
      true,
      "The authorization server refuses the scopes. Ask for fewer or other ones, or grant them to the"
          + " client."),
  /** invalid_target, or a resource that is no absolute URI (RFC 8707). */
  RESOURCE_REFUSED(
      true,
      "The authorization server refuses the resource. Set resourceParameter to Omit or to the value"
          + " that it knows."),
  /** invalid_grant: the code, the refresh token or the assertion is not accepted any more. */
  GRANT_REFUSED(
      true,
      "The authorization server does not accept the login, refresh token or assertion any more."
          + " Connect again."),
  /** Any other error that OAuth has for a request. */
  REQUEST_REFUSED(
      true,
      "The authorization server refuses the request. Check the endpoints, the extra parameters and"
          + " what the client is allowed to do there."),
  /** Not what OAuth says that an answer is, or too large. */
  ANSWER_INVALID(
      false,
      "The authorization server's answer is not valid OAuth with a Bearer token. Check the endpoints'"
          + " URLs, or repair the server."),
  /** The request may have arrived, and was not repeated. */
  ANSWER_LOST(
      false,
      "The authorization server's answer was lost on the way. If the next attempt is refused, connect"
          + " again."),
  /** Status 429. */
  RATE_LIMITED(
      false,
      "The authorization server limits the rate of requests. Ask less often or raise its limit."),
  /** S256 is not among code_challenge_methods_supported. */
  NO_PKCE(
      true,
      "The authorization server does not say that it supports PKCE with S256, which logins need. Turn"
          + " it on there, or configure the authorization endpoint if it does support it."),
  /** The browser came back with a state or an issuer (RFC 9207) other than the login's. */
  NOT_THIS_LOGIN(
      true,
      "The answer does not belong to this login, or comes from another authorization server than the"
          + " one asked. Begin the login again, and only from its own page."),
  /** The browser came back with an error. */
  LOGIN_REFUSED(
      true,
      "The login was refused or cancelled. Begin it again, as somebody who may grant the access."),
  /** There is no registration endpoint. */
  NO_REGISTRATION(
      true,
      "The authorization server does not register clients by itself. Register one there by hand and"
          + " configure its id and secret."),
  /** The registration endpoint refuses (RFC 7591 section 3.2.2). */
  REGISTRATION_REFUSED(
      true,
      "The authorization server refuses to register a client. Register one there by hand and configure"
          + " its id and secret, or change its rules for registration.");

  private final boolean definite;
  private final String message;

  OAuthFailure(boolean definite, String message) {
    this.definite = definite;
    this.message = message;
  }

  /**
   * Whether it stands until somebody changes something.
   *
   * @return false for what may be over the next time
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
