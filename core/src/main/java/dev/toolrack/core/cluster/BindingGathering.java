package dev.toolrack.core.cluster;

import dev.toolrack.core.binding.BindingSnapshot;
import dev.toolrack.core.binding.IntegrationInReach;
import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.render.JsonText;
import dev.toolrack.core.render.ToolsetDocument;
import dev.toolrack.core.render.ToolsetDocument.ServerPart;
import dev.toolrack.core.scope.Agent;
import dev.toolrack.core.scope.NamespaceScope;
import dev.toolrack.core.view.Availability;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.AgentToolBinding;
import dev.toolrack.crds.McpIntegration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts together everything that a decision about one binding depends on. */
public final class BindingGathering {

  private BindingGathering() {}

  /** The snapshot of what the sources say now. */
  public static BindingSnapshot of(AgentToolBinding binding, BindingSources sources) {
    Lookup<NamespaceScope> scope = sources.namespaces().scope(binding.getMetadata().getNamespace());
    List<IntegrationInReach> inReach =
        candidates(scope, sources).stream()
            .flatMap(integration -> inReach(binding, integration, sources).stream())
            .toList();
    return new BindingSnapshot(
        binding.getMetadata().getGeneration(),
        binding.getSpec(),
        agent(binding, scope, sources.namespaces()),
        inReach,
        sources.cross(),
        delivered(binding, inReach, sources));
  }

  /** The snapshot of a binding that is being deleted: whatever reaches it, it gets nothing. */
  public static BindingSnapshot leaving(AgentToolBinding binding, BindingSources sources) {
    Lookup<NamespaceScope> scope = sources.namespaces().scope(binding.getMetadata().getNamespace());
    return new BindingSnapshot(
        binding.getMetadata().getGeneration(),
        binding.getSpec(),
        agent(binding, scope, sources.namespaces()),
        List.of(),
        sources.cross(),
        Map.of());
  }

  /** Every integration whose namespace may reach that place. */
  public static List<McpIntegration> candidates(
      Lookup<NamespaceScope> scope, BindingSources sources) {
    return scope.optional().map(sources.namespaces()::providersFor).stream()
        .flatMap(Set::stream)
        .flatMap(namespace -> sources.integrationsOf(namespace).stream())
        .filter(integration -> integration.getMetadata().getDeletionTimestamp() == null)
        .toList();
  }

  /** The servers of a toolset; none where there is no text or another one. */
  public static List<ServerPart> servers(@Nullable String toolset) {
    return Optional.ofNullable(toolset)
        .flatMap(text -> JsonText.read(text, ToolsetDocument.class))
        .map(ToolsetDocument::servers)
        .orElseGet(List::of);
  }

  private static Lookup<Agent> agent(
      AgentToolBinding binding, Lookup<NamespaceScope> scope, Namespaces namespaces) {
    String namespace = binding.getMetadata().getNamespace();
    return scope
        .optional()
        .map(place ->
            Lookup.found(
                new Agent(
                    binding.getMetadata().getName(),
                    namespace,
                    place.belonging(),
                    namespaces.labels(namespace))))
        .orElseGet(Lookup::stale);
  }

  /** Empty where the namespace went away in between. */
  private static Optional<IntegrationInReach> inReach(
      AgentToolBinding binding, McpIntegration integration, BindingSources sources) {
    var metadata = integration.getMetadata();
    IntegrationRef ref = References.integration(integration);
    return sources
        .namespaces()
        .scope(metadata.getNamespace())
        .optional()
        .map(scope ->
            new IntegrationInReach(
                ref,
                metadata.getGeneration(),
                integration.getSpec(),
                scope,
                sources.view(ref, metadata.getUid()),
                sources.isIncluded(binding, ref)));
  }

  /** Read only where the agent can keep no more than it has. */
  private static Map<IntegrationRef, ServerPart> delivered(
      AgentToolBinding binding, List<IntegrationInReach> inReach, BindingSources sources) {
    if (inReach.stream().noneMatch(BindingGathering::mayOnlyKeep)) {
      return Map.of();
    }
    var servers = new HashMap<String, ServerPart>();
    sources.delivered(binding).forEach(server -> servers.put(server.integration(), server));
    var delivered = new HashMap<IntegrationRef, ServerPart>();
    for (IntegrationInReach integration : inReach) {
      ServerPart server = servers.get(integration.ref().toString());
      if (server != null) {
        delivered.put(integration.ref(), server);
      }
    }
    return Map.copyOf(delivered);
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
}
