package dev.toolrack.mcp.oauth;

/** How a client proves to the token endpoint who it is (RFC 8414: token_endpoint_auth_method). */
public enum ClientAuthMethod {
  /**
   * What the client can do and the server's metadata list: private_key_jwt, client_secret_basic,
   * client_secret_post, none, in this order. Without metadata or without the list,
   * client_secret_basic (RFC 8414 section 2), and without a secret what there is.
   */
  AUTO,
  /** Not at all: a public client. */
  NONE,
  /** client_secret_basic. */
  BASIC,
  /** client_secret_post. */
  POST,
  /** private_key_jwt (RFC 7523). */
  PRIVATE_KEY_JWT
}
