package dev.toolrack.core.integration;

import dev.toolrack.core.address.Consent;
import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.status.ConditionType;
import dev.toolrack.core.status.Effect;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.token.TokenFacts;
import dev.toolrack.core.token.TokenPlan;
import dev.toolrack.core.token.TokenPlan.SecretVersion;
import dev.toolrack.core.token.TokenState;
import dev.toolrack.core.token.TokenState.Failure;
import dev.toolrack.core.tool.CleanText;
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

  private static final int MAX_TEXT = 128;

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
    if (refused || !token.isFor(plan) || isBeingReplaced(plan, token)) {
      return none(snapshot, plan, "");
    }
    if (token.isOver(snapshot.now())) {
      return token.renews() || failure.isPresent()
          ? none(snapshot, plan, Failure.EXPIRED)
          : Checked.ended(reconnect(snapshot, "The login has expired."));
    }
    Optional<Finding> forbidden = forbidden(snapshot, plan, token);
    if (forbidden.isPresent()) {
      return Checked.ended(forbidden.get());
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

  /** Somebody logged in anew, or logged out, and that was not taken over yet. */
  private static boolean isBeingReplaced(TokenPlan plan, TokenFacts token) {
    return plan.handOver().filter(login -> !token.isOf(login)).isPresent();
  }

  /** Whoever logged in said where the token may be sent. */
  private static Optional<Finding> forbidden(
      IntegrationSnapshot snapshot, TokenPlan plan, TokenFacts token) {
    return token
        .login()
        .filter(login -> !Consent.of(login.sendTo()).allows(plan.server()))
        .map(_ ->
            finding(
                Reason.SECRET_DESTINATION_FORBIDDEN,
                "Whoever logged in has not agreed that the token is sent to %s. %s"
                    .formatted(plan.server().origin(), command(snapshot))));
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
        reach(snapshot, plan, token));
  }

  /** Copies of a token travel as far as whoever logged in said, or as those of its client. */
  private static CredentialReach reach(
      IntegrationSnapshot snapshot, TokenPlan plan, TokenFacts token) {
    return token
        .login()
        .map(TokenFacts.Login::reach)
        .or(() -> plan.client().flatMap(client -> reach(snapshot, client)))
        .orElse(CredentialReach.UNRECOGNISED);
  }

  private static Optional<CredentialReach> reach(
      IntegrationSnapshot snapshot, SecretVersion client) {
    return snapshot.secrets().get(client.name()) instanceof Lookup.Found<SecretFacts>(var found)
        ? Optional.of(found.reach())
        : Optional.empty();
  }

  private static Checked<CredentialSlot> none(
      IntegrationSnapshot snapshot, TokenPlan plan, String before) {
    Optional<Failure> failure = failure(snapshot.token(), plan);
    if (failure.isPresent()) {
      Failure f = failure.get();
      return Checked.ended(
          f.reason() == Reason.RECONNECT_REQUIRED
              ? reconnect(snapshot, f.detail())
              : finding(f.reason(), before + f.detail()));
    }
    boolean nobody =
        before.isEmpty() && plan.login().isPresent() && !isComing(snapshot.token().kept(), plan);
    return Checked.ended(
        nobody
            ? absent(snapshot)
            : finding(Reason.TOKEN_PENDING, before + Reason.TOKEN_PENDING.sentence()));
  }

  /** Whether there is a login that was not taken over yet. */
  private static boolean isComing(Lookup<TokenFacts> kept, TokenPlan plan) {
    return plan.handOver()
        .filter(login ->
            !(kept instanceof Lookup.Found<TokenFacts>(TokenFacts token) && token.isOf(login)))
        .isPresent();
  }

  private static Finding absent(IntegrationSnapshot snapshot) {
    if (!(snapshot.token().kept() instanceof Lookup.Found<TokenFacts>(TokenFacts token))) {
      return finding(
          Reason.CONSENT_NEEDED, Reason.CONSENT_NEEDED.meaning() + " " + command(snapshot));
    }
    return reconnect(
        snapshot,
        token.identity().isEmpty()
            ? token
                .login()
                .flatMap(TokenFacts.Login::refused)
                .map(why -> CleanText.of(why, MAX_TEXT))
                .orElse("Nobody is logged in.")
            : "The login was made for other settings of the connector or the integration.");
  }

  private static Finding reconnect(IntegrationSnapshot snapshot, String why) {
    return finding(Reason.RECONNECT_REQUIRED, why + " " + command(snapshot));
  }

  private static String command(IntegrationSnapshot snapshot) {
    return "Log in: " + LoginCommand.of(snapshot, "");
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
