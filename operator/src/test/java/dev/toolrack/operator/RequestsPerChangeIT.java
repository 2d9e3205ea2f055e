package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.toolrack.operator.CostOfChanges.Change;
import dev.toolrack.testbed.ApiRequests;
import dev.toolrack.testbed.junit.TestNamespace;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every write and every list is accounted for, change by change; whom a change does not concern is
 * not even looked at; and a restart writes nothing.
 */
class RequestsPerChangeIT extends OperatorCase {

  @TestFactory
  Stream<DynamicTest> everyRequestIsAccountedFor(TestNamespace namespace, ApiRequests api) {
    var scene = new TwoOrganisations(cluster, servers, namespace.name());
    scene.settle();
    cluster.quiet();
    var costs = new CostOfChanges(cluster, scene);
    var ledger = new Ledger(api);
    var dispatches = new Dispatches();
    var tests = new ArrayList<DynamicTest>();
    costs.changes().forEach(change -> tests.add(test(change, ledger)));
    tests.add(
        dynamicTest("strangers were not looked at", () -> assertUnconcerned(scene, dispatches)));
    tests.add(dynamicTest("a restart", () -> restart(scene, ledger)));
    tests.add(test(costs.ofStrangers(), ledger));
    return tests.stream()
        .onClose(() -> {
          dispatches.close();
          scene.remove();
        });
  }

  private static DynamicTest test(Change change, Ledger ledger) {
    return dynamicTest(
        change.name(),
        () -> {
          change.made().run();
          ledger.accountFor(change.requests());
        });
  }

  /** Its first lists aside: every object is decided about, and nothing comes of it. */
  private void restart(TwoOrganisations scene, Ledger ledger) {
    operator.close();
    ledger.begin();
    try (var dispatches = new Dispatches()) {
      operator = RunningOperator.start(operatorConfig);
      eventually(() ->
          assertThat(
                  Stream.concat(
                      TwoOrganisations.TEAMS.stream(), TwoOrganisations.STRANGERS.stream()))
              .allSatisfy(place ->
                  assertThat(dispatches.byNamespace().getOrDefault(scene.name(place), 0))
                      .as(place)
                      .isGreaterThanOrEqualTo(TwoOrganisations.SPECS.size())));
    }
    ledger.accountForWrites("");
  }

  private static void assertUnconcerned(TwoOrganisations scene, Dispatches dispatches) {
    assertThat(dispatches.byNamespace())
        .containsKeys(scene.name("o"), scene.name("t1"), scene.name("t2"), scene.name("t3"));
    assertThat(dispatches.byNamespace())
        .doesNotContainKeys(scene.name("s"), scene.name("s1"), scene.name("s2"), scene.name("s3"));
  }
}
