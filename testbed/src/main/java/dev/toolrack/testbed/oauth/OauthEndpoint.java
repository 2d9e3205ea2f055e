package dev.toolrack.testbed.oauth;

/** The endpoints of a {@link ScriptedAuthorizationServer}. */
public enum OauthEndpoint {
  /** RFC 8414. */
  METADATA,
  /** Where browsers are sent; everybody consents at once. */
  AUTHORIZATION,
  /** Codes, client credentials and refresh tokens for access tokens. */
  TOKEN,
  /** RFC 7009. */
  REVOCATION,
  /** RFC 7591, and below it the registered clients of RFC 7592. */
  REGISTRATION
}
