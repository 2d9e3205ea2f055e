package dev.toolrack.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.crds.AgentToolBinding;
import dev.toolrack.testbed.ApiRequests;
import dev.toolrack.testbed.ApiRequests.Counts;
import dev.toolrack.testbed.junit.TestNamespace;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A thousand agents: as many writes as there are things to write, and not one more. */
class ScaleIT extends OperatorCase {
  private static final int NAMESPACES = 50;
  private static final int BINDINGS = 20;
  private static final int INTEGRATIONS = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int ALL = NAMESPACES * BINDINGS;

  @Test
  void aThousandBindingsSettleWithOneWriteOfEachOutput(TestNamespace namespace, ApiRequests api) {
    String org = namespace.name();
    cluster.namespace(org, "org=" + org + ",provides=Org");
    for (int i = 0; i < INTEGRATIONS; i++) {
      String url = servers.endpoint(org + "-" + i).tools(TWO_TOOLS).url().toString();
      integration(org, i, url, "");
    }
    for (int i = 0; i < INTEGRATIONS; i++) {
      cluster.eventuallyState(org, "server-" + i, "Connected/Ready");
    }
    List<String> places = IntStream.range(0, NAMESPACES).mapToObj(i -> org + "-" + i).toList();
    places.forEach(place -> cluster.namespace(place, "org=" + org + ",team=" + place));
    cluster.quiet();

    Counts before = api.snapshot();
    // Every other binding leaves the first server out.
    places.parallelStream()
        .forEach(place ->
            IntStream.range(0, BINDINGS)
                .forEach(i ->
                    cluster.binding(place, "bot-" + i, i % 2 == 0 ? "" : "exclude: [server-0]")));
    Cluster.await(PATIENCE).untilAsserted(() -> assertThat(settled(org)).isEqualTo(ALL));
    Counts created = api.since(before);
    assertThat(created.count("POST", "configmaps")).isEqualTo(ALL);
    assertThat(created.count("POST", "secrets")).isEqualTo(ALL);
    assertThat(created.count("PUT", "configmaps") + created.count("PUT", "secrets")).isZero();
    assertThat(created.count("APPLY", "agenttoolbindings/status")).isEqualTo(ALL);
    assertThat(created.count("LIST", "secrets") + created.count("LIST", "configmaps")).isZero();

    before = api.snapshot();
    integration(
        org,
        0,
        servers.endpoint(org + "-0").url().toString(),
        "tools: {rules: [{name: no-writes, match: {access: Write}, enabled: false}]}");
    Cluster.await(PATIENCE)
        .untilAsserted(() -> assertThat(withTools(org, 2 * INTEGRATIONS - 1)).isEqualTo(ALL / 2));
    Counts changed = api.since(before);
    // The toolsets of those who have the server, and the integration's catalog.
    assertThat(changed.count("PUT", "configmaps")).isEqualTo(ALL / 2 + 1);
    assertThat(changed.count("PUT", "secrets")).isZero();
    assertThat(changed.count("APPLY", "agenttoolbindings/status")).isEqualTo(ALL / 2);
    places.forEach(place -> cluster.client().namespaces().withName(place).delete());
  }

  private void integration(String org, int number, String url, String more) {
    String name = "server-" + number;
    cluster.connector(org, name, "server: {url: \"%s\"}".formatted(url));
    cluster.integration(
        org, name, "connectorRef: {name: %s}\naccess: {from: Scope}\n%s".formatted(name, more));
  }

  /** Bindings that are ready and have both outputs. */
  private long settled(String org) {
    return bindings(org)
        .filter(b -> !Cluster.ready(b, b.getStatus().conditions()).isEmpty())
        .count();
  }

  /** Bindings whose status counts that many tools. */
  private long withTools(String org, int tools) {
    return bindings(org).filter(b -> Objects.equals(b.getStatus().tools(), tools)).count();
  }

  private Stream<AgentToolBinding> bindings(String org) {
    return cluster
        .client()
        .resources(AgentToolBinding.class)
        .inAnyNamespace()
        .list()
        .getItems()
        .stream()
        .filter(b -> b.getMetadata().getNamespace().startsWith(org + "-"))
        .filter(b -> b.getStatus() != null);
  }
}
