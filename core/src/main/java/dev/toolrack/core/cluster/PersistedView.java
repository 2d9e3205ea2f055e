package dev.toolrack.core.cluster;

import dev.toolrack.core.address.HttpUrl;
import dev.toolrack.core.catalog.Catalog;
import dev.toolrack.core.integration.SecretFacts;
import dev.toolrack.core.policy.Decision;
import dev.toolrack.core.policy.Verdict;
import dev.toolrack.core.render.JsonText;
import dev.toolrack.core.status.ConditionType;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.view.Availability;
import dev.toolrack.core.view.CredentialSlot;
import dev.toolrack.core.view.IntegrationView;
import dev.toolrack.core.view.ServedServer;
import dev.toolrack.core.view.ServedTool;
import dev.toolrack.crds.AccessClass;
import dev.toolrack.crds.IntegrationState;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.crds.McpIntegrationStatus;
import dev.toolrack.crds.McpIntegrationStatus.CredentialVersion;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the operator says of an integration, for whoever may not see everything that it depends on:
 * status and catalog are its effective view, written down.
 */
public final class PersistedView {
  private PersistedView() {}

  /**
   * The view as the operator published it last.
   *
   * @param catalog its catalog, if that is there and visible
   */
  public static IntegrationView of(McpIntegration integration, Optional<ConfigMap> catalog) {
    McpIntegrationStatus status = integration.getStatus();
    var metadata = integration.getMetadata();
    Long observed = status == null ? null : status.observedGeneration();
    return new IntegrationView(
        metadata.getUid(),
        observed == null || observed < 0 ? metadata.getGeneration() : observed,
        status != null && status.server() != null,
        availability(integration, status, catalog));
  }

  private static Availability availability(
      McpIntegration integration,
      @Nullable McpIntegrationStatus status,
      Optional<ConfigMap> catalog) {
    IntegrationState state = status == null ? null : status.state();
    if (status == null
        || (state != IntegrationState.CONNECTED && state != IntegrationState.STALE)) {
      return new Availability.Unavailable(reason(status));
    }
    return catalog(integration, catalog)
        .flatMap(text -> served(text, status))
        .<Availability>map(Availability.Available::new)
        .orElseGet(Availability.Unknown::new);
  }

  private static Reason reason(@Nullable McpIntegrationStatus status) {
    return Stream.ofNullable(status)
        .flatMap(s -> s.conditions().stream())
        .filter(condition -> ConditionType.READY.wire().equals(condition.getType()))
        .flatMap(condition -> Reason.read(condition.getReason()).stream())
        .findFirst()
        .orElse(Reason.NOT_VERIFIED_YET);
  }

  private static Optional<Catalog> catalog(
      McpIntegration integration, Optional<ConfigMap> catalog) {
    return PersistedKnowledge.lastGood(integration, catalog).isEmpty()
        ? Optional.empty()
        : catalog
            .map(config -> config.getData().get(Catalog.FILE))
            .flatMap(text -> JsonText.read(text, Catalog.class));
  }

  private static Optional<ServedServer> served(Catalog catalog, McpIntegrationStatus status) {
    return HttpUrl.parse(catalog.url())
        .map(url ->
            new ServedServer(
                catalog.alias(),
                catalog.title(),
                url,
                catalog.transport(),
                catalog.protocolVersion(),
                catalog.headers(),
                slots(catalog, status),
                holds(status),
                catalog.tools().stream().map(PersistedView::tool).toList()));
  }

  private static boolean holds(McpIntegrationStatus status) {
    return status.conditions().stream()
        .anyMatch(condition ->
            ConditionType.TOOLS_APPROVED.wire().equals(condition.getType())
                && !Reason.CHANGES_ACCEPTED.wire().equals(condition.getReason()));
  }

  private static ServedTool tool(Catalog.ToolPart part) {
    Decision decision =
        switch (part.decision()) {
          case "Auto" -> Decision.AUTO;
          case "Ask" -> Decision.ASK;
          default -> Decision.DISABLED;
        };
    AccessClass access =
        Stream.of(AccessClass.READ, AccessClass.UNKNOWN)
            .filter(known -> known.wire().equals(part.access()))
            .findFirst()
            .orElse(AccessClass.WRITE);
    return new ServedTool(
        part.name(),
        part.title(),
        part.digest(),
        part.bytes(),
        new Verdict(decision, access, part.decidedBy(), part.reason()));
  }

  /** Catalog and status list them in the same order. */
  private static List<CredentialSlot> slots(Catalog catalog, McpIntegrationStatus status) {
    List<CredentialVersion> versions =
        status.view() == null ? List.of() : status.view().credentials();
    return Stream.iterate(0, i -> i + 1)
        .limit(Math.min(versions.size(), catalog.credentials().size()))
        .map(i -> slot(catalog.credentials().get(i), versions.get(i)))
        .toList();
  }

  private static CredentialSlot slot(Catalog.CredentialPart part, CredentialVersion version) {
    return new CredentialSlot(
        part.header(),
        part.bearer(),
        part.secret(),
        part.key(),
        part.uid(),
        version.resourceVersion(),
        version.reach());
  }

  /**
   * What the view vouches for of the Secrets that it was made from: each was there, in this
   * version, with a usable value under the key, and might be sent to the server.
   */
  public static Map<ObjectName, SecretFacts> secrets(
      McpIntegration integration, Optional<ConfigMap> catalog) {
    McpIntegrationStatus status = integration.getStatus();
    Optional<Catalog> text = catalog(integration, catalog);
    if (status == null || text.isEmpty()) {
      return Map.of();
    }
    var facts = new HashMap<ObjectName, SecretFacts>();
    for (CredentialSlot slot : slots(text.get(), status)) {
      var name = new ObjectName(integration.getMetadata().getNamespace(), slot.secret());
      var usable =
          new HashMap<>(
              Optional.ofNullable(facts.get(name)).map(SecretFacts::usable).orElse(Map.of()));
      usable.put(slot.key(), true);
      facts.put(
          name,
          new SecretFacts(
              slot.uid(), slot.resourceVersion(), true, slot.reach(), text.get().url(), usable));
    }
    return Map.copyOf(facts);
  }
}
