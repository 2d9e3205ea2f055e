package dev.toolrack.mcp;

import dev.toolrack.mcp.auth.Demand;
import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ends a verification from wherever it is. Carries only the reason and what credential is demanded;
 * no text, no cause and no stack, so that nothing received can leak through it. Never leaves this
 * package.
 */
final class Stopped extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final FailureReason reason;
  private final transient @Nullable Demand demand;
  private final boolean unsent;

  Stopped(FailureReason reason) {
    this(reason, null);
  }

  Stopped(FailureReason reason, @Nullable Demand demand) {
    this(reason, demand, false);
  }

  private Stopped(FailureReason reason, @Nullable Demand demand, boolean unsent) {
    super(null, null, false, false);
    this.reason = reason;
    this.demand = demand;
    this.unsent = unsent;
  }

  /** Ends it before anything of the request could have left. */
  static Stopped unsent(FailureReason reason) {
    return new Stopped(reason, null, true);
  }

  /** Whether the request certainly did not arrive; false if nobody knows. */
  boolean isUnsent() {
    return unsent;
  }

  FailureReason reason() {
    return reason;
  }

  /** What a refusal demands; empty if it was none. */
  Optional<Demand> demand() {
    return Optional.ofNullable(demand);
  }
}
