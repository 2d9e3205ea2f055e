package dev.toolrack.core.integration;

import dev.toolrack.core.connector.BundleFacts;
import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.status.ConditionType;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.status.Reason;
import dev.toolrack.crds.McpConnectorSpec.ConfigMapKeyRef;
import java.util.Optional;

/** Whether the certificate authorities that a connector names can be trusted. */
final class TrustCheck {

  private TrustCheck() {}

  static Checked<Optional<TrustedBundle>> of(ConnectorFacts connector) {
    ConfigMapKeyRef ref = connector.spec().server().caBundleRef();
    if (ref == null) {
      return Checked.passed(Optional.empty());
    }
    Optional<Reason> problem = BundleFacts.problem(connector.bundle());
    if (problem.isPresent()) {
      return Checked.ended(
          Finding.of(ConditionType.ACCEPTED, problem.get(), message(problem.get(), ref)));
    }
    return connector.bundle() instanceof Lookup.Found<BundleFacts>(BundleFacts bundle)
        ? Checked.passed(Optional.of(new TrustedBundle(ref.name(), ref.key(), bundle.digest())))
        : new Checked.Undecided<>();
  }

  private static String message(Reason reason, ConfigMapKeyRef ref) {
    return "Key %s of ConfigMap %s (the connector's spec.server.caBundleRef): %s"
        .formatted(ref.key(), ref.name(), reason.sentence());
  }
}
