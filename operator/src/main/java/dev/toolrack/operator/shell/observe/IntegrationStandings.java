package dev.toolrack.operator.shell.observe;

import dev.toolrack.core.status.ConditionType;
import dev.toolrack.core.status.Reason;
import dev.toolrack.crds.IntegrationState;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.crds.McpIntegrationStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How many integrations say the same of themselves, in words of closed sets. */
final class IntegrationStandings {
  private static final String UNKNOWN = "Unknown";

  private final MultiGauge gauge;
  private final Supplier<Stream<McpIntegration>> integrations;

  private record Standing(String state, String reason) {
    static Standing of(McpIntegration integration) {
      Optional<McpIntegrationStatus> status = Optional.ofNullable(integration.getStatus());
      return new Standing(
          status
              .map(McpIntegrationStatus::state)
              .map(IntegrationState::wire)
              .filter(wire -> !wire.isEmpty())
              .orElse(UNKNOWN),
          status.stream()
              .flatMap(s -> s.conditions().stream())
              .filter(condition -> ConditionType.READY.wire().equals(condition.getType()))
              .map(Condition::getReason)
              .flatMap(wire -> Reason.read(wire).stream())
              .map(Reason::wire)
              .findFirst()
              .orElse(UNKNOWN));
    }
  }

  /**
   * @param integrations those that the caches have now
   */
  IntegrationStandings(MeterRegistry registry, Supplier<Stream<McpIntegration>> integrations) {
    this.integrations = integrations;
    gauge =
        MultiGauge.builder("toolrack.integrations")
            .description("Integrations by their state and the reason of their condition Ready")
            .register(registry);
  }

  /** Counts anew. */
  synchronized void count() {
    Map<Standing, Long> counted =
        integrations.get().collect(Collectors.groupingBy(Standing::of, Collectors.counting()));
    gauge.register(
        counted.entrySet().stream()
            .map(entry ->
                Row.of(
                    Tags.of("state", entry.getKey().state(), "reason", entry.getKey().reason()),
                    entry.getValue()))
            .collect(Collectors.toList()),
        true);
  }
}
