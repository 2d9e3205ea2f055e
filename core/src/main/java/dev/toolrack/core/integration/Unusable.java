package dev.toolrack.core.integration;

import dev.toolrack.core.scope.Reach;
import dev.toolrack.core.status.Conditions;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.view.Availability;
import dev.toolrack.crds.McpIntegrationStatus;
import java.util.List;
import java.util.Optional;

/** Outcomes that offer nothing. */
record Unusable(IntegrationSnapshot snapshot, Reach reach, List<Finding> findings) {

  /** The server is still asked: the answer may change the outcome. */
  IntegrationOutcome asking(VerificationPlan plan) {
    return outcome(Optional.of(plan));
  }

  /** The server is not asked: it could not change anything. */
  IntegrationOutcome silent() {
    return outcome(Optional.empty());
  }

  /** The server is asked, and until it answers agents keep what they have of it. */
  IntegrationOutcome lost(VerificationPlan plan) {
    return outcome(
        Optional.of(plan),
        IntegrationFacts.lost(snapshot, reach, findings),
        new Availability.Unknown());
  }

  private IntegrationOutcome outcome(Optional<VerificationPlan> plan) {
    Reason reason =
        Conditions.loudest(findings).map(Finding::reason).orElse(Reason.NOT_VERIFIED_YET);
    return outcome(
        plan,
        IntegrationFacts.unusable(snapshot, reach, findings),
        new Availability.Unavailable(reason));
  }

  private IntegrationOutcome outcome(
      Optional<VerificationPlan> plan, McpIntegrationStatus facts, Availability availability) {
    return new IntegrationOutcome(
        findings,
        facts,
        IntegrationFacts.view(snapshot, snapshot.knowledge().lastSeen().isPresent(), availability),
        plan,
        Optional.empty(),
        Optional.empty(),
        snapshot.knowledge().records(),
        Optional.empty(),
        Optional.empty());
  }
}
