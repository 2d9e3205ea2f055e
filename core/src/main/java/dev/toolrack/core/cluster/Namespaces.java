package dev.toolrack.core.cluster;

import dev.toolrack.core.integration.Requester;
import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.scope.CrossNamespace;
import dev.toolrack.core.scope.NamespaceScope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The places of namespaces, and who provides for whom. */
public interface Namespaces {

  /** What the labels of a namespace say. One that is not known is no decision. */
  Lookup<NamespaceScope> scope(String namespace);

  /** The labels of a namespace, for selectors. */
  Map<String, String> labels(String namespace);

  /** Namespaces whose integrations may reach agents of this one, itself included. */
  Set<String> providersFor(NamespaceScope receiver);

  /** On whose behalf the server of a connector in that namespace is asked. */
  default Requester requester(String namespace, CrossNamespace cross) {
    Optional<NamespaceScope> home = scope(namespace).optional();
    if (home.isEmpty()) {
      return Requester.stranger(namespace);
    }
    List<NamespaceScope> candidates =
        providersFor(home.get()).stream()
            .flatMap(provider -> scope(provider).optional().stream())
            .toList();
    return Requester.of(home.get(), candidates, cross);
  }
}
