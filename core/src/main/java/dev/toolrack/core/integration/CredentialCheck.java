package dev.toolrack.core.integration;

import dev.toolrack.core.address.Consent;
import dev.toolrack.core.address.HttpUrl;
import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.status.ConditionType;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.view.CredentialSlot;
import dev.toolrack.crds.Api;
import dev.toolrack.crds.CredentialReach;
import dev.toolrack.crds.McpIntegrationSpec.Bearer;
import dev.toolrack.crds.McpIntegrationSpec.Credentials;
import dev.toolrack.crds.McpIntegrationSpec.SecretHeader;
import dev.toolrack.crds.McpIntegrationSpec.SecretKeyRef;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether every Secret that an integration names is there, has its owner's consent for this
 * destination, and holds a value that can be a header. The first one that is not decides.
 */
final class CredentialCheck {

  private CredentialCheck() {}

  static Checked<List<CredentialSlot>> of(
      IntegrationSnapshot snapshot, HttpUrl destination, boolean reachesOthers) {
    var slots = new ArrayList<CredentialSlot>();
    var notices = new ArrayList<Finding>();
    for (Wanted wanted : wanted(snapshot.spec().credentials())) {
      switch (one(snapshot, wanted, destination)) {
        case Checked.Undecided<CredentialSlot>() -> {
          return new Checked.Undecided<>();
        }
        case Checked.Ended<CredentialSlot>(Finding finding) -> {
          return Checked.ended(finding);
        }
        case Checked.Passed<CredentialSlot>(CredentialSlot slot, List<Finding> _) -> {
          slots.add(slot);
          if (reachesOthers && slot.reach() != CredentialReach.SCOPE) {
            notices.add(notLent(wanted));
          }
        }
      }
    }
    return new Checked.Passed<>(List.copyOf(slots), List.copyOf(notices));
  }

  /** One secret header that is to be sent. */
  private record Wanted(String header, boolean bearer, SecretKeyRef ref, String field) {}

  private static List<Wanted> wanted(Credentials credentials) {
    var wanted = new ArrayList<Wanted>();
    Bearer bearer = credentials.bearer();
    if (bearer != null) {
      wanted.add(
          new Wanted("Authorization", true, bearer.secretKeyRef(), "spec.credentials.bearer"));
    }
    for (SecretHeader header : credentials.headers()) {
      wanted.add(
          new Wanted(
              header.name(),
              false,
              header.secretKeyRef(),
              "spec.credentials.headers[" + header.name() + "]"));
    }
    return wanted;
  }

  private static Checked<CredentialSlot> one(
      IntegrationSnapshot snapshot, Wanted wanted, HttpUrl destination) {
    String name = wanted.ref().name();
    return switch (snapshot.secrets().getOrDefault(name, Lookup.stale())) {
      case Lookup.Found<SecretFacts>(SecretFacts secret) -> present(secret, wanted, destination);
      case Lookup.Absent<SecretFacts>(), Lookup.Forbidden<SecretFacts>() ->
          ended(
              Reason.SECRET_NOT_FOUND,
              "There is no Secret %s with label %s (%s). %s"
                  .formatted(
                      name,
                      Api.CREDENTIAL_LABEL,
                      wanted.field(),
                      Reason.SECRET_NOT_FOUND.remedy()));
      case Lookup.Stale<SecretFacts>() -> new Checked.Undecided<>();
    };
  }

  private static Checked<CredentialSlot> present(
      SecretFacts secret, Wanted wanted, HttpUrl destination) {
    String name = wanted.ref().name();
    String key = wanted.ref().key();
    // Whoever wrote another value than these two has agreed to neither.
    if (!secret.consented() || secret.reach() == CredentialReach.UNRECOGNISED) {
      return ended(
          Reason.SECRET_NOT_CONSENTED,
          "Secret %s (%s) has no label %s: Namespace or Scope. %s"
              .formatted(
                  name,
                  wanted.field(),
                  Api.CREDENTIAL_LABEL,
                  Reason.SECRET_NOT_CONSENTED.remedy()));
    }
    if (!Consent.of(secret.sendTo()).allows(destination)) {
      return ended(Reason.SECRET_DESTINATION_FORBIDDEN, Consent.remedy(name, destination));
    }
    if (!secret.usable().containsKey(key)) {
      return ended(
          Reason.SECRET_KEY_MISSING,
          "Secret %s has no key %s (%s). %s"
              .formatted(name, key, wanted.field(), Reason.SECRET_KEY_MISSING.remedy()));
    }
    if (!secret.usable().getOrDefault(key, false)) {
      return ended(
          Reason.SECRET_INVALID,
          "Key %s of Secret %s: %s".formatted(key, name, Reason.SECRET_INVALID.sentence()));
    }
    return Checked.passed(
        new CredentialSlot(
            wanted.header(),
            wanted.bearer(),
            name,
            key,
            secret.uid(),
            secret.resourceVersion(),
            secret.reach()));
  }

  private static Finding notLent(Wanted wanted) {
    return Finding.of(
        ConditionType.CREDENTIALS_READY,
        Reason.SECRET_NOT_LENT,
        "Secret %s stays in its namespace, so agents of other namespaces do not get this server."
                .formatted(wanted.ref().name())
            + " "
            + Reason.SECRET_NOT_LENT.remedy());
  }

  private static Checked<CredentialSlot> ended(Reason reason, String message) {
    return Checked.ended(Finding.of(ConditionType.CREDENTIALS_READY, reason, message));
  }
}
