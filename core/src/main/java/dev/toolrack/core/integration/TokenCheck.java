package dev.toolrack.core.integration;

import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.status.ConditionType;
import dev.toolrack.core.status.Effect;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.token.TokenFacts;
import dev.toolrack.core.token.TokenPlan;
import dev.toolrack.core.token.TokenState;
import dev.toolrack.core.token.TokenState.Failure;
import dev.toolrack.core.view.CredentialSlot;
import dev.toolrack.crds.Api;
import dev.toolrack.crds.CredentialReach;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Whether there is an access token to send. While the authorization server is out, a token that is
 * still good is used until it ends; a definite refusal withdraws it at once.
 */
final class TokenCheck {

  private TokenCheck() {}

  static Checked<CredentialSlot> of(IntegrationSnapshot snapshot, TokenPlan plan) {
    return switch (snapshot.token().kept()) {
      case Lookup.Found<TokenFacts>(TokenFacts token) -> kept(snapshot, plan, token);
      case Lookup.Absent<TokenFacts>(), Lookup.Forbidden<TokenFacts>() -> none(snapshot, plan, "");
      case Lookup.Stale<TokenFacts>() -> new Checked.Undecided<>();
    };
  }

  private static Checked<CredentialSlot> kept(
      IntegrationSnapshot snapshot, TokenPlan plan, TokenFacts token) {
    Optional<Failure> failure = failure(snapshot.token(), plan);
    boolean refused = failure.filter(f -> f.reason().effect() == Effect.BLOCKED).isPresent();
    if (refused || !token.isFor(plan)) {
      return none(snapshot, plan, "");
    }
    if (token.isOver(snapshot.now())) {
      return none(snapshot, plan, Failure.EXPIRED);
    }
    List<Finding> notices =
        failure
            .map(f ->
                finding(
                        f.reason(),
                        "The access token in use is still good, but no other can be had. "
                            + f.detail())
                    .as(Effect.NOTICE))
            .stream()
            .toList();
    return new Checked.Passed<>(slot(snapshot, plan, token), notices);
  }

  private static CredentialSlot slot(
      IntegrationSnapshot snapshot, TokenPlan plan, TokenFacts token) {
    return new CredentialSlot(
        "Authorization",
        true,
        TokenPlan.secretName(snapshot.ref().name()),
        Api.ACCESS_TOKEN_KEY,
        token.uid(),
        token.resourceVersion(),
        reach(snapshot, plan));
  }

  /** Copies of a token travel as far as copies of what it was obtained with. */
  private static CredentialReach reach(IntegrationSnapshot snapshot, TokenPlan plan) {
    return snapshot.secrets().get(plan.client().name()) instanceof Lookup.Found<SecretFacts>(var s)
        ? s.reach()
        : CredentialReach.UNRECOGNISED;
  }

  private static Checked<CredentialSlot> none(
      IntegrationSnapshot snapshot, TokenPlan plan, String before) {
    return Checked.ended(
        failure(snapshot.token(), plan)
            .map(f -> finding(f.reason(), before + f.detail()))
            .orElseGet(
                () -> finding(Reason.TOKEN_PENDING, before + Reason.TOKEN_PENDING.sentence())));
  }

  /** A failure speaks of the very client that was used. */
  private static Optional<Failure> failure(TokenState state, TokenPlan plan) {
    return state
        .failure()
        .filter(f ->
            f.plan().identity().equals(plan.identity()) && f.plan().client().equals(plan.client()));
  }

  /**
   * The plan with what the MCP server said of the token.
   *
   * @param latest how the latest verification ended
   */
  static TokenPlan rejected(TokenPlan plan, Attempt latest) {
    return latest instanceof Attempt.Failed(VerificationPlan asked, Reason reason)
            && reason == Reason.CREDENTIAL_REJECTED
        ? plan.rejecting(
            asked.credentials().stream()
                .filter(slot -> slot.key().equals(Api.ACCESS_TOKEN_KEY) && slot.bearer())
                .map(CredentialSlot::resourceVersion)
                .findFirst())
        : plan;
  }

  /** How long the token that is there will last. */
  static Optional<Duration> remaining(IntegrationSnapshot snapshot) {
    return snapshot.token().kept() instanceof Lookup.Found<TokenFacts>(TokenFacts token)
        ? token
            .expires()
            .map(end -> Duration.between(snapshot.now(), end))
            .filter(Duration::isPositive)
        : Optional.empty();
  }

  private static Finding finding(Reason reason, String message) {
    return Finding.of(ConditionType.CREDENTIALS_READY, reason, message);
  }
}
