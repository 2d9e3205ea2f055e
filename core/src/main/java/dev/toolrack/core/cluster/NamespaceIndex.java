package dev.toolrack.core.cluster;

import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.scope.AudienceKey;
import dev.toolrack.core.scope.CrossNamespace;
import dev.toolrack.core.scope.NamespaceScope;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The places of a cluster's namespaces, each read once. */
final class NamespaceIndex implements Namespaces {
  private final Map<String, Map<String, String>> labels;
  private final Map<String, NamespaceScope> scopes = new HashMap<>();
  private final Map<AudienceKey, Set<String>> providers = new HashMap<>();

  NamespaceIndex(Map<String, Map<String, String>> labels) {
    this.labels = labels;
    labels.forEach((name, own) -> {
      NamespaceScope scope = NamespaceScope.of(name, own);
      scopes.put(name, scope);
      for (AudienceKey key : scope.audience(CrossNamespace.ON)) {
        providers.computeIfAbsent(key, _ -> new HashSet<>()).add(name);
      }
    });
  }

  @Override
  public Lookup<NamespaceScope> scope(String namespace) {
    NamespaceScope scope = scopes.get(namespace);
    return scope == null ? Lookup.stale() : Lookup.found(scope);
  }

  @Override
  public Map<String, String> labels(String namespace) {
    return labels.getOrDefault(namespace, Map.of());
  }

  @Override
  public Set<String> providersFor(NamespaceScope receiver) {
    var names = new TreeSet<String>();
    for (AudienceKey key : receiver.candidates(CrossNamespace.ON)) {
      names.addAll(providers.getOrDefault(key, Set.of()));
    }
    return names;
  }
}
