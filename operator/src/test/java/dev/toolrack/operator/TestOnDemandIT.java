package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.status.Reason;
import dev.toolrack.crds.Api;
import dev.toolrack.crds.IntegrationState;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.crds.McpIntegrationStatus.LastTest;
import dev.toolrack.crds.McpIntegrationStatus.ToolCounts;
import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.Behaviour;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A new value of the annotation toolrack.dev/test has the server verified and answers it. */
class TestOnDemandIT extends OperatorCase {
  private String ns;
  private FakeEndpoint server;

  /** A server that is verified and not asked again for a long time. */
  @BeforeEach
  void settle(TestNamespace namespace) {
    ns = namespace.name();
    server = servers.endpoint("server-" + ns).tools(TWO_TOOLS);
    cluster.connector(
        ns, "notes", "{server: {url: \"%s\"}, verify: {interval: 9h}}".formatted(server.url()));
    cluster.integration(ns, "notes", "connectorRef: {name: notes}");
    cluster.eventuallyState(ns, "notes", "Connected/Ready");
    // The server is asked on the connector's own behalf too, which would be counted later.
    cluster.eventuallyReachable(ns, "notes", "True/Reachable");
  }

  @Test
  void theAnswerStandsBesideTheValueThatAskedForIt() {
    server.tools("[]");
    annotate("1");
    eventuallyTested("1", IntegrationState.CONNECTED, "Connected · 0 tools · 2026-07-28");
    ToolCounts counts = cluster.integration(ns, "notes").getStatus().tools();
    assertThat(counts).isNotNull().extracting(ToolCounts::total).isEqualTo(0);
  }

  @Test
  void aFailureIsToldInTheWordsOfItsCondition() {
    server.behave(new Behaviour.Status(503, Map.of()));
    annotate("again, please");
    eventuallyTested(
        "again, please",
        IntegrationState.STALE,
        "The last good tools stay. The server answered 5xx (%s). See the server's own logs."
            .formatted(server.url()));
  }

  @Test
  void aDisabledOneAnswersWithoutACall() {
    cluster.integration(ns, "notes", "{connectorRef: {name: notes}, enabled: false}");
    cluster.eventuallyState(ns, "notes", "Disabled/Disabled");
    long requests = server.requests();
    annotate("1");
    eventuallyTested("1", IntegrationState.DISABLED, Reason.DISABLED.sentence());
    assertThat(server.requests()).isEqualTo(requests);
  }

  @Test
  void whatIsAnsweredIsNotAskedAgainByAnotherOperator() {
    annotate("1");
    eventuallyTested("1", IntegrationState.CONNECTED, "Connected · 2 tools · 2026-07-28");
    long requests = server.requests();
    operator.close();
    operator = RunningOperator.start(operatorConfig);
    // A change that shows that the new operator has decided about it.
    cluster.integration(ns, "notes", "{connectorRef: {name: notes}, displayName: Memos}");
    eventually(() ->
        assertThat(cluster.integration(ns, "notes"))
            .satisfies(i ->
                assertThat(i.getStatus().observedGeneration())
                    .isEqualTo(i.getMetadata().getGeneration())));
    assertThat(server.requests()).isEqualTo(requests);
    assertThat(lastTest()).isNotNull();
  }

  @Test
  void aValueThatCannotBeShownIsReported() {
    annotate("a\u0007b");
    cluster.eventuallyState(ns, "notes", "Connected/TestInvalid");
    assertThat(lastTest()).isNull();
    annotate("ab");
    eventuallyTested("ab", IntegrationState.CONNECTED, "Connected · 2 tools · 2026-07-28");
    cluster.eventuallyState(ns, "notes", "Connected/Ready");
  }

  private void annotate(String value) {
    cluster
        .client()
        .resources(McpIntegration.class)
        .inNamespace(ns)
        .withName("notes")
        .edit(integration -> {
          integration.setMetadata(
              new ObjectMetaBuilder(integration.getMetadata())
                  .addToAnnotations(Api.TEST_ANNOTATION, value)
                  .build());
          return integration;
        });
  }

  private void eventuallyTested(String nonce, IntegrationState result, String message) {
    eventually(() -> assertThat(lastTest()).isEqualTo(new LastTest(nonce, result, message)));
  }

  private @Nullable LastTest lastTest() {
    return cluster.integration(ns, "notes").getStatus().lastTest();
  }
}
