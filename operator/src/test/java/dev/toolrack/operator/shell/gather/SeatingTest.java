package dev.toolrack.operator.shell.gather;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.crds.McpIntegrationSpec;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Seats follow the events, whatever had come before them. Two of each namespace. */
class SeatingTest {
  private final List<McpIntegration> cache = new ArrayList<>();
  private final List<ResourceID> moved = new ArrayList<>();
  private final Seating seating = new Seating(2, cache::stream, moved::addAll);

  @Test
  void whoIsDecidedAboutBeforeTheEventsOfTheFirstListSeesEverybody() {
    cache.addAll(List.of(of("a", 1), of("b", 2), of("c", 3)));
    assertThat(seating.seated(of("c", 3))).isFalse();
    assertThat(seating.seated(of("a", 1))).isTrue();
    assertThat(seating.seated(of("b", 2))).isTrue();
    assertThat(moved).isEmpty();
  }

  @Test
  void onlyThoseWhoseSeatChangedAreToldOfIt() {
    seat(of("a", 1), of("b", 2), of("c", 3), of("d", 4));
    seating.gone(of("a", 1));
    assertThat(moved).containsExactly(new ResourceID("c", "ns"));
    seating.gone(of("d", 4));
    assertThat(moved).hasSize(1);
    moved.clear();
    seating.seen(of("a", 1));
    assertThat(moved).containsExactly(new ResourceID("c", "ns"));
    assertThat(seating.seated(of("c", 3))).isFalse();
  }

  @Test
  void whoIsDisabledOrBeingDeletedWantsNoSeat() {
    seat(of("a", 1), of("b", 2), of("c", 3));
    seating.seen(disabled("a", 1));
    assertThat(moved).containsExactly(new ResourceID("c", "ns"));
    assertThat(seating.seated(disabled("a", 1))).isFalse();
    McpIntegration leaving = of("b", 2);
    leaving.getMetadata().setDeletionTimestamp("2026-01-01T00:00:09Z");
    seating.seen(leaving);
    assertThat(seating.seated(of("d", 4))).isTrue();
    assertThat(seating.seated(leaving)).isFalse();
  }

  @Test
  void eachNamespaceHasItsOwn() {
    seat(of("a", 1), of("b", 2));
    McpIntegration other = of("c", 3);
    other.getMetadata().setNamespace("other");
    assertThat(seating.seated(other)).isTrue();
    assertThat(seating.seated(of("c", 3))).isFalse();
    seating.gone(other);
    assertThat(moved).isEmpty();
  }

  private void seat(McpIntegration... integrations) {
    for (McpIntegration integration : integrations) {
      seating.seen(integration);
    }
  }

  private static McpIntegration of(String name, int second) {
    return integration(name, second, true);
  }

  private static McpIntegration disabled(String name, int second) {
    return integration(name, second, false);
  }

  private static McpIntegration integration(String name, int second, boolean enabled) {
    var integration = new McpIntegration();
    integration.setMetadata(
        new ObjectMetaBuilder()
            .withName(name)
            .withNamespace("ns")
            .withCreationTimestamp("2026-01-01T00:00:0%dZ".formatted(second))
            .build());
    try {
      integration.setSpec(
          new ObjectMapper()
              .readValue(
                  "{\"connectorRef\": {\"name\": \"c\"}, \"enabled\": %s}".formatted(enabled),
                  McpIntegrationSpec.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return integration;
  }
}
