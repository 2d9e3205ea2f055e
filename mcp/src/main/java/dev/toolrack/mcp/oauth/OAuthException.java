package dev.toolrack.mcp.oauth;

import java.io.Serial;

/**
 * There is no answer to go on with. Carries the failure only; no cause and no stack, so that
 * nothing received can leak through it.
 */
public final class OAuthException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final OAuthFailure failure;

  /** Says why. */
  public OAuthException(OAuthFailure failure) {
    super(failure.message(), null, false, false);
    this.failure = failure;
  }

  /** Why. */
  public OAuthFailure failure() {
    return failure;
  }
}
