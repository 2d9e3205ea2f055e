package dev.toolrack.operator.shell.settings;

import dev.toolrack.operator.shell.turns.LaneLimits;
import dev.toolrack.operator.shell.turns.TurnLimits;
import java.time.Duration;

/** What the settings under {@code verify} mean for those who wait for their turn. */
public final class VerifyLimits {
  /** Two requests to a server far away, and more than a pause of the collector. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private VerifyLimits() {}

  /** Slow servers have the same shares of their lanes as prompt ones have of theirs. */
  public static TurnLimits turns(Settings.Verify verify) {
    int concurrency = verify.concurrency();
    int perNamespace = Math.min(verify.perNamespace(), concurrency);
    int slowPerNamespace =
        (int) Math.max(1, (long) verify.slow() * perNamespace / Math.max(1, concurrency));
    var prompt = new LaneLimits(concurrency, perNamespace, verify.perHost());
    var slow = new LaneLimits(verify.slow(), slowPerNamespace, verify.perHost());
    return new TurnLimits(prompt, slow, slow, PATIENCE);
  }
}
