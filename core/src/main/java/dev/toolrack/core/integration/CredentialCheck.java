package dev.toolrack.core.integration;

import dev.toolrack.core.address.HttpUrl;
import dev.toolrack.core.status.ConditionType;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.token.TokenPlan;
import dev.toolrack.core.token.TokenPlan.SecretVersion;
import dev.toolrack.core.view.CredentialSlot;
import dev.toolrack.crds.Api;
import dev.toolrack.crds.CredentialReach;
import dev.toolrack.crds.McpIntegrationSpec.Bearer;
import dev.toolrack.crds.McpIntegrationSpec.Credentials;
import dev.toolrack.crds.McpIntegrationSpec.SecretHeader;
import dev.toolrack.crds.McpIntegrationSpec.SecretKeyRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether every Secret that an integration names is there, has its owner's consent for this
 * destination, and holds a value that can be a header; and whether there is an access token, where
 * one is needed. The first one that is not decides.
 */
final class CredentialCheck {

  private CredentialCheck() {}

  /**
   * @param reachesOthers whether agents of other namespaces may use the integration
   * @param token the access token that is needed
   */
  static Checked<List<CredentialSlot>> of(
      IntegrationSnapshot snapshot,
      HttpUrl destination,
      boolean reachesOthers,
      Optional<TokenPlan> token) {
    var slots = new ArrayList<CredentialSlot>();
    var notices = new ArrayList<Finding>();
    // What people keep comes first: for what is missing there, no authorization server is waited.
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
            notices.add(notLent(wanted.ref().name()));
          }
        }
      }
    }
    if (token.isEmpty()) {
      return new Checked.Passed<>(List.copyOf(slots), List.copyOf(notices));
    }
    return switch (TokenCheck.of(snapshot, token.get())) {
      case Checked.Undecided<CredentialSlot>() -> new Checked.Undecided<>();
      case Checked.Ended<CredentialSlot>(Finding finding) -> Checked.ended(finding);
      case Checked.Passed<CredentialSlot>(CredentialSlot slot, List<Finding> news) -> {
        slots.addFirst(slot);
        notices.addAll(news);
        if (reachesOthers && slot.reach() != CredentialReach.SCOPE) {
          notices.add(notLent(snapshot, token.get()));
        }
        yield new Checked.Passed<>(List.copyOf(slots), List.copyOf(notices));
      }
    };
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
    return switch (SecretCheck.of(snapshot, name, wanted.field(), List.of(destination))) {
      case Checked.Undecided<SecretFacts>() -> new Checked.Undecided<>();
      case Checked.Ended<SecretFacts>(Finding finding) -> Checked.ended(finding);
      case Checked.Passed<SecretFacts>(SecretFacts secret, List<Finding> _) ->
          SecretCheck.value(secret, name, wanted.ref().key(), wanted.field())
              .<Checked<CredentialSlot>>map(Checked::ended)
              .orElseGet(() -> Checked.passed(slot(secret, wanted)));
    };
  }

  private static CredentialSlot slot(SecretFacts secret, Wanted wanted) {
    return new CredentialSlot(
        wanted.header(),
        wanted.bearer(),
        wanted.ref().name(),
        wanted.ref().key(),
        secret.uid(),
        secret.resourceVersion(),
        secret.reach());
  }

  /** How far a token travels is said where somebody logs in, or by the label of its client. */
  private static Finding notLent(IntegrationSnapshot snapshot, TokenPlan token) {
    return token.login().isPresent()
        ? notLent(
            "The login",
            "If they may hold its token, log in again: " + LoginCommand.of(snapshot, " --lend"))
        : notLent(
            token
                .client()
                .map(SecretVersion::name)
                .orElseGet(() -> TokenPlan.secretName(snapshot.ref().name())));
  }

  private static Finding notLent(String secret) {
    return notLent(
        "Secret " + secret,
        "Label the Secret %s: Scope, if other namespaces may hold it."
            .formatted(Api.CREDENTIAL_LABEL));
  }

  private static Finding notLent(String what, String remedy) {
    return Finding.of(
        ConditionType.CREDENTIALS_READY,
        Reason.SECRET_NOT_LENT,
        "%s stays in its namespace, so agents of other namespaces do not get this server. %s"
            .formatted(what, remedy));
  }
}
