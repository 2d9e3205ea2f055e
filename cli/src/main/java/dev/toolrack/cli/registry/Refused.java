package dev.toolrack.cli.registry;

import java.io.Serial;

/** A server that cannot become a connector. The message says why, and what to do if anything. */
final class Refused extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  Refused(String message) {
    super(message);
  }
}
