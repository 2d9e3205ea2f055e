package dev.toolrack.operator.shell.observe;

import dev.toolrack.crds.McpIntegration;
import dev.toolrack.operator.shell.apply.WriteCounter;
import dev.toolrack.operator.shell.turns.Turns;
import dev.toolrack.operator.shell.turns.Turns.Fill;
import dev.toolrack.operator.shell.verify.VerificationMeter;
import dev.toolrack.operator.shell.walls.AdmissionWalls;
import dev.toolrack.operator.shell.walls.Wall;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What the operator counts. docs/metrics.md lists the names; no label carries a tenant's text. */
public final class OperatorMetrics implements WriteCounter, VerificationMeter, AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics gc = new JvmGcMetrics();
  private volatile Optional<IntegrationStandings> standings = Optional.empty();

  /**
   * @param allowLoopback whether the development switch is on
   * @param leading whether this replica works
   */
  public OperatorMetrics(boolean allowLoopback, BooleanSupplier leading) {
    gc.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    Gauge.builder("toolrack.egress.allow.loopback", () -> allowLoopback ? 1 : 0)
        .description("1 while the development switch egress.allowLoopback is on")
        .register(registry);
    Gauge.builder("toolrack.leader", () -> leading.getAsBoolean() ? 1 : 0)
        .description("1 while this replica works")
        .register(registry);
  }

  /** The registry, for the framework's own metrics. */
  public PrometheusMeterRegistry registry() {
    return registry;
  }

  @Override
  public void wrote(String verb, String kind) {
    registry.counter("toolrack.writes", "verb", verb, "kind", kind).increment();
  }

  /** Shows how full the lanes are in which questions to servers wait. */
  public void watch(Turns turns) {
    for (Fill lane : turns.fill()) {
      String name = lane.lane();
      Gauge.builder("toolrack.turns.active", () -> fill(turns, name).active())
          .description("Servers that are asked")
          .tag("lane", name)
          .register(registry);
      Gauge.builder("toolrack.turns.waiting", () -> fill(turns, name).waiting())
          .description("Servers that wait for their turn to be asked")
          .tag("lane", name)
          .register(registry);
      Gauge.builder("toolrack.turns.limit", lane, Fill::limit)
          .description("Servers that are asked at the same time at most")
          .tag("lane", name)
          .strongReference(true)
          .register(registry);
    }
  }

  /** Shows which of the admission policies that Toolrack relies on are in force. */
  public void watch(AdmissionWalls walls) {
    for (Wall wall : Wall.values()) {
      Gauge.builder("toolrack.policy.in.force", () -> walls.inForce(wall) ? 1 : 0)
          .description("1 while the admission policy is there, sees all it has to, and denies")
          .tag("policy", wall.policy())
          .register(registry);
      Gauge.builder("toolrack.policy.as.shipped", () -> walls.asShipped(wall) ? 1 : 0)
          .description("1 while the policy's expressions are those that this version ships")
          .tag("policy", wall.policy())
          .register(registry);
    }
  }

  /** One request for an access token ended. */
  public void asked(String grant, String result) {
    registry.counter("toolrack.token.requests", "grant", grant, "result", result).increment();
  }

  /** Shows how long the access token lasts that ends first. */
  public void watchTokens(Supplier<Optional<Instant>> firstEnd, InstantSource clock) {
    Gauge.builder(
            "toolrack.tokens.first.end",
            () ->
                firstEnd
                    .get()
                    .map(end -> Duration.between(clock.instant(), end).toMillis() / 1000.0)
                    .orElse(Double.NaN))
        .description("Time until the first of the access tokens ends that are kept fresh")
        .baseUnit("seconds")
        .register(registry);
  }

  /**
   * Shows how integrations are.
   *
   * @param integrations those that the caches have now
   */
  public void watchIntegrations(Supplier<Stream<McpIntegration>> integrations) {
    standings = Optional.of(new IntegrationStandings(registry, integrations));
  }

  private static Fill fill(Turns turns, String lane) {
    return turns.fill().stream().filter(f -> f.lane().equals(lane)).findFirst().orElseThrow();
  }

  @Override
  public void answered(String result) {
    registry.counter("toolrack.verifications", "result", result).increment();
  }

  /** In the format that Prometheus reads. */
  public String scrape() {
    standings.ifPresent(IntegrationStandings::count);
    return registry.scrape();
  }

  @Override
  public void close() {
    gc.close();
    registry.close();
  }
}
