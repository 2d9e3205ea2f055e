package dev.toolrack.operator.shell.verify;

import dev.toolrack.core.catalog.Catalog;
import dev.toolrack.core.drift.DefinitionRecords;
import dev.toolrack.core.drift.StoredSets;
import dev.toolrack.core.integration.Attempt;
import dev.toolrack.core.integration.IntegrationOutcome;
import dev.toolrack.core.integration.IntegrationSnapshot.Knowledge;
import dev.toolrack.core.integration.VerifiedServer;
import dev.toolrack.core.naming.Sha256;
import dev.toolrack.core.status.ConditionType;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.crds.McpIntegrationStatus;
import dev.toolrack.crds.McpIntegrationStatus.ToolCounts;
import dev.toolrack.crds.McpIntegrationStatus.View;
import dev.toolrack.operator.shell.gather.IntegrationGather;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins what the schedule knows of an integration's server with what its status and its catalog
 * say: after a restart they stand in for a verification. A catalog counts only if its bytes are
 * those that the status names.
 */
public final class Remembrance {
  private static final Logger LOG = LoggerFactory.getLogger(Remembrance.class);

  private final KubernetesClient client;
  private final VerificationSchedule schedule;

  public Remembrance(KubernetesClient client, VerificationSchedule schedule) {
    this.client = client;
    this.schedule = schedule;
  }

  /** Everything that is known. */
  public Knowledge of(McpIntegration integration) {
    IntegrationRef ref = IntegrationGather.ref(integration);
    McpIntegrationStatus status = integration.getStatus();
    Remembered known =
        schedule.known(
            ref, integration.getMetadata().getUid(), () -> persisted(integration, status));
    return new Knowledge(
        known.lastGood(),
        known.latest(),
        Optional.ofNullable(status).map(McpIntegrationStatus::server),
        failingSince(status),
        Optional.ofNullable(status).map(McpIntegrationStatus::view),
        known.records());
  }

  private Remembered persisted(McpIntegration integration, @Nullable McpIntegrationStatus status) {
    Optional<String> pinned =
        Optional.ofNullable(status).map(McpIntegrationStatus::tools).map(ToolCounts::pinnedDigest);
    Optional<View> view = Optional.ofNullable(status).map(McpIntegrationStatus::view);
    boolean approved = integration.getSpec().tools().approvedDigest() != null;
    Optional<ConfigMap> catalog =
        view.isPresent() || pinned.isPresent() || approved
            ? catalog(integration)
            : Optional.empty();
    return new Remembered(
        view.flatMap(named -> lastGood(integration, named, catalog)),
        status == null ? new Attempt.None() : latest(status),
        new DefinitionRecords(
            pinned,
            catalog
                .map(ConfigMap::getBinaryData)
                .map(data -> data.get(StoredSets.FILE))
                .map(StoredSets::read)
                .orElse(StoredSets.none()),
            Optional.empty()));
  }

  private static Optional<VerifiedServer> lastGood(
      McpIntegration integration, View view, Optional<ConfigMap> catalog) {
    var metadata = integration.getMetadata();
    Optional<VerifiedServer> server =
        catalog
            .map(ConfigMap::getData)
            .map(data -> data.get(Catalog.FILE))
            .filter(
                text -> Sha256.digest(text.getBytes(StandardCharsets.UTF_8)).equals(view.digest()))
            .flatMap(text -> Catalog.read(text, metadata.getUid()));
    if (server.isEmpty()) {
      LOG.warn(
          "the catalog of integration {}/{} is not the one its status names; it is verified anew",
          metadata.getNamespace(),
          metadata.getName());
    }
    return server;
  }

  /** One that cannot be read counts as lost: others must not wait for it. */
  private Optional<ConfigMap> catalog(McpIntegration integration) {
    String namespace = integration.getMetadata().getNamespace();
    String name = IntegrationOutcome.catalogName(integration.getMetadata().getName());
    try {
      return Optional.ofNullable(client.configMaps().inNamespace(namespace).withName(name).get());
    } catch (KubernetesClientException e) {
      LOG.warn("catalog {}/{} cannot be read", namespace, name, e);
      return Optional.empty();
    }
  }

  private static Attempt latest(McpIntegrationStatus status) {
    return verified(status)
        .filter(condition -> !"True".equals(condition.getStatus()))
        .flatMap(condition -> reason(condition.getReason()))
        .filter(reason -> reason != Reason.NOT_VERIFIED_YET)
        .<Attempt>map(Attempt.FailedEarlier::new)
        .orElseGet(Attempt.None::new);
  }

  private static Optional<Reason> reason(String wire) {
    return Arrays.stream(Reason.values()).filter(r -> r.wire().equals(wire)).findFirst();
  }

  private static Optional<Instant> failingSince(@Nullable McpIntegrationStatus status) {
    try {
      return Optional.ofNullable(status)
          .flatMap(Remembrance::verified)
          .filter(condition -> "False".equals(condition.getStatus()))
          .map(Condition::getLastTransitionTime)
          .map(Instant::parse);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<Condition> verified(McpIntegrationStatus status) {
    return status.conditions().stream()
        .filter(c -> ConditionType.VERIFIED.wire().equals(c.getType()))
        .findFirst();
  }
}
