package dev.toolrack.operator.shell.gather;

import dev.toolrack.core.address.HttpUrl;
import dev.toolrack.core.integration.Requester;
import dev.toolrack.core.integration.VerificationPlan;
import dev.toolrack.core.view.CredentialSlot;
import dev.toolrack.operator.shell.verify.Schedules.CredentialValues;
import java.util.Optional;

/** What verifications need, read from the caches when they begin. */
public record LastMoment(Secrets secrets, Requesters requesters) implements CredentialValues {

  @Override
  public Optional<String> of(String namespace, CredentialSlot slot, HttpUrl destination) {
    return secrets.value(namespace, slot, destination);
  }

  @Override
  public Requester requester(VerificationPlan plan) {
    return requesters.of(plan.connectorNamespace());
  }
}
