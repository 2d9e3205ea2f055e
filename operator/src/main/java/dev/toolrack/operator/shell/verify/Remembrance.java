package dev.toolrack.operator.shell.verify;

import dev.toolrack.core.catalog.Catalog;
import dev.toolrack.core.cluster.PersistedKnowledge;
import dev.toolrack.core.cluster.References;
import dev.toolrack.core.integration.IntegrationSnapshot.Knowledge;
import dev.toolrack.core.integration.VerifiedServer;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.crds.McpIntegrationStatus;
import dev.toolrack.operator.shell.verify.VerificationSchedule.Remembered;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
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
    VerificationSchedule.Remembered known =
        schedule.known(
            References.integration(integration),
            integration.getMetadata().getUid(),
            () -> persisted(integration));
    return PersistedKnowledge.knowledge(integration.getStatus(), known.lastGood(), known.latest());
  }

  private VerificationSchedule.Remembered persisted(McpIntegration integration) {
    McpIntegrationStatus status = integration.getStatus();
    return new VerificationSchedule.Remembered(lastGood(integration), PersistedKnowledge.latest(status));
  }

  private Optional<VerifiedServer> lastGood(McpIntegration integration) {
    McpIntegrationStatus status = integration.getStatus();
    McpIntegrationStatus.View view = status == null ? null : status.view();
    if (view == null) {
      return Optional.empty();
    }
    var metadata = integration.getMetadata();
    Optional<VerifiedServer> server =
        PersistedKnowledge.lastGood(
            integration,
            catalog(metadata.getNamespace(), view.catalog())
                .map(ConfigMap::getData)
                .map(data -> data.get(Catalog.FILE)));
    if (server.isEmpty()) {
      LOG.warn(
          "the catalog of integration {}/{} is not the one its status names; it is verified anew",
          metadata.getNamespace(),
          metadata.getName());
    }
    return server;
  }

  /** One that cannot be read counts as lost: others must not wait for it. */
  private Optional<ConfigMap> catalog(String namespace, String name) {
    try {
      return Optional.ofNullable(client.configMaps().inNamespace(namespace).withName(name).get());
    } catch (KubernetesClientException e) {
      LOG.warn("catalog {}/{} cannot be read", namespace, name, e);
      return Optional.empty();
    }
  }
}
