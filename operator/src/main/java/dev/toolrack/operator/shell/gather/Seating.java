package dev.toolrack.operator.shell.gather;

import dev.toolrack.core.cluster.SeatingPlan;
import dev.toolrack.core.integration.Seats;
import dev.toolrack.crds.McpIntegration;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which integrations are verified, where each namespace has only so many seats. It follows the
 * events of integrations, so that no namespace is ever searched; a disabled integration, or one
 * that is being deleted, wants no seat.
 */
public final class Seating {
  private final int limit;
  private final Supplier<Stream<McpIntegration>> everybody;
  private final Consumer<Set<ResourceID>> moved;
  private final Map<String, Seats> namespaces = new HashMap<>();
  private boolean filled;

  /**
   * @param limit seats of each namespace
   * @param everybody what the cache holds; read once, because events of the first list may still be
   *     on their way when the first decisions are made
   * @param moved told who got or lost a seat by what happened to somebody else
   */
  public Seating(
      int limit, Supplier<Stream<McpIntegration>> everybody, Consumer<Set<ResourceID>> moved) {
    this.limit = limit;
    this.everybody = everybody;
    this.moved = moved;
  }

  /** An integration is there, new or changed. */
  public void seen(McpIntegration integration) {
    tell(integration, place(integration));
  }

  /** An integration is gone. */
  public void gone(McpIntegration integration) {
    tell(integration, leave(integration));
  }

  /** Whether an integration is to be verified, as far as its namespace goes. */
  public boolean seated(McpIntegration integration) {
    fill();
    seen(integration);
    synchronized (this) {
      Seats seats = namespaces.get(integration.getMetadata().getNamespace());
      return seats != null && seats.has(integration.getMetadata().getName());
    }
  }

  private synchronized void fill() {
    if (!filled) {
      filled = true;
      // Nobody has to be told: whoever looks from now on sees everybody.
      everybody.get().forEach(this::place);
    }
  }

  private synchronized Set<String> place(McpIntegration integration) {
    return SeatingPlan.claim(integration)
        .map(who ->
            namespaces
                .computeIfAbsent(integration.getMetadata().getNamespace(), _ -> new Seats(limit))
                .enter(who))
        .orElseGet(() -> leave(integration));
  }

  private synchronized Set<String> leave(McpIntegration integration) {
    String namespace = integration.getMetadata().getNamespace();
    Seats seats = namespaces.get(namespace);
    if (seats == null) {
      return Set.of();
    }
    Set<String> changed = seats.leave(integration.getMetadata().getName());
    if (seats.isEmpty()) {
      namespaces.remove(namespace);
    }
    return changed;
  }

  private void tell(McpIntegration integration, Set<String> names) {
    if (!names.isEmpty()) {
      String namespace = integration.getMetadata().getNamespace();
      moved.accept(
          names.stream().map(name -> new ResourceID(name, namespace)).collect(Collectors.toSet()));
    }
  }
}
