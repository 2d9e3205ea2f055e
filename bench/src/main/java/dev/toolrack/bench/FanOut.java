package dev.toolrack.bench;

import dev.toolrack.crds.Api;
import dev.toolrack.testbed.ApiRequests;
import dev.toolrack.testbed.ApiRequests.Counts;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;

/**
 * A rule of one server that every agent has changes: how long until the last toolset follows, in
 * pairs with the floor.
 */
final class FanOut {
  private static final int PAIRS = 5;

  private final KubernetesClient client;
  private final Fleet fleet;
  private final Floor floor;
  private final ApiRequests requests;
  private final Calm calm;
  private final List<Double> times = new ArrayList<>();
  private final List<Double> floors = new ArrayList<>();
  private final List<Double> ratios = new ArrayList<>();
  private final List<Double> processor = new ArrayList<>();

  FanOut(KubernetesClient client, Fleet fleet, Floor floor, ApiRequests requests, Calm calm) {
    this.client = client;
    this.fleet = fleet;
    this.floor = floor;
    this.requests = requests;
    this.calm = calm;
  }

  /** The first pair is for warming up and does not count. */
  void measure(OperatorProcess operator, Figures figures) {
    try (Arrivals<ConfigMap> toolsets = toolsets(Api.MANAGED_LABEL);
        // Somebody watches the copies as well: it is part of the price of both.
        Arrivals<ConfigMap> _ = toolsets(Floor.LABEL)) {
      pair(operator, toolsets, true);
      times.clear();
      floors.clear();
      ratios.clear();
      processor.clear();
      for (int i = 0; i < PAIRS; i++) {
        Counts caused = pair(operator, toolsets, i % 2 == 1);
        if (i == 0) {
          figures.requests("one rule changed for 1,000 agents", caused);
        }
      }
    }
    figures.row("one rule, 1,000 ConfigMaps: change to the last one", "ms", times);
    figures.row("floor: 1,000 parallel PUTs of the same bytes", "ms", floors);
    figures.row("ratio, pair by pair", "", ratios);
    figures.row("processor time of the operator, with status", "ms", processor);
  }

  private Counts pair(OperatorProcess operator, Arrivals<ConfigMap> toolsets, boolean off) {
    toolsets.expect(
        Fleet.BINDINGS,
        map ->
            !map.getMetadata().getNamespace().equals(Fleet.ALONE)
                && off != Fleet.lists(map, Fleet.orgServer(0), Fleet.WRITING_TOOL));
    Counts before = requests.snapshot();
    double used = operator.cpuMillis();
    long begun = System.nanoTime();
    fleet.changeOrg(0, off ? Fleet.NO_WRITES : "");
    double time = Figures.millis(begun, toolsets.awaitLast());
    calm.await();
    processor.add(operator.cpuMillis() - used);
    Counts caused = requests.since(before);
    double plain = floor.put();
    calm.await();
    times.add(time);
    floors.add(plain);
    ratios.add(time / plain);
    return caused;
  }

  private Arrivals<ConfigMap> toolsets(String label) {
    return Arrivals.of(client.configMaps().inAnyNamespace().withLabel(label, "toolset"));
  }
}
