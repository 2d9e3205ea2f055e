package dev.toolrack.core.integration;

import dev.toolrack.core.connector.ServerWords;
import dev.toolrack.core.integration.IntegrationSnapshot.Knowledge;
import dev.toolrack.core.status.ConditionType;
import dev.toolrack.core.status.Effect;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.view.CredentialSlot;
import dev.toolrack.crds.Api;
import dev.toolrack.crds.McpIntegrationStatus.CredentialVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What earlier verifications mean for the server as it is declared now: an outage is no revocation
 * (the last good tools stay), a definite refusal is.
 */
final class VerificationCheck {

  private VerificationCheck() {}

  /**
   * @param finding about the condition Verified
   * @param server whose tools may be used
   * @param wakeAfter when an outage becomes too long
   * @param lost whether it is known only that there was a good server, so that agents keep what
   *     they have of it
   */
  record Judgement(
      Finding finding,
      Optional<VerifiedServer> server,
      Optional<Duration> wakeAfter,
      boolean lost) {

    private static Judgement without(Finding finding) {
      return new Judgement(finding, Optional.empty(), Optional.empty(), false);
    }

    private static Judgement lost(Finding finding) {
      return new Judgement(finding, Optional.empty(), Optional.empty(), true);
    }
  }

  static Judgement of(
      VerificationPlan plan, Knowledge knowledge, Optional<Duration> maxStale, Instant now) {
    Optional<VerifiedServer> good =
        knowledge.lastGood().filter(s -> s.target().equals(plan.target()));
    Optional<Reason> failure = failure(plan, knowledge.latest());
    boolean lost = good.isEmpty() && lost(plan, knowledge);
    if (failure.isEmpty()) {
      return good.map(VerificationCheck::verified)
          .orElseGet(() ->
              lost
                  ? Judgement.lost(Finding.of(ConditionType.VERIFIED, Reason.VIEW_UNKNOWN))
                  : Judgement.without(notYet()));
    }
    Reason reason = failure.get();
    if (reason.effect() == Effect.BLOCKED) {
      return Judgement.without(refused(plan, reason));
    }
    if (good.isEmpty()) {
      return lost
          ? Judgement.lost(failed(plan, reason))
          : Judgement.without(failed(plan, reason).as(Effect.WAITING));
    }
    return outage(good.get(), failed(plan, reason), remaining(knowledge, maxStale, now));
  }

  private static Finding refused(VerificationPlan plan, Reason reason) {
    return switch (reason) {
      // The URL itself was agreed to, or nothing had been asked.
      case SECRET_DESTINATION_FORBIDDEN ->
          Finding.of(
              ConditionType.VERIFIED,
              reason,
              "The server takes messages at another path than the Secret may be sent to."
                  + " If that is meant, let its annotation %s name the whole origin: \"%s/\"."
                      .formatted(Api.SEND_TO_ANNOTATION, plan.url().origin()));
      case CREDENTIAL_REJECTED ->
          Finding.of(
              ConditionType.VERIFIED,
              reason,
              reason.meaning() + " Renew the value in the Secret." + sent(plan));
      case INSUFFICIENT_SCOPE ->
          Finding.of(ConditionType.VERIFIED, reason, reason.sentence() + sent(plan));
      default -> failed(plan, reason);
    };
  }

  /** Which Secrets the server did not like; told in their own namespace only. */
  private static String sent(VerificationPlan plan) {
    return plan.credentials().stream()
        .map(slot -> "key %s of Secret %s".formatted(slot.key(), slot.secret()))
        .collect(Collectors.joining(", ", " Sent was ", "."));
  }

  private static Finding failed(VerificationPlan plan, Reason reason) {
    return Finding.of(ConditionType.VERIFIED, reason, ServerWords.of(reason, plan.url()));
  }

  /**
   * The reason of the latest failure, if it speaks of this plan. A refusal speaks only of the very
   * Secrets that were sent; an outage speaks of the server.
   */
  private static Optional<Reason> failure(VerificationPlan plan, Attempt latest) {
    return switch (latest) {
      case Attempt.None(), Attempt.Succeeded(VerificationPlan _) -> Optional.empty();
      case Attempt.FailedEarlier(Reason reason) -> Optional.of(reason);
      case Attempt.Failed(VerificationPlan asked, Reason reason) -> {
        boolean speaks =
            reason.effect() == Effect.BLOCKED
                ? asked.asksTheSameAs(plan)
                : asked.target().equals(plan.target());
        yield speaks ? Optional.of(reason) : Optional.empty();
      }
    };
  }

  private static Judgement verified(VerifiedServer server) {
    int rejected = server.tools().rejected().size();
    Finding finding =
        rejected == 0
            ? Finding.of(ConditionType.VERIFIED, Reason.VERIFIED, connected(server))
            : Finding.of(
                ConditionType.VERIFIED,
                Reason.TOOLS_LEFT_OUT,
                "%d of the server's tools are left out: %s. %s"
                    .formatted(
                        rejected,
                        server.tools().describeRejected(),
                        Reason.TOOLS_LEFT_OUT.remedy()));
    return new Judgement(finding, Optional.of(server), Optional.empty(), false);
  }

  /** What a good verification is called. */
  static String connected(VerifiedServer server) {
    int tools = server.tools().tools().size();
    return "Connected · %d %s · %s"
        .formatted(tools, tools == 1 ? "tool" : "tools", server.protocolVersion());
  }

  private static Judgement outage(
      VerifiedServer server, Finding failure, Optional<Duration> remaining) {
    if (remaining.isPresent() && !remaining.get().isPositive()) {
      return Judgement.without(failure.as(Effect.WAITING));
    }
    Finding finding =
        Finding.of(
            ConditionType.VERIFIED,
            failure.reason(),
            "The last good tools stay. " + failure.message());
    return new Judgement(finding, Optional.of(server), remaining, false);
  }

  private static Optional<Duration> remaining(
      Knowledge knowledge, Optional<Duration> maxStale, Instant now) {
    return maxStale.map(max ->
        knowledge.failingSince().map(since -> max.minus(Duration.between(since, now))).orElse(max));
  }

  /**
   * Whether the status tells of a good server whose catalog is gone, and it still is the same one:
   * the same connector at the same URL with the same Secrets.
   */
  private static boolean lost(VerificationPlan plan, Knowledge knowledge) {
    boolean sameUrl =
        knowledge.lastSeen().map(seen -> plan.url().toString().equals(seen.url())).orElse(false);
    return sameUrl
        && knowledge
            .persisted()
            .filter(view ->
                view.connector() != null
                    && view.connector().uid().equals(plan.connectorUid())
                    && view.credentials().stream()
                        .map(CredentialVersion::uid)
                        .toList()
                        .equals(plan.credentials().stream().map(CredentialSlot::uid).toList()))
            .isPresent();
  }

  private static Finding notYet() {
    return Finding.of(ConditionType.VERIFIED, Reason.NOT_VERIFIED_YET);
  }
}
