package dev.toolrack.bench.cases;

/** The machine was too restless for a comparison; the message says how restless. */
final class NoisyFloor extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoisyFloor(String message) {
    super(message);
  }
}
