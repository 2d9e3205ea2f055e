package dev.toolrack.mcp;

import java.io.Serial;

/**
 * Ends a verification from wherever it is. Carries only the reason, no text, no cause and no stack,
 * so that nothing received can leak through it. Never leaves this package.
 */
final class Stopped extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final FailureReason reason;

  Stopped(FailureReason reason) {
    super(null, null, false, false);
    this.reason = reason;
  }

  FailureReason reason() {
    return reason;
  }
}
