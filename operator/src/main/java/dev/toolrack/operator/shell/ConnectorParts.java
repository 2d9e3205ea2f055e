package dev.toolrack.operator.shell;

import dev.toolrack.core.connector.BundleFacts;
import dev.toolrack.core.connector.ProbeAnswer;
import dev.toolrack.core.connector.ProbePlan;
import dev.toolrack.core.integration.Requester;
import dev.toolrack.core.integration.TrustedBundle;
import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.crds.McpConnector;
import dev.toolrack.crds.McpConnectorStatus;
import dev.toolrack.mcp.TrustBundle;
import dev.toolrack.operator.edge.EdgeSource;
import dev.toolrack.operator.edge.Edges;
import dev.toolrack.operator.edge.Wake;
import dev.toolrack.operator.shell.apply.StatusWriter;
import dev.toolrack.operator.shell.gather.Configs;
import dev.toolrack.operator.shell.verify.ConnectorAsking;
import dev.toolrack.operator.shell.verify.ConnectorAsking.Backing;
import dev.toolrack.operator.shell.verify.Rounds;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the connectors' reconciler works with, put together when the framework hands out
 * what it takes.
 */
final class ConnectorParts implements Backing {
  private final World world;
  private final Function<String, Requester> requesters;
  private final Wake<McpConnector> news = new Wake<>("probes", this::seen, this::deleted);
  private final Rounds<ResourceID, ProbePlan, ProbeAnswer> rounds;
  private final AtomicReference<@Nullable Prepared> prepared = new AtomicReference<>();

  /**
   * @param requesters on whose behalf connectors of a namespace are asked
   */
  ConnectorParts(World world, Function<String, Requester> requesters) {
    this.world = world;
    this.requesters = requesters;
    this.rounds =
        world
            .schedules()
            .rounds(
                new ConnectorAsking(world.schedules().verifier(), this),
                connector -> news.wake(() -> Set.of(connector)));
  }

  private record Prepared(EventSourceContext<McpConnector> context, Configs configs) {}

  List<EventSource<?, McpConnector>> prepare(EventSourceContext<McpConnector> context) {
    var configMaps =
        EdgeSource.of(Edges.CONNECTOR_TO_CONFIG, context, world.enabled(), world.slim()::config);
    prepared.set(new Prepared(context, new Configs(world.client(), configMaps, world.enabled())));
    return List.of(configMaps, news);
  }

  Rounds<ResourceID, ProbePlan, ProbeAnswer> rounds() {
    return rounds;
  }

  StatusWriter<McpConnector, McpConnectorStatus> status() {
    return world.connectorStatus();
  }

  /** What may be known of the certificate authorities that a connector names. */
  Lookup<BundleFacts> bundle(McpConnector connector) {
    Prepared parts = prepared.get();
    return parts == null
        ? Lookup.stale()
        : parts
            .configs()
            .bundle(
                connector.getMetadata().getNamespace(), connector.getSpec().server().caBundleRef());
  }

  @Override
  public Requester requester(String namespace) {
    return requesters.apply(namespace);
  }

  @Override
  public Optional<TrustBundle> bundle(String namespace, TrustedBundle trust) {
    Prepared parts = prepared.get();
    return parts == null ? Optional.empty() : parts.configs().value(namespace, trust);
  }

  /** One that went while it was decided about is not asked any more either. */
  void forgetIfGone(McpConnector connector) {
    Prepared parts = prepared.get();
    String uid = connector.getMetadata().getUid();
    boolean there =
        parts != null
            && parts
                .context()
                .getPrimaryCache()
                .get(ResourceID.fromResource(connector))
                .filter(cached -> uid.equals(cached.getMetadata().getUid()))
                .filter(cached -> !cached.isMarkedForDeletion())
                .isPresent();
    if (!there) {
      deleted(connector);
    }
  }

  /** Whatever still holds it: one that is being deleted is not asked any more. */
  private void seen(McpConnector connector) {
    if (connector.isMarkedForDeletion()) {
      deleted(connector);
    }
  }

  private void deleted(McpConnector connector) {
    rounds.forget(ResourceID.fromResource(connector), connector.getMetadata().getUid());
  }
}
