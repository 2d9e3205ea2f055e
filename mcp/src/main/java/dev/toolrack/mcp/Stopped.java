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

  Stopped(FailureReason reason) {
    this(reason, null);
  }

  Stopped(FailureReason reason, @Nullable Demand demand) {
    super(null, null, false, false);
    this.reason = reason;
    this.demand = demand;
  }

  FailureReason reason() {
    return reason;
  }

  /** What a refusal demands; empty if it was none. */
  Optional<Demand> demand() {
    return Optional.ofNullable(demand);
  }
}
