package dev.toolrack.operator.shell.gather;

import dev.toolrack.core.scope.NamespaceScope;
import dev.toolrack.core.view.IntegrationRef;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The join of bindings with integrations by place: which bindings have to look again when something
 * about an integration or a namespace changed. Always those that may be reached now and those that
 * looked at it the last time.
 */
public final class BindingAudience {
  private final BindingStore bindings;
  private final Deliveries deliveries;

  public BindingAudience(BindingStore bindings, Deliveries deliveries) {
    this.bindings = bindings;
    this.deliveries = deliveries;
  }

  /** Those that an integration concerns. */
  public Set<ResourceID> of(IntegrationRef integration, Places places) {
    var audience = new HashSet<>(deliveries.usersOf(integration));
    places
        .scope(integration.namespace())
        .optional()
        .ifPresent(scope -> audience.addAll(in(places.receiversFrom(scope))));
    return audience;
  }

  /** Those that the labels of a namespace concern. */
  public Set<ResourceID> of(NamespaceScope namespace, Places places) {
    var audience = new HashSet<>(deliveries.usersOf(namespace.namespace()));
    audience.addAll(in(Set.of(namespace.namespace())));
    audience.addAll(in(places.receiversFrom(namespace)));
    return audience;
  }

  /** All bindings. */
  public List<ResourceID> everybody() {
    return bindings.everybody().toList();
  }

  private List<ResourceID> in(Collection<String> namespaces) {
    return namespaces.stream().flatMap(bindings::in).toList();
  }
}
