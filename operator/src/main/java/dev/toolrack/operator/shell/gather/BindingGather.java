package dev.toolrack.operator.shell.gather;

import dev.toolrack.core.binding.BindingSnapshot;
import dev.toolrack.core.binding.IntegrationInReach;
import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.render.AgentOutputs;
import dev.toolrack.core.render.JsonText;
import dev.toolrack.core.render.ToolsetDocument;
import dev.toolrack.core.render.ToolsetDocument.ServerPart;
import dev.toolrack.core.scope.Agent;
import dev.toolrack.core.scope.NamespaceScope;
import dev.toolrack.core.view.Availability;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.AgentToolBinding;
import dev.toolrack.crds.McpIntegration;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Gathers everything that a decision about one binding depends on. */
public final class BindingGather {
  private static final String BY_NAMESPACE = "integrations-by-namespace";

  private final KubernetesClient client;
  private final InformerEventSource<McpIntegration, AgentToolBinding> integrations;
  private final Places places;
  private final Function<ResourceID, Optional<McpIntegration>> ahead;
  private final ScopeGuard scopes;
  private final ViewStore views;
  private final Deliveries deliveries;

  /**
   * Adds its index to the integrations' informer, which was not started yet.
   *
   * @param ahead the cache from which integrations' views are made; its word counts where it is the
   *     newer one
   */
  public BindingGather(
      KubernetesClient client,
      InformerEventSource<McpIntegration, AgentToolBinding> integrations,
      Function<ResourceID, Optional<McpIntegration>> ahead,
      Places places,
      ScopeGuard scopes,
      ViewStore views,
      Deliveries deliveries) {
    this.client = client;
    this.integrations = integrations;
    this.ahead = ahead;
    this.places = places;
    this.scopes = scopes;
    this.views = views;
    this.deliveries = deliveries;
    integrations.addIndexers(Map.of(BY_NAMESPACE, i -> List.of(i.getMetadata().getNamespace())));
  }

  /** The snapshot of now. */
  public BindingSnapshot of(AgentToolBinding binding) {
    var id = ResourceID.fromResource(binding);
    Lookup<NamespaceScope> scope = places.scope(binding.getMetadata().getNamespace());
    List<McpIntegration> candidates = candidates(scope);
    // Before anything is read of them: whoever changes from here on finds this binding.
    deliveries.considering(
        id, candidates.stream().map(IntegrationGather::ref).collect(Collectors.toSet()));
    List<IntegrationInReach> inReach =
        candidates(scope).stream().flatMap(i -> inReach(id, i).stream()).toList();
    return new BindingSnapshot(
        binding.getMetadata().getGeneration(),
        binding.getSpec(),
        agent(binding, scope),
        inReach,
        scopes.crossNamespace(),
        delivered(binding, inReach));
  }

  /** The snapshot of a binding that is being deleted: whatever reaches it, it gets nothing. */
  public BindingSnapshot leaving(AgentToolBinding binding) {
    return new BindingSnapshot(
        binding.getMetadata().getGeneration(),
        binding.getSpec(),
        agent(binding, places.scope(binding.getMetadata().getNamespace())),
        List.of(),
        scopes.crossNamespace(),
        Map.of());
  }

  private List<McpIntegration> candidates(Lookup<NamespaceScope> scope) {
    return scope.optional().map(places::providersFor).stream()
        .flatMap(java.util.Set::stream)
        .flatMap(namespace -> integrations.byIndex(BY_NAMESPACE, namespace).stream())
        .map(
            integration -> Newer.of(integration, ahead.apply(ResourceID.fromResource(integration))))
        .filter(integration -> integration.getMetadata().getDeletionTimestamp() == null)
        .toList();
  }

  private Lookup<Agent> agent(AgentToolBinding binding, Lookup<NamespaceScope> scope) {
    String namespace = binding.getMetadata().getNamespace();
    return scope
        .optional()
        .map(place ->
            Lookup.found(
                new Agent(
                    binding.getMetadata().getName(),
                    namespace,
                    place.belonging(),
                    places.labels(namespace))))
        .orElseGet(Lookup::stale);
  }

  /** Empty where the namespace went away in between. */
  private Optional<IntegrationInReach> inReach(ResourceID binding, McpIntegration integration) {
    var metadata = integration.getMetadata();
    IntegrationRef ref = IntegrationGather.ref(integration);
    return places
        .scope(metadata.getNamespace())
        .optional()
        .map(scope ->
            new IntegrationInReach(
                ref,
                metadata.getGeneration(),
                integration.getSpec(),
                scope,
                views.of(ref, metadata.getUid()).map(Lookup::found).orElseGet(Lookup::stale),
                deliveries.isIncluded(binding, ref)));
  }

  /** Whether an agent can only keep what it has: the view is lost, or newer than the spec. */
  private static boolean mayOnlyKeep(IntegrationInReach integration) {
    return integration
        .view()
        .optional()
        .filter(view ->
            view.availability() instanceof Availability.Unknown
                || view.generation() > integration.generation())
        .isPresent();
  }

  /** Read only where the agent can keep no more than it has. */
  private Map<IntegrationRef, ServerPart> delivered(
      AgentToolBinding binding, List<IntegrationInReach> inReach) {
    boolean needed = inReach.stream().anyMatch(BindingGather::mayOnlyKeep);
    if (!needed) {
      return Map.of();
    }
    ConfigMap live =
        client
            .configMaps()
            .inNamespace(binding.getMetadata().getNamespace())
            .withName(AgentOutputs.toolsetName(binding.getMetadata().getName()))
            .get();
    var servers = new HashMap<String, ServerPart>();
    Optional.ofNullable(live)
        .map(ConfigMap::getData)
        .map(data -> data.get(AgentOutputs.TOOLSET_FILE))
        .flatMap(text -> JsonText.read(text, ToolsetDocument.class))
        .ifPresent(set -> set.servers().forEach(s -> servers.put(s.integration(), s)));
    return inReach.stream()
        .map(IntegrationInReach::ref)
        .filter(ref -> servers.containsKey(ref.toString()))
        .collect(Collectors.toMap(ref -> ref, ref -> servers.get(ref.toString())));
  }
}
