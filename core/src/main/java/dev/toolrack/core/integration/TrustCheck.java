package dev.toolrack.core.integration;

import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.status.ConditionType;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.status.Reason;
import dev.toolrack.crds.Api;
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
    return switch (connector.bundle()) {
      case Lookup.Found<BundleFacts>(BundleFacts bundle) -> found(bundle, ref);
      case Lookup.Absent<BundleFacts>(), Lookup.Forbidden<BundleFacts>() ->
          ended(
              Reason.CONFIG_NOT_FOUND,
              "ConfigMap %s (%s) does not exist.".formatted(ref.name(), field()));
      case Lookup.Stale<BundleFacts>() -> new Checked.Undecided<>();
    };
  }

  private static Checked<Optional<TrustedBundle>> found(BundleFacts bundle, ConfigMapKeyRef ref) {
    if (!bundle.labelled()) {
      return ended(
          Reason.CONFIG_NOT_LABELLED,
          "ConfigMap %s (%s) has no label %s: \"true\"."
              .formatted(ref.name(), field(), Api.CONFIG_LABEL));
    }
    if (!bundle.present()) {
      return ended(
          Reason.CONFIG_KEY_MISSING,
          "ConfigMap %s has no key %s (%s).".formatted(ref.name(), ref.key(), field()));
    }
    if (!bundle.usable()) {
      return ended(
          Reason.CA_BUNDLE_INVALID,
          "Key %s of ConfigMap %s: %s"
              .formatted(ref.key(), ref.name(), Reason.CA_BUNDLE_INVALID.meaning()));
    }
    return Checked.passed(Optional.of(new TrustedBundle(ref.name(), ref.key(), bundle.digest())));
  }

  private static String field() {
    return "the connector's spec.server.caBundleRef";
  }

  private static Checked<Optional<TrustedBundle>> ended(Reason reason, String message) {
    return Checked.ended(
        Finding.of(ConditionType.ACCEPTED, reason, message + " " + reason.remedy()));
  }
}
