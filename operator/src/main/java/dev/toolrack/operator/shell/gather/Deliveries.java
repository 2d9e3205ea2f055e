package dev.toolrack.operator.shell.gather;

import dev.toolrack.core.view.IntegrationRef;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Which binding looked at which integration when it was last decided about, and which of them its
 * toolset has. When an integration's reach narrows, those who lose it are found here and nowhere
 * else. Filled again after a restart, when every binding is decided about once.
 *
 * <p>Bindings of one place mostly look at the same integrations, so they are kept in groups: what a
 * binding costs does not grow with the number of its integrations.
 */
public final class Deliveries {
  /** Distinct sets of integrations that are kept in memory once. */
  private static final int SETS = 4096;

  private final ConcurrentMap<ResourceID, Seen> bindings = new ConcurrentHashMap<>();
  private final Map<Set<IntegrationRef>, Group> groups = new HashMap<>();
  private final Map<IntegrationRef, Set<Group>> byIntegration = new HashMap<>();
  private final Shared sets = new Shared(SETS);

  /** Bindings that had the same integrations in view. */
  private static final class Group {
    private final Set<IntegrationRef> integrations;
    private final Set<ResourceID> members = new HashSet<>();

    Group(Set<IntegrationRef> integrations) {
      this.integrations = integrations;
    }
  }

  /** What is remembered of a binding. */
  private static final class Seen {
    private volatile Group group;

    /** {@code null} = its outputs were not written yet. */
    private volatile @Nullable Set<IntegrationRef> included;

    Seen(Group group) {
      this.group = group;
    }
  }

  /** A binding is about to be decided about, with these integrations in view. */
  public void considering(ResourceID binding, Set<IntegrationRef> integrations) {
    Seen seen = bindings.get(binding);
    if (seen == null || !seen.group.integrations.equals(integrations)) {
      move(binding, Set.copyOf(integrations));
    }
  }

  /** The decision: these are in the toolset. */
  public void included(ResourceID binding, Set<IntegrationRef> integrations) {
    Seen seen = bindings.get(binding);
    if (seen != null && !integrations.equals(seen.included)) {
      seen.included = sets.of(Set.copyOf(integrations));
    }
  }

  /** Whether the binding's last toolset had the integration. */
  public boolean isIncluded(ResourceID binding, IntegrationRef integration) {
    Seen seen = bindings.get(binding);
    Set<IntegrationRef> included = seen == null ? null : seen.included;
    return included != null && included.contains(integration);
  }

  /** Whether this process has brought the binding's outputs into their form before. */
  public boolean isDelivered(ResourceID binding) {
    Seen seen = bindings.get(binding);
    return seen != null && seen.included != null;
  }

  /** The bindings that looked at an integration. */
  public synchronized Set<ResourceID> usersOf(IntegrationRef integration) {
    var users = new HashSet<ResourceID>();
    byIntegration.getOrDefault(integration, Set.of()).forEach(group -> users.addAll(group.members));
    return users;
  }

  /** The bindings that looked at any integration of a namespace. */
  public synchronized Set<ResourceID> usersOf(String namespace) {
    var found = new HashSet<Group>();
    byIntegration.forEach((integration, in) -> {
      if (integration.namespace().equals(namespace)) {
        found.addAll(in);
      }
    });
    var users = new HashSet<ResourceID>();
    found.forEach(group -> users.addAll(group.members));
    return users;
  }

  /** Forgets a deleted binding. */
  public synchronized void forget(ResourceID binding) {
    Seen seen = bindings.remove(binding);
    if (seen != null) {
      leave(seen.group, binding);
    }
  }

  private synchronized void move(ResourceID binding, Set<IntegrationRef> integrations) {
    Group group = groups.computeIfAbsent(sets.of(integrations), this::open);
    group.members.add(binding);
    Seen seen = bindings.get(binding);
    if (seen == null) {
      bindings.put(binding, new Seen(group));
    } else if (seen.group != group) {
      Group before = seen.group;
      seen.group = group;
      leave(before, binding);
    }
  }

  private Group open(Set<IntegrationRef> integrations) {
    var group = new Group(integrations);
    integrations.forEach(
        ref -> byIntegration.computeIfAbsent(ref, _ -> new HashSet<>()).add(group));
    return group;
  }

  private void leave(Group group, ResourceID binding) {
    group.members.remove(binding);
    if (group.members.isEmpty()) {
      groups.remove(group.integrations);
      group.integrations.forEach(ref ->
          byIntegration.computeIfPresent(
              ref,
              (_, in) -> {
                in.remove(group);
                return in.isEmpty() ? null : in;
              }));
    }
  }
}
