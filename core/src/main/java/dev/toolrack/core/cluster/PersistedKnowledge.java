package dev.toolrack.core.cluster;

import dev.toolrack.core.catalog.Catalog;
import dev.toolrack.core.drift.DefinitionRecords;
import dev.toolrack.core.drift.StoredSets;
import dev.toolrack.core.integration.Attempt;
import dev.toolrack.core.integration.IntegrationSnapshot.Knowledge;
import dev.toolrack.core.integration.VerifiedServer;
import dev.toolrack.core.naming.Sha256;
import dev.toolrack.core.status.ConditionType;
import dev.toolrack.core.status.Reason;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.crds.McpIntegrationStatus;
import dev.toolrack.crds.McpIntegrationStatus.ToolCounts;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What status and catalog of an integration say of earlier verifications: after a restart, and for
 * whoever looks from outside, they stand in for a verification.
 */
public final class PersistedKnowledge {

  private PersistedKnowledge() {}

  /**
   * Everything that is persisted.
   *
   * @param catalog its catalog; empty where there is none
   */
  public static Knowledge knowledge(McpIntegration integration, Optional<ConfigMap> catalog) {
    McpIntegrationStatus status = integration.getStatus();
    return knowledge(
        status, lastGood(integration, catalog), latest(status), records(status, catalog));
  }

  /** What the status adds to what is known otherwise. */
  public static Knowledge knowledge(
      @Nullable McpIntegrationStatus status,
      Optional<VerifiedServer> lastGood,
      Attempt latest,
      DefinitionRecords records) {
    return new Knowledge(
        lastGood,
        latest,
        Optional.ofNullable(status).map(McpIntegrationStatus::server),
        failingSince(status),
        Optional.ofNullable(status).map(McpIntegrationStatus::view),
        records);
  }

  /** A catalog counts only if its bytes are those that the status names. */
  public static Optional<VerifiedServer> lastGood(
      McpIntegration integration, Optional<ConfigMap> catalog) {
    McpIntegrationStatus.View view =
        integration.getStatus() == null ? null : integration.getStatus().view();
    return view == null
        ? Optional.empty()
        : catalog
            .map(ConfigMap::getData)
            .map(data -> data.get(Catalog.FILE))
            .filter(
                text -> Sha256.digest(text.getBytes(StandardCharsets.UTF_8)).equals(view.digest()))
            .flatMap(text -> Catalog.read(text, integration.getMetadata().getUid()));
  }

  /** What is on record of the server's definitions. */
  public static DefinitionRecords records(
      @Nullable McpIntegrationStatus status, Optional<ConfigMap> catalog) {
    return new DefinitionRecords(
        Optional.ofNullable(status).map(McpIntegrationStatus::tools).map(ToolCounts::pinnedDigest),
        catalog
            .map(ConfigMap::getBinaryData)
            .map(data -> data.get(StoredSets.FILE))
            .map(StoredSets::read)
            .orElse(StoredSets.none()),
        Optional.empty());
  }

  /** How the latest verification ended, as far as that was not good. */
  public static Attempt latest(@Nullable McpIntegrationStatus status) {
    return verified(status)
        .filter(condition -> !"True".equals(condition.getStatus()))
        .flatMap(condition -> Reason.read(condition.getReason()))
        .filter(reason -> reason != Reason.NOT_VERIFIED_YET)
        .<Attempt>map(Attempt.FailedEarlier::new)
        .orElseGet(Attempt.None::new);
  }

  private static Optional<Instant> failingSince(@Nullable McpIntegrationStatus status) {
    try {
      return verified(status)
          .filter(condition -> "False".equals(condition.getStatus()))
          .map(Condition::getLastTransitionTime)
          .map(Instant::parse);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<Condition> verified(@Nullable McpIntegrationStatus status) {
    return status == null
        ? Optional.empty()
        : status.conditions().stream()
            .filter(c -> ConditionType.VERIFIED.wire().equals(c.getType()))
            .findFirst();
  }
}
