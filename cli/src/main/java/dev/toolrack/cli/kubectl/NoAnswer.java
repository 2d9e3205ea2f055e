package dev.toolrack.cli.kubectl;

import java.io.Serial;

/** The cluster gives no answer. The message is one sentence for people, with the remedy. */
public final class NoAnswer extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /** For this reason, in words. */
  public NoAnswer(String message) {
    super(message);
  }
}
