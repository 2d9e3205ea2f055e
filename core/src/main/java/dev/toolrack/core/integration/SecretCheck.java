package dev.toolrack.core.integration;

import dev.toolrack.core.address.Consent;
import dev.toolrack.core.address.HttpUrl;
import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.status.ConditionType;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.status.Reason;
import dev.toolrack.crds.Api;
import dev.toolrack.crds.CredentialReach;
import java.util.List;
import java.util.Optional;

/** Whether one Secret is there, has its owner's consent, and holds what it should. */
final class SecretCheck {

  private SecretCheck() {}

  /**
   * The Secret, if its owner agreed to all of the destinations.
   *
   * @param field that names it
   */
  static Checked<SecretFacts> of(
      IntegrationSnapshot snapshot, String name, String field, List<HttpUrl> destinations) {
    return switch (snapshot.secrets().getOrDefault(name, Lookup.stale())) {
      case Lookup.Found<SecretFacts>(SecretFacts secret) ->
          consented(secret, name, field, destinations);
      case Lookup.Absent<SecretFacts>(), Lookup.Forbidden<SecretFacts>() ->
          ended(
              Reason.SECRET_NOT_FOUND,
              "There is no Secret %s with label %s (%s). %s"
                  .formatted(name, Api.CREDENTIAL_LABEL, field, Reason.SECRET_NOT_FOUND.remedy()));
      case Lookup.Stale<SecretFacts>() -> new Checked.Undecided<>();
    };
  }

  private static Checked<SecretFacts> consented(
      SecretFacts secret, String name, String field, List<HttpUrl> destinations) {
    // Whoever wrote another value than these two has agreed to neither.
    if (!secret.consented() || secret.reach() == CredentialReach.UNRECOGNISED) {
      return ended(
          Reason.SECRET_NOT_CONSENTED,
          "Secret %s (%s) has no label %s: Namespace or Scope. %s"
              .formatted(name, field, Api.CREDENTIAL_LABEL, Reason.SECRET_NOT_CONSENTED.remedy()));
    }
    Consent sendTo = Consent.of(secret.sendTo());
    for (HttpUrl destination : destinations) {
      if (!sendTo.allows(destination)) {
        return ended(Reason.SECRET_DESTINATION_FORBIDDEN, Consent.remedy(name, destination));
      }
    }
    return Checked.passed(secret);
  }

  /** What is wrong with the value under a key that has to be a header, or empty. */
  static Optional<Finding> value(SecretFacts secret, String name, String key, String field) {
    if (!secret.usable().containsKey(key)) {
      return Optional.of(missing(name, key, field));
    }
    return secret.usable().getOrDefault(key, false)
        ? Optional.empty()
        : Optional.of(
            finding(
                Reason.SECRET_INVALID,
                "Key %s of Secret %s: %s".formatted(key, name, Reason.SECRET_INVALID.sentence())));
  }

  /** The key is not there. */
  static Finding missing(String name, String key, String field) {
    return finding(
        Reason.SECRET_KEY_MISSING,
        "Secret %s has no key %s (%s). %s"
            .formatted(name, key, field, Reason.SECRET_KEY_MISSING.remedy()));
  }

  private static Checked<SecretFacts> ended(Reason reason, String message) {
    return Checked.ended(finding(reason, message));
  }

  private static Finding finding(Reason reason, String message) {
    return Finding.of(ConditionType.CREDENTIALS_READY, reason, message);
  }
}
