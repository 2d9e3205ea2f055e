package dev.toolrack.operator.shell.apply;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets writes through until the operator stops. The framework empties the caches while decisions
 * are still under way, and what is decided from an empty cache would take every tool from its
 * agent.
 */
public final class WriteGate {
  private final AtomicBoolean closed = new AtomicBoolean();

  /** The operator stops; whatever is not written is left to the next one. */
  public static final class ClosedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ClosedException() {
      super("the operator stops; nothing is written any more");
    }
  }

  /** From now on nothing is written. */
  public void close() {
    closed.set(true);
  }

  /**
   * Passes while writes may be made. To be called after the decision and before the write.
   *
   * @throws ClosedException if the operator stops
   */
  void check() {
    if (closed.get()) {
      throw new ClosedException();
    }
  }
}
