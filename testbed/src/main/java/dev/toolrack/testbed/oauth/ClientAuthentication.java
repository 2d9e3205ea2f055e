package dev.toolrack.testbed.oauth;

/** How a client said who it is. */
public enum ClientAuthentication {
  /** By its identifier alone. */
  NONE,
  /** By its secret in the {@code Authorization} header. */
  BASIC,
  /** By its secret in the form. */
  POST
}
