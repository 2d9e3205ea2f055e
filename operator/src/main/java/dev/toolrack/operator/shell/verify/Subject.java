package dev.toolrack.operator.shell.verify;

import dev.toolrack.core.integration.Attempt;
import dev.toolrack.core.integration.VerificationPlan;
import dev.toolrack.core.integration.VerifiedServer;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.operator.shell.turns.Chain;
import org.jspecify.annotations.Nullable;

/**
 * What the schedule keeps of one integration. Guarded by itself.
 *
 * <p>An integration that was deleted and created anew has another UID and so another subject.
 */
final class Subject {
  final IntegrationRef ref;
  final String uid;

  /** The verifications to come. */
  final Chain chain;

  /** What is asked; {@code null} = nothing. */
  @Nullable VerificationPlan plan;

  /** The last good result, while it counts. */
  @Nullable VerifiedServer lastGood;

  /** The latest published result. */
  Attempt latest;

  /** Failures in a row. */
  int failures;

  /** Whether the latest answer was a refusal that has to be confirmed. */
  boolean doubting;

  Subject(
      IntegrationRef ref,
      String uid,
      Chain chain,
      @Nullable VerifiedServer lastGood,
      Attempt latest) {
    this.ref = ref;
    this.uid = uid;
    this.chain = chain;
    this.lastGood = lastGood;
    this.latest = latest;
  }
}
