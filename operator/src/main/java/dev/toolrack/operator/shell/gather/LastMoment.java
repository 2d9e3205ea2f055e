package dev.toolrack.operator.shell.gather;

import dev.toolrack.core.address.HttpUrl;
import dev.toolrack.core.integration.Requester;
import dev.toolrack.core.integration.TrustedBundle;
import dev.toolrack.core.integration.VerificationPlan;
import dev.toolrack.core.view.CredentialSlot;
import dev.toolrack.mcp.TrustBundle;
import dev.toolrack.operator.shell.verify.Schedules.CredentialValues;
import java.util.Optional;

/** What verifications need, read from the caches when they begin. */
public record LastMoment(Secrets secrets, Configs configs, Requesters requesters)
    implements CredentialValues {

  @Override
  public Optional<String> of(String namespace, CredentialSlot slot, HttpUrl destination) {
    return secrets.value(namespace, slot, destination);
  }

  @Override
  public Optional<TrustBundle> bundle(String namespace, TrustedBundle trust) {
    return configs.value(namespace, trust);
  }

  @Override
  public Requester requester(VerificationPlan plan) {
    return requester(plan.connectorNamespace());
  }

  /** On whose behalf connectors of a namespace are asked. */
  public Requester requester(String namespace) {
    return requesters.of(namespace);
  }
}
