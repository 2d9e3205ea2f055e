package dev.toolrack.operator.shell;

import dev.toolrack.core.binding.AliasRefusal;
import dev.toolrack.core.cluster.References;
import dev.toolrack.core.render.AgentOutputs;
import dev.toolrack.core.status.ConditionType;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.AgentToolBinding;
import dev.toolrack.crds.AgentToolBindingStatus;
import dev.toolrack.crds.Api;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.operator.edge.EdgeSource;
import dev.toolrack.operator.edge.Wake;
import dev.toolrack.operator.shell.apply.AgentOutputWriter;
import dev.toolrack.operator.shell.apply.Labels;
import dev.toolrack.operator.shell.apply.LateStatuses;
import dev.toolrack.operator.shell.apply.Leftovers;
import dev.toolrack.operator.shell.apply.OutputForm;
import dev.toolrack.operator.shell.apply.OwnedObjects;
import dev.toolrack.operator.shell.gather.BindingAudience;
import dev.toolrack.operator.shell.gather.BindingGather;
import dev.toolrack.operator.shell.gather.BindingStore;
import dev.toolrack.operator.shell.gather.Deliveries;
import dev.toolrack.operator.shell.gather.Places;
import dev.toolrack.operator.shell.gather.ViewStore;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the bindings' reconciler works with, put together when the framework hands out
 * what it takes.
 */
final class BindingParts {
  private static final String TOOLSET = AgentOutputs.toolsetName("");
  private static final String CREDENTIALS = AgentOutputs.credentialsName("");

  private final World world;
  private final ViewStore views;
  private final IntegrationParts integrations;
  private final Deliveries deliveries = new Deliveries();
  private final BindingStore store;
  private final AtomicReference<@Nullable Prepared> prepared = new AtomicReference<>();

  BindingParts(World world, ViewStore views, IntegrationParts integrations) {
    this.world = world;
    this.views = views;
    this.integrations = integrations;
    this.store = new BindingStore(world.slim());
  }

  private record Prepared(
      BindingGather gather,
      AgentOutputWriter outputs,
      Leftovers.Output toolsets,
      Leftovers.Output credentials,
      BindingAudience audience,
      Places places,
      LateStatuses<AgentToolBinding, AgentToolBindingStatus> status,
      Wake<AgentToolBinding> wake) {}

  List<EventSource<?, AgentToolBinding>> prepare(EventSourceContext<AgentToolBinding> context) {
    var audience = new BindingAudience(store, deliveries);
    InformerEventSource<McpIntegration, AgentToolBinding> inReach =
        EdgeSource.joined(
            McpIntegration.class,
            context,
            "integrations",
            world.slim()::integration,
            integration -> concerned(References.integration(integration)),
            // Status is read as a view, from memory.
            (now, before) ->
                !Objects.equals(
                        now.getMetadata().getGeneration(), before.getMetadata().getGeneration())
                    || now.getMetadata().getDeletionTimestamp() != null);
    InformerEventSource<Namespace, AgentToolBinding> namespaces =
        EdgeSource.joined(
            Namespace.class,
            context,
            "binding-namespaces",
            world.slim()::namespace,
            this::concerned,
            (now, before) ->
                !Objects.equals(now.getMetadata().getLabels(), before.getMetadata().getLabels()));
    InformerEventSource<ConfigMap, AgentToolBinding> toolsets =
        EdgeSource.owned(
            ConfigMap.class,
            context,
            world.enabled(),
            "toolsets",
            Api.MANAGED_LABEL + "=" + Labels.TOOLSET,
            TOOLSET,
            OutputForm.ofBinding(world.digest(), ConfigMap::new, Labels.TOOLSET, TOOLSET),
            object -> world.isNews(parts().toolsets(), object));
    InformerEventSource<Secret, AgentToolBinding> credentials =
        EdgeSource.owned(
            Secret.class,
            context,
            world.enabled(),
            "credentials",
            Api.MANAGED_LABEL,
            CREDENTIALS,
            OutputForm.ofBinding(world.digest(), Secret::new, Labels.CREDENTIALS, CREDENTIALS),
            object -> world.isNews(parts().credentials(), object));
    var places = new Places(namespaces, integrations::namespace);
    var wake = new Wake<AgentToolBinding>("views", this::gone);
    views.onChange(ref -> wake.wake(() -> concerned(ref)));
    OwnedObjects<Secret> secrets = world.owned(credentials);
    OwnedObjects<ConfigMap> configMaps = world.owned(toolsets);
    var outputs =
        new AgentOutputWriter(secrets, configMaps, source -> integrations.secrets().value(source));
    prepared.set(
        new Prepared(
            new BindingGather(
                world.client(),
                world.enabled(),
                inReach,
                integrations::integration,
                places,
                world.scopes(),
                views,
                store,
                deliveries),
            outputs,
            new Leftovers.Output(configMaps, AgentToolBinding.class, TOOLSET),
            new Leftovers.Output(secrets, AgentToolBinding.class, CREDENTIALS),
            audience,
            places,
            new LateStatuses<>(
                world.bindingStatus(),
                world.workers()::executeLater,
                context.getPrimaryCache()::get,
                binding -> wake.wake(() -> Set.of(binding))),
            wake));
    return List.of(inReach, namespaces, toolsets, credentials, wake);
  }

  /** The cache of bindings. */
  BindingStore store() {
    return store;
  }

  BindingGather gather() {
    return parts().gather();
  }

  AgentOutputWriter outputs() {
    return parts().outputs();
  }

  /** Writes what an agent gets, where the operator may; the finding says how it went. */
  Finding deliver(AgentToolBinding binding, AgentOutputs outputs) {
    return world.enabled().contains(binding.getMetadata().getNamespace())
        ? outputs().write(binding, outputs)
        : Finding.of(ConditionType.DELIVERED, Reason.NAMESPACE_NOT_ENABLED);
  }

  Deliveries deliveries() {
    return deliveries;
  }

  LateStatuses<AgentToolBinding, AgentToolBindingStatus> status() {
    return parts().status();
  }

  /** Which integrations do not get their alias for that agent; their owners are told. */
  void refused(AgentToolBinding binding, Map<IntegrationRef, AliasRefusal> refused) {
    integrations.refusals().decided(store.id(binding), refused);
  }

  /** All bindings are in memory. */
  void known() {
    integrations.refusals().known(this::concerned);
  }

  /** Everything is decided about anew. */
  void wakeAll() {
    Prepared parts = prepared.get();
    if (parts != null) {
      parts.wake().wake(parts.audience()::everybody);
    }
  }

  /**
   * Nothing is remembered of a deleted binding. To be called once more when no decision about it is
   * under way any longer, for such a decision remembers it again.
   */
  void forget(AgentToolBinding binding) {
    deliveries.forget(ResourceID.fromResource(binding));
    parts().status().forget(ResourceID.fromResource(binding));
    integrations.refusals().forget(ResourceID.fromResource(binding));
  }

  /**
   * Sees to it that a binding that came in the place of a deleted one is decided about. To be
   * called from the decision about the deleted one, at whose end the framework drops what it has
   * heard of that name meanwhile, and takes no news for a name without an event of the object
   * itself.
   */
  void lookForSuccessor(AgentToolBinding binding, Cache<AgentToolBinding> bindings) {
    Wake<AgentToolBinding> wake = parts().wake();
    world
        .workers()
        .executeAfterwards(
            () -> bindings.get(ResourceID.fromResource(binding)).ifPresent(wake::tellAgain));
  }

  private void gone(AgentToolBinding binding) {
    forget(binding);
    world.leftovers().ownerGone(parts().toolsets(), binding);
    world.leftovers().ownerGone(parts().credentials(), binding);
  }

  private Set<ResourceID> concerned(IntegrationRef integration) {
    Prepared parts = prepared.get();
    return parts == null ? Set.of() : parts.audience().of(integration, parts.places());
  }

  private Set<ResourceID> concerned(Namespace namespace) {
    Prepared parts = prepared.get();
    return parts == null ? Set.of() : parts.audience().of(Places.scope(namespace), parts.places());
  }

  private Prepared parts() {
    Prepared parts = prepared.get();
    if (parts == null) {
      throw new IllegalStateException("the framework prepares event sources before it reconciles");
    }
    return parts;
  }
}
