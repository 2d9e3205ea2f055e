package dev.toolrack.mcp.oauth;

/** What became of asking for a token. */
public sealed interface TokenAnswer {
  /** There is one. */
  record Granted(Tokens tokens) implements TokenAnswer {}

  /** There is none. */
  record Refused(OAuthFailure reason) implements TokenAnswer {}
}
