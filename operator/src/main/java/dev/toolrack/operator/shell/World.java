package dev.toolrack.operator.shell;

import dev.toolrack.core.drift.ListingChange;
import dev.toolrack.core.integration.Destinations;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.AgentToolBinding;
import dev.toolrack.crds.AgentToolBindingStatus;
import dev.toolrack.crds.McpConnector;
import dev.toolrack.crds.McpConnectorStatus;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.crds.McpIntegrationStatus;
import dev.toolrack.operator.edge.EnabledNamespaces;
import dev.toolrack.operator.shell.apply.EventRecorder;
import dev.toolrack.operator.shell.apply.Leftovers;
import dev.toolrack.operator.shell.apply.OutputDigest;
import dev.toolrack.operator.shell.apply.OwnedObjects;
import dev.toolrack.operator.shell.apply.StatusWriter;
import dev.toolrack.operator.shell.apply.WriteCounter;
import dev.toolrack.operator.shell.apply.WriteGate;
import dev.toolrack.operator.shell.apply.WritesUnderWay;
import dev.toolrack.operator.shell.gather.ScopeGuard;
import dev.toolrack.operator.shell.gather.Slim;
import dev.toolrack.operator.shell.settings.PageAddress;
import dev.toolrack.operator.shell.token.TokenSchedules;
import dev.toolrack.operator.shell.verify.Schedules;
import dev.toolrack.operator.shell.verify.Schedules.CredentialValues;
import dev.toolrack.operator.shell.verify.VerificationListener;
import dev.toolrack.operator.shell.verify.VerificationSchedule;
import dev.toolrack.operator.shell.work.Workers;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/** What all reconcilers share. */
record World(
    KubernetesClient client,
    InstantSource clock,
    Workers workers,
    EnabledNamespaces enabled,
    ScopeGuard scopes,
    Destinations destinations,
    Optional<PageAddress> connectPage,
    int integrationsPerNamespace,
    Schedules schedules,
    TokenSchedules tokens,
    Slim slim,
    OutputDigest digest,
    WriteCounter writes,
    WriteGate gate,
    WritesUnderWay underWay,
    Leftovers leftovers,
    EventRecorder events,
    StatusWriter<McpConnector, McpConnectorStatus> connectorStatus,
    StatusWriter<McpIntegration, McpIntegrationStatus> integrationStatus,
    StatusWriter<AgentToolBinding, AgentToolBindingStatus> bindingStatus) {

  /**
   * A new schedule of verifications.
   *
   * @param values hands out secret values
   * @param onResult told of every integration whose server has news
   */
  VerificationSchedule schedule(CredentialValues values, Consumer<IntegrationRef> onResult) {
    return schedules.make(
        values,
        new VerificationListener() {
          @Override
          public void onResult(IntegrationRef ref) {
            onResult.accept(ref);
          }

          @Override
          public void onToolsChanged(IntegrationRef ref, String uid, ListingChange change) {
            events.toolsChanged(ref, uid, change);
          }
        });
  }

  /** The objects of one type that the operator writes, with the cache that watches them. */
  <T extends HasMetadata> OwnedObjects<T> owned(InformerEventSource<T, ?> cache) {
    return new OwnedObjects<>(client, cache, digest, writes, gate, underWay);
  }

  /** The watch tells of an output; whether its owner has to look. */
  boolean isNews(Leftovers.Output outputs, HasMetadata object) {
    leftovers.seen(outputs, object);
    return !underWay.holdsBack(object);
  }
}
