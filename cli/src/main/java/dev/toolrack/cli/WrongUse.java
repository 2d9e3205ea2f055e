package dev.toolrack.cli;

import java.io.Serial;

/** The command line cannot be carried out. Its message is for people and holds no value of it. */
public final class WrongUse extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /** For this reason, in words. */
  public WrongUse(String message) {
    super(message);
  }
}
