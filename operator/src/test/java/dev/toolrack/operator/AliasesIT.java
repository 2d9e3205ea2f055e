package dev.toolrack.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.testbed.ApiRequests;
import dev.toolrack.testbed.ApiRequests.Counts;
import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The owner of an integration that does not get its alias is told, also after a restart. */
class AliasesIT extends OperatorCase {
  private String org;
  private String team;

  /** The organisation's wiki, and a team that has another server of that name. */
  @BeforeEach
  void organisation(TestNamespace namespace) {
    org = namespace.name();
    team = org + "-team";
    cluster.namespace(org, "org=" + org + ",provides=Org");
    cluster.namespace(team, "org=" + org + ",team=payments");
    FakeEndpoint shared = servers.endpoint("shared-" + org).tools(TWO_TOOLS);
    FakeEndpoint own = servers.endpoint("own-" + org).tools("[]");
    cluster.connector(org, "wiki", "server: {url: \"%s\"}".formatted(shared.url()));
    wiki("");
    cluster.eventuallyState(org, "wiki", "Connected/Ready");
    openServer(team, "wiki", own.url().toString());
    cluster.binding(team, "bot", "");
    cluster.eventuallyTools(team, "bot", "wiki:create_note", "wiki:get_note");
    cluster.eventuallyState(team, "wiki", "Connected/AliasTaken");
  }

  @AfterEach
  void cleanUp() {
    cluster.client().namespaces().withName(team).delete();
  }

  private void wiki(String more) {
    cluster.integration(
        org, "wiki", "{connectorRef: {name: wiki}, access: {from: Scope}%s}".formatted(more));
  }

  @Test
  void anAliasThatIsTakenIsToldUntilItIsGivenAway() {
    wiki(", override: Any");
    cluster.eventuallyTools(team, "bot");
    cluster.eventuallyState(team, "wiki", "Connected/Ready");
    wiki(", override: Locked");
    cluster.eventuallyTools(team, "bot", "wiki:create_note", "wiki:get_note");
    cluster.eventuallyState(team, "wiki", "Connected/AliasLocked");
  }

  @Test
  void withoutAnyAgentNobodyIsRefused() {
    cluster.client().resource(cluster.binding(team, "bot")).delete();
    cluster.eventuallyState(team, "wiki", "Connected/Ready");
  }

  @Test
  void aRestartFindsItAsItWas(ApiRequests api) {
    operator.close();
    cluster.quiet();
    Counts before = api.snapshot();
    operator = RunningOperator.start(operatorConfig);
    cluster.binding(team, "late", "");
    cluster.eventuallyTools(team, "late", "wiki:create_note", "wiki:get_note");
    Cluster.await(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(operator.operator().ready()).isTrue());
    cluster.quiet();
    assertThat(cluster.integrationState(team, "wiki")).isEqualTo("Connected/AliasTaken");
    assertThat(api.since(before).count("APPLY", "mcpintegrations/status")).isZero();
  }

  @Test
  void whatEndedWhileNobodyLookedIsNotToldAnyMore() {
    operator.close();
    wiki(", override: Any");
    operator = RunningOperator.start(operatorConfig);
    cluster.eventuallyTools(team, "bot");
    cluster.eventuallyState(team, "wiki", "Connected/Ready");
  }
}
