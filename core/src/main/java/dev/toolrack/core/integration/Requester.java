package dev.toolrack.core.integration;

import dev.toolrack.core.scope.Belonging;
import dev.toolrack.core.scope.CrossNamespace;
import dev.toolrack.core.scope.NamespaceScope;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * On whose behalf a server is asked: the namespace that declares it, which is the connector's. Some
 * destinations are open to some namespaces only.
 *
 * @param namespace the connector's
 * @param providers other namespaces that provide for it
 * @param org the organisation it belongs to
 */
public record Requester(String namespace, Set<String> providers, Optional<String> org) {
  /** Takes a copy of the set. */
  public Requester {
    providers = Set.copyOf(providers);
  }

  /** A namespace of which nothing else is known: what is open to some is not open to it. */
  public static Requester stranger(String namespace) {
    return new Requester(namespace, Set.of(), Optional.empty());
  }

  /**
   * What the labels of namespaces make of one of them.
   *
   * @param home the connector's namespace
   * @param candidates namespaces that may provide for it; those that do not are left out
   * @param cross whether labels may decide across namespaces; if not, they name no organisation
   */
  public static Requester of(
      NamespaceScope home, Collection<NamespaceScope> candidates, CrossNamespace cross) {
    if (cross == CrossNamespace.OFF) {
      return stranger(home.namespace());
    }
    Set<String> providers =
        candidates.stream()
            .filter(candidate -> !candidate.namespace().equals(home.namespace()))
            .filter(candidate -> candidate.providesFor(home, cross))
            .map(NamespaceScope::namespace)
            .collect(Collectors.toSet());
    return new Requester(
        home.namespace(),
        providers,
        home.belonging() instanceof Belonging.Placed(var path)
            ? Optional.of(path.org())
            : Optional.empty());
  }
}
