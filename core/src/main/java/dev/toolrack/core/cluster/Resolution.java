package dev.toolrack.core.cluster;

import dev.toolrack.core.binding.BindingOutcome;
import dev.toolrack.core.binding.BindingResolver;
import dev.toolrack.core.binding.BindingSnapshot;
import dev.toolrack.core.binding.BindingTrace;
import dev.toolrack.core.integration.IntegrationOutcome;
import dev.toolrack.core.integration.IntegrationResolver;
import dev.toolrack.core.integration.IntegrationSnapshot;
import dev.toolrack.core.integration.SecretFacts;
import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.render.CredentialSource;
import dev.toolrack.core.render.ToolsetDocument.ServerPart;
import dev.toolrack.core.scope.CrossNamespace;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.core.view.IntegrationView;
import dev.toolrack.crds.AgentToolBinding;
import dev.toolrack.crds.McpIntegration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is decided in a cluster, by the same resolvers and from the same snapshots as in
 * the operator. What was decided once is kept. Not safe for use by several threads.
 */
public final class Resolution {
  private final Cluster cluster;
  private final ClusterSources sources;
  private final Map<IntegrationRef, Optional<IntegrationOutcome>> decided = new HashMap<>();

  private final Map<IntegrationRef, Optional<IntegrationSnapshot>> snapshots = new HashMap<>();
  private final @Nullable Resolution before;

  private Resolution(Cluster cluster, @Nullable Resolution before) {
    this.cluster = cluster;
    this.sources = new ClusterSources(cluster);
    this.before = before;
  }

  /** Decides as soon as it is asked. */
  public static Resolution of(Cluster cluster) {
    return new Resolution(cluster, null);
  }

  /** The same for another cluster; what depends on nothing that differs is not decided again. */
  public Resolution next(Cluster other) {
    return new Resolution(other, this);
  }

  /** What is decided about. */
  public Cluster cluster() {
    return cluster;
  }

  /** The places of its namespaces. */
  public Namespaces namespaces() {
    return sources.namespaces();
  }

  /** The decision about an integration; empty where there is none, or no such integration. */
  public Optional<IntegrationOutcome> integration(IntegrationRef ref) {
    Optional<IntegrationOutcome> known = decided.get(ref);
    if (known == null) {
      Optional<IntegrationSnapshot> snapshot = snapshot(ref);
      known =
          before != null && before.snapshot(ref).equals(snapshot)
              ? before.integration(ref)
              : snapshot.flatMap(IntegrationResolver::resolve);
      decided.put(ref, known);
    }
    return known;
  }

  /** Everything that a decision about an integration depends on. */
  public Optional<IntegrationSnapshot> snapshot(IntegrationRef ref) {
    return snapshots.computeIfAbsent(
        ref,
        _ ->
            Optional.ofNullable(
                    cluster.integrations().get(new ObjectName(ref.namespace(), ref.name())))
                .map(integration -> IntegrationGathering.of(integration, sources)));
  }

  /** What an integration offers; stale where that cannot be told. */
  public Lookup<IntegrationView> view(IntegrationRef ref) {
    return Optional.ofNullable(cluster.memory().published().get(ref))
        .or(() -> integration(ref).map(IntegrationOutcome::view))
        .map(Lookup::found)
        .orElseGet(Lookup::stale);
  }

  /** The decision about a binding; empty where there is none, or no such binding. */
  public Optional<BindingOutcome> binding(ObjectName name) {
    return snapshot(name).flatMap(this::decide);
  }

  /** How the decision about a binding comes about; empty where there is none. */
  public Optional<BindingTrace> trace(ObjectName name) {
    return snapshot(name).flatMap(snapshot -> BindingResolver.trace(snapshot, this::refused));
  }

  /** The decision that follows from a snapshot of this cluster. */
  public Optional<BindingOutcome> decide(BindingSnapshot snapshot) {
    return BindingResolver.resolve(snapshot, this::refused);
  }

  /** Everything that a decision about a binding depends on. */
  public Optional<BindingSnapshot> snapshot(ObjectName binding) {
    return Optional.ofNullable(cluster.bindings().get(binding))
        .map(found -> BindingGathering.of(found, new Bindings()));
  }

  /** Whether the owner of a source's Secret refuses its delivery. */
  private boolean refused(CredentialSource source) {
    SecretFacts secret = cluster.secrets().get(new ObjectName(source.namespace(), source.secret()));
    return secret == null
        ? !cluster.unseen().covers("Secret", new ObjectName(source.namespace(), source.secret()))
        : !SecretReading.agrees(secret, source)
            || !secret.usable().getOrDefault(source.secretKey(), false);
  }

  private final class Bindings implements BindingSources {
    @Override
    public Namespaces namespaces() {
      return sources.namespaces();
    }

    @Override
    public Collection<McpIntegration> integrationsOf(String namespace) {
      return sources.integrationsOf(namespace);
    }

    @Override
    public Lookup<IntegrationView> view(IntegrationRef integration, String uid) {
      return Resolution.this.view(integration);
    }

    @Override
    public boolean isIncluded(AgentToolBinding binding, IntegrationRef integration) {
      return delivered(binding).stream()
          .anyMatch(server -> server.integration().equals(integration.toString()));
    }

    @Override
    public List<ServerPart> delivered(AgentToolBinding binding) {
      return cluster.memory().delivered().getOrDefault(ObjectName.of(binding), List.of());
    }

    @Override
    public CrossNamespace cross() {
      return cluster.circumstances().cross();
    }
  }
}
