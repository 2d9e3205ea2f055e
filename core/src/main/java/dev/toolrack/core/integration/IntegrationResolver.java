package dev.toolrack.core.integration;

import dev.toolrack.core.address.Expansion;
import dev.toolrack.core.address.UrlTemplate;
import dev.toolrack.core.connector.AddressReasons;
import dev.toolrack.core.connector.ServerWords;
import dev.toolrack.core.integration.VerificationCheck.Judgement;
import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.naming.Durations;
import dev.toolrack.core.scope.NamespaceScope;
import dev.toolrack.core.scope.Reach;
import dev.toolrack.core.status.ConditionType;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.token.TokenPlan;
import dev.toolrack.core.view.Availability;
import dev.toolrack.core.view.CredentialSlot;
import dev.toolrack.core.view.IntegrationView;
import dev.toolrack.core.view.ServedServer;
import dev.toolrack.crds.McpIntegrationSpec.VariableValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides about one integration: whether its declaration holds, whether its credentials may be
 * sent, whether its server is verified, and what it offers agents. Pure and total.
 */
public final class IntegrationResolver {
  private static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(5);
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

  private IntegrationResolver() {}

  /**
   * The decision, or empty where nothing can be decided because the API does not answer: then
   * everything stays as it is.
   */
  public static Optional<IntegrationOutcome> resolve(IntegrationSnapshot snapshot) {
    return switch (snapshot.namespace()) {
      case Lookup.Found<NamespaceScope>(NamespaceScope home) ->
          new Resolution(snapshot, home).resolve();
      case Lookup.Absent<NamespaceScope>(),
          Lookup.Forbidden<NamespaceScope>(),
          Lookup.Stale<NamespaceScope>() ->
          Optional.empty();
    };
  }

  /**
   * What bindings see of an integration about which nothing can be decided now and never was since
   * the start. Agents keep what they have of it; whoever else they have is none of its business.
   */
  public static IntegrationView undecided(IntegrationSnapshot snapshot) {
    return IntegrationFacts.view(
        snapshot,
        snapshot.knowledge().lastSeen().isPresent(),
        snapshot.knowledge().persisted().isPresent()
            ? new Availability.Unknown()
            : new Availability.Unavailable(Reason.NOT_VERIFIED_YET));
  }

  /** One run, from the first check to the last; the first that fails ends it. */
  private static final class Resolution {
    private final IntegrationSnapshot snapshot;
    private final NamespaceScope home;
    private final Reach reach;
    private final List<Finding> findings = new ArrayList<>();
    private Optional<TokenPlan> token = Optional.empty();

    Resolution(IntegrationSnapshot snapshot, NamespaceScope home) {
      this.snapshot = snapshot;
      this.home = home;
      this.reach = Reach.of(home, snapshot.spec().access(), snapshot.cross());
    }

    Optional<IntegrationOutcome> resolve() {
      Optional<Finding> invalid = DeclarationCheck.problem(snapshot, reach, findings);
      if (invalid.isPresent()) {
        return ended(invalid.get());
      }
      return switch (ConnectorCheck.of(snapshot, home)) {
        case Checked.Undecided<ConnectorFacts>() -> Optional.empty();
        case Checked.Ended<ConnectorFacts>(Finding finding) -> ended(finding);
        case Checked.Passed<ConnectorFacts>(ConnectorFacts connector, List<Finding> _) ->
            addressed(connector);
      };
    }

    private Optional<IntegrationOutcome> addressed(ConnectorFacts connector) {
      return switch (VariableCheck.of(snapshot)) {
        case Checked.Undecided<List<VariableValue>>() -> Optional.empty();
        case Checked.Ended<List<VariableValue>>(Finding finding) -> ended(finding);
        case Checked.Passed<List<VariableValue>>(List<VariableValue> values, List<Finding> _) ->
            expanded(connector, values);
      };
    }

    private Optional<IntegrationOutcome> expanded(
        ConnectorFacts connector, List<VariableValue> values) {
      return switch (UrlTemplate.of(connector.spec()).expand(values, home.belonging())) {
        case Expansion.Invalid(Expansion.Problem problem, String message) ->
            ended(accepted(AddressReasons.of(problem), message));
        case Expansion.Expanded expanded -> permitted(connector, expanded);
      };
    }

    private Optional<IntegrationOutcome> permitted(
        ConnectorFacts connector, Expansion.Expanded address) {
      Optional<String> header =
          SecretHeaders.problem(snapshot.spec().credentials(), address.headers().keySet());
      if (header.isPresent()) {
        return ended(accepted(Reason.HEADER_INVALID, header.get()));
      }
      Optional<Reason> refusal =
          snapshot.destinations().refusal(address.url(), sendsCredential(), connector.requester());
      if (refusal.isPresent()) {
        return ended(accepted(refusal.get(), ServerWords.of(refusal.get(), address.url())));
      }
      return switch (TrustCheck.of(connector)) {
        case Checked.Undecided<Optional<TrustedBundle>>() -> Optional.empty();
        case Checked.Ended<Optional<TrustedBundle>>(Finding finding) -> ended(finding);
        case Checked.Passed<Optional<TrustedBundle>>(
                Optional<TrustedBundle> trust,
                List<Finding> _) ->
            trusted(connector, address, trust);
      };
    }

    private Optional<IntegrationOutcome> trusted(
        ConnectorFacts connector, Expansion.Expanded address, Optional<TrustedBundle> trust) {
      findings.add(accepted(Reason.ACCEPTED, Reason.ACCEPTED.sentence()));
      return switch (TokenPlanCheck.of(snapshot, connector, address.url())) {
        case Checked.Undecided<Optional<TokenPlan>>() -> Optional.empty();
        case Checked.Ended<Optional<TokenPlan>>(Finding finding) -> ended(finding);
        case Checked.Passed<Optional<TokenPlan>>(Optional<TokenPlan> planned, List<Finding> _) -> {
          token = planned;
          yield withCredentials(connector, address, trust);
        }
      };
    }

    private Optional<IntegrationOutcome> withCredentials(
        ConnectorFacts connector, Expansion.Expanded address, Optional<TrustedBundle> trust) {
      return switch (CredentialCheck.of(snapshot, address.url(), reach.leavesHome(), token)) {
        case Checked.Undecided<List<CredentialSlot>>() -> Optional.empty();
        case Checked.Ended<List<CredentialSlot>>(Finding finding) -> ended(finding);
        case Checked.Passed<List<CredentialSlot>>(
                List<CredentialSlot> slots,
                List<Finding> notices) -> {
          findings.addAll(notices);
          findings.add(credentialsReady(slots));
          yield Optional.of(withToken(judged(connector, plan(connector, address, slots, trust))));
        }
      };
    }

    /** What was decided, and the token that is needed for it. */
    private IntegrationOutcome withToken(IntegrationOutcome outcome) {
      return token
          .map(plan ->
              outcome.with(
                  TokenCheck.rejected(plan, snapshot.knowledge().latest()),
                  LoginFacts.of(snapshot, plan),
                  TokenCheck.remaining(snapshot)))
          .orElse(outcome);
    }

    private IntegrationOutcome judged(ConnectorFacts connector, VerificationPlan plan) {
      String maxStale = connector.spec().verify().maxStale();
      Judgement judgement =
          VerificationCheck.of(
              plan,
              snapshot.knowledge(),
              maxStale == null ? Optional.empty() : Durations.parse(maxStale),
              snapshot.now());
      findings.add(
          token
              .map(t -> TokenAdvice.of(snapshot, connector, t, plan, judgement.finding()))
              .orElse(judgement.finding()));
      return judgement
          .server()
          .map(server ->
              new Usable(snapshot, reach, findings, connector, plan)
                  .outcome(server, judgement.wakeAfter()))
          .orElseGet(() ->
              judgement.lost()
                  ? new Unusable(snapshot, reach, findings).lost(plan)
                  : new Unusable(snapshot, reach, findings).asking(plan));
    }

    private VerificationPlan plan(
        ConnectorFacts connector,
        Expansion.Expanded address,
        List<CredentialSlot> slots,
        Optional<TrustedBundle> trust) {
      var verify = connector.spec().verify();
      return new VerificationPlan(
          connector.uid(),
          connector.requester().namespace(),
          address.url(),
          connector.spec().server().transport(),
          ServedServer.sorted(address.headers()),
          slots,
          trust,
          DefinitionCheck.holds(snapshot.spec(), connector),
          Durations.parse(verify.interval()).orElse(DEFAULT_INTERVAL),
          Durations.parse(verify.timeout()).orElse(DEFAULT_TIMEOUT));
    }

    private boolean sendsCredential() {
      var credentials = snapshot.spec().credentials();
      return credentials.bearer() != null
          || credentials.oauth() != null
          || !credentials.headers().isEmpty();
    }

    private static Finding credentialsReady(List<CredentialSlot> slots) {
      return Finding.of(
          ConditionType.CREDENTIALS_READY,
          slots.isEmpty() ? Reason.NO_CREDENTIALS : Reason.CREDENTIALS_READY);
    }

    private Optional<IntegrationOutcome> ended(Finding finding) {
      if (finding.type() != ConditionType.ACCEPTED
          && findings.stream().noneMatch(f -> f.type() == ConditionType.ACCEPTED)) {
        findings.add(accepted(Reason.ACCEPTED, Reason.ACCEPTED.sentence()));
      }
      findings.add(finding);
      return Optional.of(withToken(new Unusable(snapshot, reach, findings).silent()));
    }

    private static Finding accepted(Reason reason, String message) {
      return Finding.of(ConditionType.ACCEPTED, reason, message);
    }
  }
}
