package dev.toolrack.operator.shell.gather;

import dev.toolrack.core.integration.Requester;
import dev.toolrack.core.scope.NamespaceScope;
import java.util.List;
import java.util.Optional;

/** Finds out on whose behalf the server of a connector is asked, from the caches of this moment. */
public final class Requesters {
  private final Places places;
  private final ScopeGuard scopes;

  public Requesters(Places places, ScopeGuard scopes) {
    this.places = places;
    this.scopes = scopes;
  }

  /** The requester of a connector in that namespace. */
  public Requester of(String namespace) {
    Optional<NamespaceScope> home = places.scope(namespace).optional();
    if (home.isEmpty()) {
      return Requester.stranger(namespace);
    }
    List<NamespaceScope> candidates =
        places.providersFor(home.get()).stream()
            .flatMap(provider -> places.scope(provider).optional().stream())
            .toList();
    return Requester.of(home.get(), candidates, scopes.crossNamespace());
  }
}
