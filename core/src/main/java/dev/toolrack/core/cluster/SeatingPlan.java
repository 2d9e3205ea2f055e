package dev.toolrack.core.cluster;

import dev.toolrack.core.integration.Seats;
import dev.toolrack.core.integration.Seniority;
import dev.toolrack.crds.McpIntegration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which integrations of a cluster are verified, where each namespace has only so many seats. */
public final class SeatingPlan {
  private final Map<String, Seats> namespaces = new HashMap<>();

  SeatingPlan(Collection<McpIntegration> integrations, int limit) {
    for (McpIntegration integration : integrations) {
      claim(integration)
          .ifPresent(who ->
              namespaces
                  .computeIfAbsent(integration.getMetadata().getNamespace(), _ -> new Seats(limit))
                  .enter(who));
    }
  }

  /** Its place in the row; a disabled integration, or one that goes away, wants no seat. */
  public static Optional<Seniority> claim(McpIntegration integration) {
    var metadata = integration.getMetadata();
    boolean wants =
        metadata.getDeletionTimestamp() == null
            && integration.getSpec() != null
            && integration.getSpec().enabled();
    return wants
        ? Optional.of(
            new Seniority(Instant.parse(metadata.getCreationTimestamp()), metadata.getName()))
        : Optional.empty();
  }

  boolean has(McpIntegration integration) {
    Seats seats = namespaces.get(integration.getMetadata().getNamespace());
    return seats != null && seats.has(integration.getMetadata().getName());
  }
}
