package dev.toolrack.operator.shell.gather;

import dev.toolrack.core.integration.Requester;

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
    return places.requester(namespace, scopes.crossNamespace());
  }
}
