package dev.toolrack.operator.shell.gather;

import dev.toolrack.core.cluster.Namespaces;
import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.scope.AudienceKey;
import dev.toolrack.core.scope.CrossNamespace;
import dev.toolrack.core.scope.NamespaceScope;
import io.fabric8.kubernetes.api.model.Namespace;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The places of namespaces, from an informer's cache, with indexes both ways: whom a namespace may
 * reach, and by which namespaces it may be reached. The indexes do not ask whether labels may be
 * trusted; whoever decides does.
 */
public final class Places implements Namespaces {
  private static final String PROVIDERS = "providers";
  private static final String RECEIVERS = "receivers";

  private final InformerEventSource<Namespace, ?> namespaces;
  private final Function<String, Optional<Namespace>> ahead;

  /** Adds its indexes to an informer that was not started yet. */
  public Places(InformerEventSource<Namespace, ?> namespaces) {
    this(namespaces, _ -> Optional.empty());
  }

  /**
   * The same beside another informer, whose word counts where it is the newer one. The indexes may
   * lag behind; whoever decides about what they find asks for the place itself.
   *
   * @param ahead the other informer's cache
   */
  public Places(
      InformerEventSource<Namespace, ?> namespaces, Function<String, Optional<Namespace>> ahead) {
    this.namespaces = namespaces;
    this.ahead = ahead;
    namespaces.addIndexers(
        Map.of(
            PROVIDERS, namespace -> keys(scope(namespace).audience(CrossNamespace.ON)),
            RECEIVERS, namespace -> keys(scope(namespace).candidates(CrossNamespace.ON))));
  }

  @Override
  public Lookup<NamespaceScope> scope(String namespace) {
    return newest(namespace).map(n -> Lookup.found(scope(n))).orElseGet(Lookup::stale);
  }

  @Override
  public Map<String, String> labels(String namespace) {
    return newest(namespace)
        .map(n -> n.getMetadata().getLabels())
        .map(Map::copyOf)
        .orElseGet(Map::of);
  }

  /** As this informer's cache has it; nothing before it was started. */
  public Optional<Namespace> cached(String namespace) {
    return namespaces.isRunning() ? namespaces.get(new ResourceID(namespace)) : Optional.empty();
  }

  private Optional<Namespace> newest(String namespace) {
    return namespaces.get(new ResourceID(namespace)).map(own -> Newer.of(own, ahead.apply(namespace)));
  }

  @Override
  public Set<String> providersFor(NamespaceScope receiver) {
    return names(PROVIDERS, receiver.candidates(CrossNamespace.ON));
  }

  /** Namespaces whose agents may be reached from this one, itself included. */
  public Set<String> receiversFrom(NamespaceScope provider) {
    return names(RECEIVERS, provider.audience(CrossNamespace.ON));
  }

  /** What the labels of a namespace say. */
  public static NamespaceScope scope(Namespace namespace) {
    return NamespaceScope.of(
        namespace.getMetadata().getName(), namespace.getMetadata().getLabels());
  }

  private Set<String> names(String index, List<AudienceKey> keys) {
    return keys.stream()
        .flatMap(key -> namespaces.byIndex(index, key.toString()).stream())
        .map(namespace -> namespace.getMetadata().getName())
        .collect(Collectors.toSet());
  }

  private static List<String> keys(List<AudienceKey> keys) {
    return keys.stream().map(AudienceKey::toString).toList();
  }
}
