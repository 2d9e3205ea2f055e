package dev.toolrack.operator.shell.gather;

import dev.toolrack.core.binding.BindingSnapshot;
import dev.toolrack.core.cluster.BindingGathering;
import dev.toolrack.core.cluster.BindingSources;
import dev.toolrack.core.cluster.Namespaces;
import dev.toolrack.core.cluster.References;
import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.render.AgentOutputs;
import dev.toolrack.core.render.ToolsetDocument.ServerPart;
import dev.toolrack.core.scope.CrossNamespace;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.core.view.IntegrationView;
import dev.toolrack.crds.AgentToolBinding;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.operator.edge.EnabledNamespaces;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Gathers everything that a decision about one binding depends on. */
public final class BindingGather implements BindingSources {
  private final KubernetesClient client;
  private final EnabledNamespaces enabled;
  private final InformerEventSource<McpIntegration, AgentToolBinding> integrations;
  private final Places places;
  private final Function<ResourceID, Optional<McpIntegration>> ahead;
  private final ScopeGuard scopes;
  private final ViewStore views;
  private final BindingStore bindings;
  private final Deliveries deliveries;

  /**
   * @param enabled where outputs may be read
   * @param bindings knows the names of all bindings
   * @param ahead the cache from which integrations' views are made; its word counts where it is the
   *     newer one
   */
  public BindingGather(
      KubernetesClient client,
      EnabledNamespaces enabled,
      InformerEventSource<McpIntegration, AgentToolBinding> integrations,
      Function<ResourceID, Optional<McpIntegration>> ahead,
      Places places,
      ScopeGuard scopes,
      ViewStore views,
      BindingStore bindings,
      Deliveries deliveries) {
    this.client = client;
    this.enabled = enabled;
    this.integrations = integrations;
    this.ahead = ahead;
    this.places = places;
    this.scopes = scopes;
    this.views = views;
    this.bindings = bindings;
    this.deliveries = deliveries;
  }

  /** The snapshot of now. */
  public BindingSnapshot of(AgentToolBinding binding) {
    // Before anything is read of them: whoever changes from here on finds this binding.
    deliveries.considering(
        bindings.id(binding),
        BindingGathering.candidates(places.scope(binding.getMetadata().getNamespace()), this)
            .stream()
            .map(References::integration)
            .collect(Collectors.toSet()));
    return BindingGathering.of(binding, this);
  }

  /** The snapshot of a binding that is being deleted: whatever reaches it, it gets nothing. */
  public BindingSnapshot leaving(AgentToolBinding binding) {
    return BindingGathering.leaving(binding, this);
  }

  /** Whether this very binding exists and is not being deleted; reads it from the API server. */
  public boolean isThere(AgentToolBinding binding) {
    AgentToolBinding live = client.resource(binding).get();
    return live != null
        && !live.isMarkedForDeletion()
        && live.getMetadata().getUid().equals(binding.getMetadata().getUid());
  }

  @Override
  public Namespaces namespaces() {
    return places;
  }

  @Override
  public Collection<McpIntegration> integrationsOf(String namespace) {
    return integrations.byIndex(Cache.NAMESPACE_INDEX, namespace).stream()
        .map(
            integration -> Newer.of(integration, ahead.apply(ResourceID.fromResource(integration))))
        .toList();
  }

  @Override
  public Lookup<IntegrationView> view(IntegrationRef integration, String uid) {
    return views.of(integration, uid).map(Lookup::found).orElseGet(Lookup::stale);
  }

  @Override
  public boolean isIncluded(AgentToolBinding binding, IntegrationRef integration) {
    return deliveries.isIncluded(ResourceID.fromResource(binding), integration);
  }

  @Override
  public List<ServerPart> delivered(AgentToolBinding binding) {
    if (!enabled.contains(binding.getMetadata().getNamespace())) {
      return List.of();
    }
    ConfigMap live =
        client
            .configMaps()
            .inNamespace(binding.getMetadata().getNamespace())
            .withName(AgentOutputs.toolsetName(binding.getMetadata().getName()))
            .get();
    return live == null || live.getData() == null
        ? List.of()
        : BindingGathering.servers(live.getData().get(AgentOutputs.TOOLSET_FILE));
  }

  @Override
  public CrossNamespace cross() {
    return scopes.crossNamespace();
  }
}
