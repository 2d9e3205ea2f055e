package dev.toolrack.core.integration;

import dev.toolrack.core.connector.ConnectorResolver;
import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.scope.CrossNamespace;
import dev.toolrack.core.scope.NamespaceScope;
import dev.toolrack.core.status.ConditionType;
import dev.toolrack.core.status.Effect;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.status.Reason;
import dev.toolrack.crds.McpIntegrationSpec.ConnectorRef;
import java.util.Objects;

/**
 * Whether an integration may use the connector it names: one of its own namespace, or of one that
 * provides for it. Otherwise the answer is the same whether or not that connector exists.
 */
final class ConnectorCheck {

  private ConnectorCheck() {}

  static Checked<ConnectorFacts> of(IntegrationSnapshot snapshot, NamespaceScope home) {
    ConnectorRef ref = snapshot.spec().connectorRef();
    String namespace = ref.namespace() == null ? home.namespace() : ref.namespace();
    boolean own = namespace.equals(home.namespace());
    if (!own && snapshot.cross() == CrossNamespace.OFF) {
      // Said before it is looked for: whether it exists is nobody's business here.
      return ended(Reason.SCOPE_UNPROTECTED, Reason.SCOPE_UNPROTECTED.sentence());
    }
    return switch (snapshot.connector()) {
      case Lookup.Found<ConnectorFacts>(ConnectorFacts connector) ->
          own ? usable(connector, ref) : foreign(connector, ref, home);
      case Lookup.Absent<ConnectorFacts>() ->
          own ? notFound(ref, namespace) : forbidden(ref, namespace);
      case Lookup.Forbidden<ConnectorFacts>() -> forbidden(ref, namespace);
      case Lookup.Stale<ConnectorFacts>() -> new Checked.Undecided<>();
    };
  }

  private static Checked<ConnectorFacts> foreign(
      ConnectorFacts connector, ConnectorRef ref, NamespaceScope home) {
    return switch (connector.namespace()) {
      case Lookup.Found<NamespaceScope>(NamespaceScope provider) ->
          provider.providesFor(home, CrossNamespace.ON)
              ? usable(connector, ref)
              : forbidden(ref, provider.namespace());
      case Lookup.Stale<NamespaceScope>() -> new Checked.Undecided<>();
      case Lookup.Absent<NamespaceScope>(), Lookup.Forbidden<NamespaceScope>() ->
          forbidden(ref, Objects.requireNonNullElse(ref.namespace(), home.namespace()));
    };
  }

  private static Checked<ConnectorFacts> usable(ConnectorFacts connector, ConnectorRef ref) {
    if (!connector.spec().enabled()) {
      return ended(
          Reason.CONNECTOR_DISABLED,
          "Connector %s is disabled. %s".formatted(ref.name(), Reason.CONNECTOR_DISABLED.remedy()));
    }
    boolean blocked =
        ConnectorResolver.findings(connector.spec()).stream()
            .anyMatch(f -> f.effect() == Effect.BLOCKED);
    if (blocked) {
      return ended(
          Reason.CONNECTOR_INVALID,
          "Connector %s is not accepted. %s"
              .formatted(ref.name(), Reason.CONNECTOR_INVALID.remedy()));
    }
    return Checked.passed(connector);
  }

  private static Checked<ConnectorFacts> notFound(ConnectorRef ref, String namespace) {
    return ended(
        Reason.CONNECTOR_NOT_FOUND,
        "There is no McpConnector %s in namespace %s. %s"
            .formatted(ref.name(), namespace, Reason.CONNECTOR_NOT_FOUND.remedy()));
  }

  private static Checked<ConnectorFacts> forbidden(ConnectorRef ref, String namespace) {
    return ended(
        Reason.CONNECTOR_FORBIDDEN,
        "No connector %s/%s is provided for this namespace. %s"
            .formatted(namespace, ref.name(), Reason.CONNECTOR_FORBIDDEN.remedy()));
  }

  private static Checked<ConnectorFacts> ended(Reason reason, String message) {
    return Checked.ended(Finding.of(ConditionType.ACCEPTED, reason, message));
  }
}
