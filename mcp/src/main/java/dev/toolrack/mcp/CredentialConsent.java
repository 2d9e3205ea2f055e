package dev.toolrack.mcp;

import java.net.URI;

/**
 * Whether the owners of the credentials that a request carries agreed to their being sent
 * somewhere. The server's own URL was agreed to before a verification began; it may name others,
 * which are asked about here.
 */
@FunctionalInterface
public interface CredentialConsent {
  /** For requests without credentials: other URLs of the server's origin are never a stranger's. */
  CredentialConsent SAME_ORIGIN = destination -> true;

  /**
   * Whether the headers may go there.
   *
   * @param destination a URL of the server's own origin that is not the server's URL
   * @return false if anybody did not agree
   */
  boolean allows(URI destination);
}
