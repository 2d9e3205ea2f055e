package dev.toolrack.core.integration;

import dev.toolrack.core.naming.Alias;
import dev.toolrack.core.scope.Reach;
import dev.toolrack.core.status.Conditions;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.view.Availability;
import dev.toolrack.core.view.CredentialSlot;
import dev.toolrack.core.view.IntegrationView;
import dev.toolrack.core.view.ServedServer;
import dev.toolrack.crds.Approval;
import dev.toolrack.crds.AuthKind;
import dev.toolrack.crds.IntegrationState;
import dev.toolrack.crds.McpIntegrationStatus;
import dev.toolrack.crds.McpIntegrationStatus.ConnectorVersion;
import dev.toolrack.crds.McpIntegrationStatus.CredentialVersion;
import dev.toolrack.crds.McpIntegrationStatus.ServerFacts;
import dev.toolrack.crds.McpIntegrationStatus.ToolCounts;
import dev.toolrack.crds.McpIntegrationStatus.View;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts a decision about an integration into the words of its status and of its view. */
final class IntegrationFacts {

  private IntegrationFacts() {}

  static McpIntegrationStatus unusable(
      IntegrationSnapshot snapshot, Reach reach, List<Finding> findings) {
    return status(
        snapshot,
        reach,
        findings,
        snapshot.knowledge().lastSeen().orElse(null),
        pinned(snapshot),
        null);
  }

  /** The status goes on naming the view that is lost, so that it still is after a restart. */
  static McpIntegrationStatus lost(
      IntegrationSnapshot snapshot, Reach reach, List<Finding> findings) {
    return status(
        snapshot,
        reach,
        findings,
        snapshot.knowledge().lastSeen().orElse(null),
        pinned(snapshot),
        snapshot.knowledge().persisted().orElse(null));
  }

  static McpIntegrationStatus offered(
      IntegrationSnapshot snapshot,
      Reach reach,
      List<Finding> findings,
      ServedServer served,
      ConnectorFacts connector,
      VerifiedServer server,
      DefinitionCheck definitions,
      String digest) {
    var seen =
        new ServerFacts(
            served.url().toString(),
            server.transport(),
            server.protocolVersion(),
            emptyAsNull(server.name()),
            emptyAsNull(server.version()));
    var view =
        new View(
            IntegrationOutcome.catalogName(snapshot.ref().name()),
            digest,
            new ConnectorVersion(connector.uid(), connector.generation()),
            served.credentials().stream().map(slot -> version(snapshot, served, slot)).toList());
    return status(snapshot, reach, findings, seen, counts(served, definitions), view);
  }

  private static McpIntegrationStatus status(
      IntegrationSnapshot snapshot,
      Reach reach,
      List<Finding> findings,
      @Nullable ServerFacts server,
      @Nullable ToolCounts tools,
      @Nullable View view) {
    return new McpIntegrationStatus(
        snapshot.generation(),
        state(findings),
        alias(snapshot),
        reach.describe(),
        auth(snapshot),
        null,
        server,
        tools,
        view,
        null,
        List.of());
  }

  /** What bindings see of it. */
  static IntegrationView view(
      IntegrationSnapshot snapshot, boolean established, Availability availability) {
    return new IntegrationView(snapshot.uid(), snapshot.generation(), established, availability);
  }

  private static IntegrationState state(List<Finding> findings) {
    return switch (Conditions.effect(findings)) {
      case NONE, NOTICE, PAUSED -> IntegrationState.CONNECTED;
      case IMPAIRED -> IntegrationState.STALE;
      case WAITING -> IntegrationState.PENDING;
      case UNBEGUN -> IntegrationState.RECONNECT_REQUIRED;
      case BLOCKED ->
          Conditions.loudest(findings)
                  .filter(f -> f.reason() == Reason.RECONNECT_REQUIRED)
                  .isPresent()
              ? IntegrationState.RECONNECT_REQUIRED
              : IntegrationState.ERROR;
      case OFF -> IntegrationState.DISABLED;
    };
  }

  static @Nullable String alias(IntegrationSnapshot snapshot) {
    return Alias.effective(snapshot.ref().name(), snapshot.spec().alias())
            instanceof Alias.Valid(String alias)
        ? alias
        : null;
  }

  private static AuthKind auth(IntegrationSnapshot snapshot) {
    var credentials = snapshot.spec().credentials();
    if (credentials.oauth() != null) {
      return AuthKind.OAUTH;
    }
    if (credentials.bearer() != null) {
      return AuthKind.BEARER;
    }
    return credentials.headers().isEmpty() ? AuthKind.NONE : AuthKind.HEADERS;
  }

  /** The pin outlives everything else that is known of the server. */
  private static @Nullable ToolCounts pinned(IntegrationSnapshot snapshot) {
    return snapshot.knowledge().records().pinned().map(ToolCounts::pinnedOnly).orElse(null);
  }

  private static ToolCounts counts(ServedServer served, DefinitionCheck definitions) {
    var enabled = served.tools().stream().filter(t -> t.verdict().enabled()).toList();
    int auto = (int) enabled.stream().filter(t -> t.verdict().approval() == Approval.AUTO).count();
    return new ToolCounts(
        served.tools().size(),
        enabled.size(),
        auto,
        enabled.size() - auto,
        definitions.held(),
        definitions.pinned().orElse(null),
        definitions.tools().digest());
  }

  private static CredentialVersion version(
      IntegrationSnapshot snapshot, ServedServer served, CredentialSlot slot) {
    return new CredentialVersion(
        served.keyOf(slot, snapshot.ref()), slot.uid(), slot.resourceVersion(), slot.reach());
  }

  private static @Nullable String emptyAsNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
