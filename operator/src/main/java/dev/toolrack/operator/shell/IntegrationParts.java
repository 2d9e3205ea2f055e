package dev.toolrack.operator.shell;

import dev.toolrack.core.cluster.References;
import dev.toolrack.core.integration.IntegrationOutcome;
import dev.toolrack.core.integration.Requester;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.Api;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.crds.McpIntegrationStatus;
import dev.toolrack.operator.edge.EdgeSource;
import dev.toolrack.operator.edge.Edges;
import dev.toolrack.operator.edge.Wake;
import dev.toolrack.operator.shell.apply.CatalogWriter;
import dev.toolrack.operator.shell.apply.Labels;
import dev.toolrack.operator.shell.apply.Leftovers;
import dev.toolrack.operator.shell.apply.OutputForm;
import dev.toolrack.operator.shell.apply.OwnedObjects;
import dev.toolrack.operator.shell.apply.StatusWriter;
import dev.toolrack.operator.shell.gather.AliasRefusals;
import dev.toolrack.operator.shell.gather.Configs;
import dev.toolrack.operator.shell.gather.IntegrationGather;
import dev.toolrack.operator.shell.gather.LastMoment;
import dev.toolrack.operator.shell.gather.Places;
import dev.toolrack.operator.shell.gather.Receivers;
import dev.toolrack.operator.shell.gather.Requesters;
import dev.toolrack.operator.shell.gather.Seating;
import dev.toolrack.operator.shell.gather.Secrets;
import dev.toolrack.operator.shell.gather.ViewStore;
import dev.toolrack.operator.shell.settings.PageAddress;
import dev.toolrack.operator.shell.verify.Remembrance;
import dev.toolrack.operator.shell.verify.VerificationSchedule;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the integrations' reconciler works with, put together when the framework hands
 * out what it takes.
 */
final class IntegrationParts {
  private static final String CATALOG = IntegrationOutcome.catalogName("");

  private final World world;
  private final ViewStore views;
  private final AtomicReference<@Nullable Prepared> prepared = new AtomicReference<>();
  private final AliasRefusals refusals = new AliasRefusals(this::wake);

  IntegrationParts(World world, ViewStore views) {
    this.world = world;
    this.views = views;
  }

  private record Prepared(
      IntegrationGather gather,
      Secrets secrets,
      LastMoment lastMoment,
      Places places,
      Receivers receivers,
      Seating seating,
      VerificationSchedule schedule,
      TokenParts tokens,
      CatalogWriter catalogs,
      Leftovers.Output catalog,
      Wake<McpIntegration> wake,
      EventSourceContext<McpIntegration> context) {}

  List<EventSource<?, McpIntegration>> prepare(EventSourceContext<McpIntegration> context) {
    var connectors =
        EdgeSource.of(Edges.INTEGRATION_TO_CONNECTOR, context, world.slim()::connector);
    var configMaps =
        EdgeSource.through(
            Edges.INTEGRATION_TO_CONNECTOR,
            connectors,
            Edges.CONNECTOR_TO_CONFIG,
            Edges.INTEGRATION_TO_CONFIG,
            context,
            world.enabled(),
            world.slim()::config);
    var configs = new Configs(world.client(), configMaps, world.enabled());
    var consented =
        EdgeSource.of(Edges.INTEGRATION_TO_SECRET, context, world.enabled(), world.slim()::secret);
    var namespaces =
        EdgeSource.of(
            Edges.INTEGRATION_TO_NAMESPACE, context, world.slim()::namespace, this::receivers);
    var places = new Places(namespaces);
    var requesters = new Requesters(places, world.scopes());
    InformerEventSource<ConfigMap, McpIntegration> catalogs =
        EdgeSource.owned(
            ConfigMap.class,
            context,
            world.enabled(),
            "catalogs",
            Api.MANAGED_LABEL + "=" + Labels.CATALOG,
            CATALOG,
            OutputForm.ofIntegration(world.digest(), ConfigMap::new, Labels.CATALOG, CATALOG),
            object -> world.isNews(parts().catalog(), object));
    var tokenSecrets = TokenParts.source(world, context, token -> parts().tokens().seen(token));
    var secrets = new Secrets(world.client(), consented, tokenSecrets);
    var wake = new Wake<McpIntegration>("verifications", this::seen, this::deleted);
    var seating =
        new Seating(
            world.integrationsPerNamespace(),
            () -> context.getPrimaryCache().list(),
            moved -> wake.wake(() -> moved));
    var lastMoment = new LastMoment(secrets, configs, requesters);
    VerificationSchedule schedule = world.schedule(lastMoment, this::wake);
    var tokens = new TokenParts(world, tokenSecrets, lastMoment, this::wake);
    var gather =
        new IntegrationGather(
            world.client(),
            connectors,
            secrets,
            places,
            world.scopes(),
            configs,
            world.enabled(),
            new Remembrance(world.client(), schedule)::of,
            tokens::state,
            seating,
            world.destinations(),
            world.connectPage().map(PageAddress::base),
            world.clock());
    OwnedObjects<ConfigMap> owned = world.owned(catalogs);
    prepared.set(
        new Prepared(
            gather,
            secrets,
            lastMoment,
            places,
            new Receivers(places),
            seating,
            schedule,
            tokens,
            new CatalogWriter(owned),
            new Leftovers.Output(owned, McpIntegration.class, CATALOG),
            wake,
            context));
    return List.of(connectors, configMaps, consented, tokenSecrets, namespaces, catalogs, wake);
  }

  IntegrationGather gather() {
    return parts().gather();
  }

  Secrets secrets() {
    return parts().secrets();
  }

  VerificationSchedule schedule() {
    return parts().schedule();
  }

  TokenParts tokens() {
    return parts().tokens();
  }

  /** Lets refreshes under way come to their end. */
  void close() {
    Prepared parts = prepared.get();
    if (parts != null) {
      parts.tokens().close();
    }
  }

  /** When the first of the access tokens ends. */
  Optional<Instant> firstTokenEnd() {
    return Optional.ofNullable(prepared.get())
        .flatMap(parts -> parts.tokens().schedule().firstEnd());
  }

  CatalogWriter catalogs() {
    return parts().catalogs();
  }

  AliasRefusals refusals() {
    return refusals;
  }

  ViewStore views() {
    return views;
  }

  StatusWriter<McpIntegration, McpIntegrationStatus> status() {
    return world.integrationStatus();
  }

  /**
   * On whose behalf connectors of a namespace are asked; before the caches are filled, on nobody's.
   */
  Requester requester(String namespace) {
    Prepared parts = prepared.get();
    return parts == null ? Requester.stranger(namespace) : parts.lastMoment().requester(namespace);
  }

  /** A namespace as those know it who decide about integrations. */
  Optional<Namespace> namespace(String name) {
    return Optional.ofNullable(prepared.get()).flatMap(parts -> parts.places().cached(name));
  }

  /** An integration as those know it who decide about it. */
  Optional<McpIntegration> integration(ResourceID id) {
    return Optional.ofNullable(prepared.get())
        // Whatever is started beside the cache is started after it.
        .filter(parts -> parts.wake().isRunning())
        .flatMap(parts -> parts.context().getPrimaryCache().get(id));
  }

  /** All of them, as those know them who decide about them. */
  Stream<McpIntegration> all() {
    return Optional.ofNullable(prepared.get()).stream()
        .filter(parts -> parts.wake().isRunning())
        .flatMap(parts -> parts.context().getPrimaryCache().list());
  }

  private void wake(IntegrationRef ref) {
    Prepared parts = prepared.get();
    if (parts != null) {
      parts.wake().wake(() -> Set.of(new ResourceID(ref.name(), ref.namespace())));
    }
  }

  /** Everything is decided about anew. */
  void wakeAll() {
    Prepared parts = prepared.get();
    if (parts != null) {
      var primaries = parts.context().getPrimaryCache();
      parts.wake().wake(() -> primaries.list().map(ResourceID::fromResource).toList());
    }
  }

  /** Whoever a namespace provides for may name its Services. */
  private Set<ResourceID> receivers(Namespace namespace) {
    Prepared parts = prepared.get();
    return parts == null
        ? Set.of()
        : parts.receivers().of(namespace).stream().map(ResourceID::new).collect(Collectors.toSet());
  }

  /** One that went while it was decided about is not asked any more either. */
  void forgetIfGone(McpIntegration integration) {
    String uid = integration.getMetadata().getUid();
    boolean there =
        parts()
            .context()
            .getPrimaryCache()
            .get(ResourceID.fromResource(integration))
            .filter(cached -> uid.equals(cached.getMetadata().getUid()))
            .filter(cached -> !cached.isMarkedForDeletion())
            .isPresent();
    if (!there) {
      deleted(integration);
    }
  }

  private void seen(McpIntegration integration) {
    Prepared parts = prepared.get();
    if (parts != null && integration.isMarkedForDeletion()) {
      // Whatever still holds it: it counts as absent, and the framework does not call for it.
      deleted(integration);
    } else if (parts != null) {
      parts.seating().seen(integration);
    }
  }

  private void deleted(McpIntegration integration) {
    parts().seating().gone(integration);
    String uid = integration.getMetadata().getUid();
    views.forget(References.integration(integration), uid);
    schedule().forget(References.integration(integration), uid);
    parts().tokens().gone(integration);
    world.leftovers().ownerGone(parts().catalog(), integration);
  }

  private Prepared parts() {
    Prepared parts = prepared.get();
    if (parts == null) {
      throw new IllegalStateException("the framework prepares event sources before it reconciles");
    }
    return parts;
  }
}
