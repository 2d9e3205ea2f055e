package dev.toolrack.operator.shell.apply;

import dev.toolrack.core.catalog.Catalog;
import dev.toolrack.core.drift.StoredSets;
import dev.toolrack.core.integration.IntegrationOutcome;
import dev.toolrack.core.status.ConditionType;
import dev.toolrack.core.status.Effect;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.status.Reason;
import dev.toolrack.crds.McpIntegration;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.Map;
import java.util.Optional;

/** Persists an integration's effective view, or takes it away where there is none. */
public final class CatalogWriter {
  private final OwnedObjects<ConfigMap> catalogs;

  public CatalogWriter(OwnedObjects<ConfigMap> catalogs) {
    this.catalogs = catalogs;
  }

  /**
   * Writes if it differs; a finding if that was not possible.
   *
   * @param stored definition sets, which outlive the view
   */
  public Optional<Finding> write(
      McpIntegration integration, Optional<String> catalog, StoredSets stored) {
    String name = IntegrationOutcome.catalogName(integration.getMetadata().getName());
    if (catalog.isEmpty() && stored.isEmpty()) {
      catalogs.remove(
          integration.getMetadata().getNamespace(), name, integration.getMetadata().getUid());
      return Optional.empty();
    }
    ConfigMap desired =
        new ConfigMapBuilder()
            .withMetadata(Labels.ofIntegration(integration, name, Labels.CATALOG))
            .withData(catalog.map(text -> Map.of(Catalog.FILE, text)).orElse(Map.of()))
            .withBinaryData(stored.isEmpty() ? Map.of() : Map.of(StoredSets.FILE, stored.file()))
            .build();
    return switch (catalogs.ensure(desired)) {
      case UNCHANGED, CHANGED -> Optional.empty();
      case NAME_TAKEN ->
          Optional.of(
              notice(
                  Reason.OUTPUT_NAME_TAKEN,
                  "ConfigMap %s exists and is not this integration's, so the server is verified"
                          .formatted(name)
                      + " anew after every restart of the operator. "
                      + Reason.OUTPUT_NAME_TAKEN.remedy()));
      case CONFLICT ->
          Optional.of(notice(Reason.OUTPUT_CONFLICT, Reason.OUTPUT_CONFLICT.sentence()));
    };
  }

  /** The agents get their tools all the same. */
  private static Finding notice(Reason reason, String message) {
    return Finding.of(ConditionType.ACCEPTED, reason, message).as(Effect.NOTICE);
  }
}
