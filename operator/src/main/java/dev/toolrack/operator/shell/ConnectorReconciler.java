package dev.toolrack.operator.shell;

import dev.toolrack.core.connector.ConnectorOutcome;
import dev.toolrack.core.connector.ConnectorProbe;
import dev.toolrack.core.connector.ConnectorSnapshot;
import dev.toolrack.core.connector.ProbeAnswer;
import dev.toolrack.core.connector.ProbePlan;
import dev.toolrack.crds.McpConnector;
import dev.toolrack.operator.edge.Wake;
import dev.toolrack.operator.shell.verify.ConnectorAsking;
import dev.toolrack.operator.shell.verify.ConnectorAsking.Backing;
import dev.toolrack.operator.shell.verify.Rounds;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Says of each connector whether its declaration holds and, where that can be asked without an
 * integration, how its server answers. It owns nothing.
 */
@ControllerConfiguration(name = "connectors")
public final class ConnectorReconciler implements Reconciler<McpConnector> {
  private final World world;
  private final Wake<McpConnector> news = new Wake<>("probes", this::deleted);
  private final Rounds<ResourceID, ProbePlan, ProbeAnswer> rounds;
  private final AtomicReference<@Nullable EventSourceContext<McpConnector>> cache =
      new AtomicReference<>();

  ConnectorReconciler(World world, Backing backing) {
    this.world = world;
    this.rounds =
        world
            .schedules()
            .rounds(
                new ConnectorAsking(world.schedules().verifier(), backing),
                connector -> news.wake(() -> Set.of(connector)));
  }

  @Override
  public List<EventSource<?, McpConnector>> prepareEventSources(
      EventSourceContext<McpConnector> context) {
    cache.set(context);
    return List.of(news);
  }

  @Override
  public UpdateControl<McpConnector> reconcile(
      McpConnector connector, Context<McpConnector> context) {
    var metadata = connector.getMetadata();
    var snapshot =
        new ConnectorSnapshot(connector.getSpec(), metadata.getGeneration(), connector.getStatus());
    ResourceID id = ResourceID.fromResource(connector);
    Optional<ProbePlan> plan = ConnectorProbe.plan(snapshot.spec());
    rounds.plan(id, metadata.getUid(), plan, ConnectorProbe.isKnown(snapshot));
    ConnectorOutcome outcome =
        ConnectorProbe.outcome(snapshot, plan, rounds.latest(id, metadata.getUid()));
    world.connectorStatus().patchIfChanged(connector, outcome.facts(), outcome.findings(), context);
    forgetIfGone(connector, id);
    return UpdateControl.noUpdate();
  }

  /** One that was deleted while it was decided about is not asked any more either. */
  private void forgetIfGone(McpConnector connector, ResourceID id) {
    EventSourceContext<McpConnector> prepared = cache.get();
    String uid = connector.getMetadata().getUid();
    boolean there =
        prepared != null
            && prepared
                .getPrimaryCache()
                .get(id)
                .filter(cached -> uid.equals(cached.getMetadata().getUid()))
                .isPresent();
    if (!there) {
      deleted(connector);
    }
  }

  private void deleted(McpConnector connector) {
    rounds.forget(ResourceID.fromResource(connector), connector.getMetadata().getUid());
  }
}
