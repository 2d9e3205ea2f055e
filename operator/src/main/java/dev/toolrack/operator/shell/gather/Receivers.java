package dev.toolrack.operator.shell.gather;

import dev.toolrack.core.scope.NamespaceScope;
import dev.toolrack.core.scope.Providing;
import io.fabric8.kubernetes.api.model.Namespace;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whom a change of a namespace's labels concerns: those it provides for, and those it provided for
 * until now.
 */
public final class Receivers {
  private final Places places;
  private final Map<String, NamespaceScope> provided = new ConcurrentHashMap<>();

  public Receivers(Places places) {
    this.places = places;
  }

  /** The namespaces concerned by what the labels of this one say, or said when it was last seen. */
  public Set<String> of(Namespace namespace) {
    NamespaceScope now = Places.scope(namespace);
    var concerned = new HashSet<>(places.receiversFrom(now));
    boolean nothingMore =
        now.providing() instanceof Providing.Own
            || namespace.getMetadata().getDeletionTimestamp() != null;
    NamespaceScope before =
        nothingMore ? provided.remove(now.namespace()) : provided.put(now.namespace(), now);
    if (before != null) {
      concerned.addAll(places.receiversFrom(before));
    }
    return concerned;
  }
}
