package dev.toolrack.operator.shell;

import dev.toolrack.core.connector.BundleFacts;
import dev.toolrack.core.connector.ConnectorOutcome;
import dev.toolrack.core.connector.ConnectorProbe;
import dev.toolrack.core.connector.ConnectorSnapshot;
import dev.toolrack.core.connector.ProbePlan;
import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.crds.McpConnector;
import dev.toolrack.operator.shell.apply.Written;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Says of each connector whether its declaration holds and, where that can be asked without an
 * integration, how its server answers. It owns nothing.
 */
@ControllerConfiguration(name = "connectors")
public final class ConnectorReconciler implements Reconciler<McpConnector> {
  /** How soon to look again after the API did not answer. */
  private static final Duration UNDECIDED = Duration.ofSeconds(2);

  /** A ConfigMap without the label raises no event when it comes or goes. */
  private static final Duration UNUSABLE = Duration.ofMinutes(1);

  /** Somebody else writes the connector just now. */
  private static final Duration CONFLICT = Duration.ofSeconds(1);

  private final ConnectorParts parts;

  ConnectorReconciler(ConnectorParts parts) {
    this.parts = parts;
  }

  @Override
  public List<EventSource<?, McpConnector>> prepareEventSources(
      EventSourceContext<McpConnector> context) {
    return parts.prepare(context);
  }

  @Override
  public UpdateControl<McpConnector> reconcile(
      McpConnector connector, Context<McpConnector> context) {
    var metadata = connector.getMetadata();
    var snapshot =
        new ConnectorSnapshot(connector.getSpec(), metadata.getGeneration(), connector.getStatus());
    ResourceID id = ResourceID.fromResource(connector);
    Lookup<BundleFacts> bundle = parts.bundle(connector);
    Optional<ProbePlan> plan = ConnectorProbe.plan(snapshot.spec(), bundle);
    parts.rounds().plan(id, metadata.getUid(), plan, ConnectorProbe.isKnown(snapshot));
    // Before anything is written: a write may fail, for one that is gone it does.
    parts.forgetIfGone(connector);
    ConnectorOutcome outcome =
        ConnectorProbe.outcome(snapshot, plan, parts.rounds().latest(id, metadata.getUid()));
    Written status =
        parts.status().patchIfChanged(connector, outcome.facts(), outcome.findings(), context);
    UpdateControl<McpConnector> done = UpdateControl.noUpdate();
    if (status == Written.CONFLICT) {
      return done.rescheduleAfter(CONFLICT);
    }
    plan.flatMap(ProbePlan::trust)
        .flatMap(trust -> lookAgain(trust.bundle()))
        .ifPresent(done::rescheduleAfter);
    return done;
  }

  private static Optional<Duration> lookAgain(Lookup<BundleFacts> bundle) {
    if (bundle instanceof Lookup.Stale<BundleFacts>()) {
      return Optional.of(UNDECIDED);
    }
    return BundleFacts.problem(bundle).map(_ -> UNUSABLE);
  }
}
