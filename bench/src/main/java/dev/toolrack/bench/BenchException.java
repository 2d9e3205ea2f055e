package dev.toolrack.bench;

/** A measurement that could not be taken; the message says what was waited for. */
public final class BenchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Without a cause. */
  public BenchException(String message) {
    super(message);
  }

  /** With what led to it. */
  public BenchException(String message, Throwable cause) {
    super(message, cause);
  }
}
