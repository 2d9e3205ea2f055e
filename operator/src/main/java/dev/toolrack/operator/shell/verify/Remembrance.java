package dev.toolrack.operator.shell.verify;

import dev.toolrack.core.cluster.PersistedKnowledge;
import dev.toolrack.core.cluster.References;
import dev.toolrack.core.integration.IntegrationOutcome;
import dev.toolrack.core.integration.IntegrationSnapshot.Knowledge;
import dev.toolrack.core.integration.VerifiedServer;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.crds.McpIntegrationStatus;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
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
    McpIntegrationStatus status = integration.getStatus();
    Remembered known =
        schedule.known(
            References.integration(integration),
            integration.getMetadata().getUid(),
            () -> persisted(integration, status));
    return PersistedKnowledge.knowledge(status, known.lastGood(), known.latest(), known.records());
  }

  private Remembered persisted(McpIntegration integration, @Nullable McpIntegrationStatus status) {
    boolean viewed = status != null && status.view() != null;
    boolean pinned =
        status != null && status.tools() != null && status.tools().pinnedDigest() != null;
    boolean approved = integration.getSpec().tools().approvedDigest() != null;
    Optional<ConfigMap> catalog =
        viewed || pinned || approved ? catalog(integration) : Optional.empty();
    Optional<VerifiedServer> lastGood = PersistedKnowledge.lastGood(integration, catalog);
    if (viewed && lastGood.isEmpty()) {
      LOG.warn(
          "the catalog of integration {} is not the one its status names; it is verified anew",
          References.integration(integration));
    }
    return new Remembered(
        lastGood, PersistedKnowledge.latest(status), PersistedKnowledge.records(status, catalog));
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
}
