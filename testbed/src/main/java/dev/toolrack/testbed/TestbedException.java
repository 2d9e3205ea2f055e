package dev.toolrack.testbed;

/** The test bed itself does not work; the message says what to do about it. */
public final class TestbedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A problem that needs no cause to be understood. */
  public TestbedException(String message) {
    super(message);
  }

  /** A problem with its cause. */
  public TestbedException(String message, Throwable cause) {
    super(message, cause);
  }
}
