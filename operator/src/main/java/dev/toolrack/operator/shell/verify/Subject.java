package dev.toolrack.operator.shell.verify;

import dev.toolrack.core.integration.Attempt;
import dev.toolrack.core.integration.VerificationPlan;
import dev.toolrack.core.integration.VerifiedServer;
import dev.toolrack.core.view.IntegrationRef;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * What the schedule keeps of one integration. Guarded by itself.
 *
 * <p>An integration that was deleted and created anew has another UID and so another subject.
 */
final class Subject {
  final IntegrationRef ref;
  final String uid;

  /** What is asked; {@code null} = nothing. */
  @Nullable VerificationPlan plan;

  /** The last good result, while it counts. */
  @Nullable VerifiedServer lastGood;

  /** The latest published result. */
  Attempt latest;

  /** The next verification, or the one under way. */
  @Nullable Future<?> next;

  /** Failures in a row. */
  int failures;

  /** Whether the latest answer was a refusal that has to be confirmed. */
  boolean doubting;

  Subject(IntegrationRef ref, String uid, @Nullable VerifiedServer lastGood, Attempt latest) {
    this.ref = ref;
    this.uid = uid;
    this.lastGood = lastGood;
    this.latest = latest;
  }

  /** Which scheduling counts; the ones before it have nothing to say any more. */
  long turn;

  void cancelNext() {
    turn++;
    if (next != null) {
      next.cancel(true);
      next = null;
    }
  }
}
