package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.crds.McpIntegration;
import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a setting of two, two integrations of each namespace are verified. */
class SeatsIT extends OperatorCase {
  private static final String SETTINGS =
      RunningOperator.SETTINGS.replace("verify: {", "verify: {integrationsPerNamespace: 2, ");

  private final Map<String, FakeEndpoint> endpoints = new HashMap<>();
  private String ns;

  @BeforeAll
  void twoSeats() {
    operator.close();
    operator = RunningOperator.start(operatorConfig, SETTINGS);
  }

  /** Two verified ones, and one that waits; of the same second the names decide. */
  @BeforeEach
  void settle(TestNamespace namespace) {
    ns = namespace.name();
    for (String name : List.of("a", "b", "c")) {
      FakeEndpoint server = servers.endpoint(name + "-" + ns).tools(TWO_TOOLS);
      endpoints.put(name, server);
      // Only its integration can ask this server: the connector leaves something open.
      cluster.connector(
          ns,
          name,
          "server: {url: \"%s?of={of}\"}\nvariables: [{name: of, required: true}]"
              .formatted(server.url()));
      cluster.integration(ns, name, spec(name, true));
    }
    eventuallyStates("Connected/Ready", "Connected/Ready", "Pending/TooManyIntegrations");
  }

  @Test
  void oneThatWaitsIsNotAskedAndTakesTheNextSeat() {
    cluster.binding(ns, "agent", "{}");
    cluster.eventuallyTools(
        ns, "agent", "a:create_note", "a:get_note", "b:create_note", "b:get_note");
    eventually(() ->
        assertThat(cluster.unavailable(ns, "agent")).containsExactly("c:TooManyIntegrations"));
    assertThat(server("c").requests()).isZero();

    cluster.client().resources(McpIntegration.class).inNamespace(ns).withName("a").delete();
    cluster.eventuallyState(ns, "c", "Connected/Ready");
    cluster.eventuallyTools(
        ns, "agent", "b:create_note", "b:get_note", "c:create_note", "c:get_note");
  }

  @Test
  void whoIsDisabledTakesNoSeatAndAnOlderOneTakesItBack() {
    cluster.integration(ns, "b", spec("b", false));
    eventuallyStates("Connected/Ready", "Disabled/Disabled", "Connected/Ready");
    cluster.integration(ns, "b", spec("b", true));
    eventuallyStates("Connected/Ready", "Connected/Ready", "Pending/TooManyIntegrations");
  }

  @Test
  void anotherOperatorGivesTheSameSeats() {
    operator.close();
    operator = RunningOperator.start(operatorConfig, SETTINGS);
    // A change that shows that the new operator has decided about it.
    cluster.integration(ns, "c", spec("c", true) + "\ndisplayName: Memos");
    eventually(() ->
        assertThat(cluster.integration(ns, "c"))
            .satisfies(i ->
                assertThat(i.getStatus().observedGeneration())
                    .isEqualTo(i.getMetadata().getGeneration())));
    eventuallyStates("Connected/Ready", "Connected/Ready", "Pending/TooManyIntegrations");
    assertThat(server("c").requests()).isZero();
  }

  @Test
  void otherNamespacesHaveSeatsOfTheirOwn() {
    String other = ns + "-other";
    cluster.namespace(other, "");
    openServer(other, "z", servers.endpoint(other).tools(TWO_TOOLS).url().toString());
    cluster.eventuallyState(other, "z", "Connected/Ready");
    cluster.client().namespaces().withName(other).delete();
  }

  private static String spec(String name, boolean enabled) {
    return "connectorRef: {name: %s}\nvariables: [{name: of, value: it}]\nenabled: %s"
        .formatted(name, enabled);
  }

  private FakeEndpoint server(String name) {
    return Objects.requireNonNull(endpoints.get(name));
  }

  private void eventuallyStates(String a, String b, String c) {
    cluster.eventuallyState(ns, "a", a);
    cluster.eventuallyState(ns, "b", b);
    cluster.eventuallyState(ns, "c", c);
  }
}
