package dev.toolrack.operator.shell.gather;

import dev.toolrack.core.view.IntegrationRef;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;

/**
 * Which binding looked at which integration when it was last decided about, and which of them its
 * toolset has. When an integration's reach narrows, those who lose it are found here and nowhere
 * else. Filled again after a restart, when every binding is decided about once.
 */
public final class Deliveries {
  private final ConcurrentMap<ResourceID, Set<IntegrationRef>> considered =
      new ConcurrentHashMap<>();
  private final ConcurrentMap<ResourceID, Set<IntegrationRef>> included = new ConcurrentHashMap<>();
  private final ConcurrentMap<IntegrationRef, Set<ResourceID>> users = new ConcurrentHashMap<>();

  /** A binding is about to be decided about, with these integrations in view. */
  public void considering(ResourceID binding, Set<IntegrationRef> integrations) {
    Set<IntegrationRef> before = considered.put(binding, Set.copyOf(integrations));
    for (IntegrationRef ref : integrations) {
      users.compute(
          ref,
          (key, bindings) -> {
            Set<ResourceID> set = bindings == null ? ConcurrentHashMap.newKeySet() : bindings;
            set.add(binding);
            return set;
          });
    }
    if (before != null) {
      before.stream().filter(ref -> !integrations.contains(ref)).forEach(r -> drop(r, binding));
    }
  }

  /** The decision: these are in the toolset. */
  public void included(ResourceID binding, Set<IntegrationRef> integrations) {
    included.put(binding, Set.copyOf(integrations));
  }

  /** Whether the binding's last toolset had the integration. */
  public boolean isIncluded(ResourceID binding, IntegrationRef integration) {
    return included.getOrDefault(binding, Set.of()).contains(integration);
  }

  /** The bindings that looked at an integration. */
  public Set<ResourceID> usersOf(IntegrationRef integration) {
    return Set.copyOf(users.getOrDefault(integration, Set.of()));
  }

  /** The bindings that looked at any integration of a namespace. */
  public Set<ResourceID> usersOf(String namespace) {
    return users.entrySet().stream()
        .filter(e -> e.getKey().namespace().equals(namespace))
        .flatMap(e -> e.getValue().stream())
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** Forgets a deleted binding. */
  public void forget(ResourceID binding) {
    included.remove(binding);
    Set<IntegrationRef> before = considered.remove(binding);
    if (before != null) {
      before.forEach(ref -> drop(ref, binding));
    }
  }

  private void drop(IntegrationRef ref, ResourceID binding) {
    users.computeIfPresent(
        ref,
        (key, bindings) -> {
          bindings.remove(binding);
          return bindings.isEmpty() ? null : bindings;
        });
  }
}
