package dev.toolrack.core.integration;

import dev.toolrack.core.naming.Alias;
import dev.toolrack.core.policy.RuleList;
import dev.toolrack.core.scope.NamespaceScope;
import dev.toolrack.core.scope.Reach;
import dev.toolrack.core.spec.Unrecognised;
import dev.toolrack.core.status.ConditionType;
import dev.toolrack.core.status.Effect;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.status.Reason;
import java.util.List;
import java.util.Optional;

/** What can be said of an integration without looking at anything else. */
final class DeclarationCheck {

  private DeclarationCheck() {}

  /**
   * What is wrong, or empty.
   *
   * @param findings takes what is worth knowing besides
   */
  static Optional<Finding> problem(
      IntegrationSnapshot snapshot, Reach reach, List<Finding> findings) {
    if (!snapshot.spec().enabled()) {
      return Optional.of(accepted(Reason.DISABLED, Reason.DISABLED.sentence()));
    }
    if (!snapshot.enabled()) {
      return Optional.of(
          accepted(Reason.NAMESPACE_NOT_ENABLED, Reason.NAMESPACE_NOT_ENABLED.sentence()));
    }
    if (!snapshot.seated()) {
      return Optional.of(
          accepted(Reason.TOO_MANY_INTEGRATIONS, Reason.TOO_MANY_INTEGRATIONS.sentence()));
    }
    if (Alias.effective(snapshot.ref().name(), snapshot.spec().alias())
        instanceof Alias.Invalid(String message)) {
      return Optional.of(accepted(Reason.ALIAS_INVALID, message));
    }
    Optional<String> newer =
        Unrecognised.within(
            snapshot.spec(), "spec.connectorRef", "spec.credentials", "spec.variables");
    if (newer.isPresent()) {
      // What is sent and where to must be understood to the letter.
      return Optional.of(accepted(Reason.SPEC_NOT_UNDERSTOOD, newer.get()).as(Effect.BLOCKED));
    }
    Unrecognised.in(snapshot.spec())
        .ifPresent(fields -> findings.add(accepted(Reason.SPEC_NOT_UNDERSTOOD, fields)));
    List<String> unreachable =
        RuleList.ofIntegration("", snapshot.spec().tools().rules()).unreachable();
    if (!unreachable.isEmpty()) {
      findings.add(
          accepted(
              Reason.RULE_UNREACHABLE,
              "spec.tools.rules: %s never decide. %s"
                  .formatted(String.join(", ", unreachable), Reason.RULE_UNREACHABLE.sentence())));
    }
    return switch (reach) {
      case Reach.ScopeForbidden(NamespaceScope _, String message) ->
          Optional.of(accepted(Reason.SCOPE_FORBIDDEN, message));
      case Reach.ScopeInvalid(NamespaceScope _, String message) ->
          Optional.of(accepted(Reason.SCOPE_INVALID, message));
      case Reach.Confined confined -> {
        findings.add(accepted(Reason.SCOPE_UNPROTECTED, confined.message()).as(Effect.NOTICE));
        yield Optional.empty();
      }
      default -> Optional.empty();
    };
  }

  private static Finding accepted(Reason reason, String message) {
    return Finding.of(ConditionType.ACCEPTED, reason, message);
  }
}
