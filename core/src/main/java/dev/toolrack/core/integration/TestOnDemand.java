package dev.toolrack.core.integration;

import dev.toolrack.core.status.ConditionType;
import dev.toolrack.core.status.Conditions;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.status.Reason;
import dev.toolrack.crds.IntegrationState;
import dev.toolrack.crds.McpIntegrationStatus.LastTest;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What follows from the annotation {@code toolrack.dev/test}: whoever gives it a new value wants
 * the server verified at once, and finds the answer beside the same value in the status.
 *
 * @param lastTest what the status says of tests
 * @param toAsk the value that an answer has to be found for
 * @param finding what is wrong with the annotation
 */
public record TestOnDemand(
    Optional<LastTest> lastTest, Optional<String> toAsk, Optional<Finding> finding) {
  /** Characters of {@code status.lastTest.message}. */
  private static final int MOST = 1024;

  /** Printable, so that it can be shown wherever the status is. */
  private static final Pattern NONCE = Pattern.compile("[ -~]{1,64}");

  /**
   * How a verification that a test asked for ended.
   *
   * @param nonce the annotation's value
   * @param failure why it was not good
   */
  public record Tested(String nonce, Optional<Reason> failure) {}

  /**
   * Decides.
   *
   * @param annotation its value, if it is there; an empty one asks for nothing
   * @param persisted what the status says already: an answer is never looked for twice
   * @param tested the latest test that this process made, read before the outcome was decided
   * @param outcome what is decided about the integration otherwise
   */
  public static TestOnDemand decide(
      @Nullable String annotation,
      Optional<LastTest> persisted,
      Optional<Tested> tested,
      IntegrationOutcome outcome) {
    // A result of a newer version can be neither understood nor written again.
    Optional<LastTest> before =
        persisted.filter(test -> test.result() != IntegrationState.UNRECOGNISED);
    if (annotation == null
        || annotation.isEmpty()
        || before.filter(test -> test.nonce().equals(annotation)).isPresent()) {
      return new TestOnDemand(before, Optional.empty(), Optional.empty());
    }
    if (!NONCE.matcher(annotation).matches()) {
      return new TestOnDemand(
          before,
          Optional.empty(),
          Optional.of(Finding.of(ConditionType.ACCEPTED, Reason.TEST_INVALID)));
    }
    if (outcome.verification().isEmpty()) {
      return answered(annotation, outcome, told(outcome));
    }
    return tested
        .filter(test -> test.nonce().equals(annotation))
        .map(test -> answered(annotation, outcome, message(test, outcome)))
        .orElseGet(() -> new TestOnDemand(before, Optional.of(annotation), Optional.empty()));
  }

  private static TestOnDemand answered(String nonce, IntegrationOutcome outcome, String message) {
    IntegrationState state =
        Objects.requireNonNullElse(outcome.facts().state(), IntegrationState.PENDING);
    return new TestOnDemand(
        Optional.of(new LastTest(nonce, state, message)), Optional.empty(), Optional.empty());
  }

  private static String message(Tested test, IntegrationOutcome outcome) {
    return test.failure()
        .map(reason -> told(outcome, reason))
        .orElseGet(
            () -> outcome.kept().map(VerificationCheck::connected).orElseGet(() -> told(outcome)));
  }

  /** What the conditions say of a failure. */
  private static String told(IntegrationOutcome outcome, Reason reason) {
    return outcome.findings().stream()
        .filter(finding -> finding.reason() == reason)
        .findFirst()
        .map(finding -> fitting(finding.message()))
        .orElseGet(reason::sentence);
  }

  private static String told(IntegrationOutcome outcome) {
    return Conditions.loudest(outcome.findings())
        .map(finding -> fitting(finding.message()))
        .orElseGet(Reason.READY::sentence);
  }

  /** A condition may be longer. */
  private static String fitting(String message) {
    return message.length() <= MOST ? message : message.substring(0, MOST - 1) + "…";
  }
}
