package dev.toolrack.core.integration;

import dev.toolrack.core.status.Reason;

/** How the latest verification ended. */
public sealed interface Attempt {

  /** There was none since the start, and none is on record. */
  record None() implements Attempt {}

  /** It was good; the result is the last good one. */
  record Succeeded(VerificationPlan plan) implements Attempt {}

  /** It failed. */
  record Failed(VerificationPlan plan, Reason reason) implements Attempt {}

  /** It failed before the operator was restarted; the reason is the one in status. */
  record FailedEarlier(Reason reason) implements Attempt {}
}
