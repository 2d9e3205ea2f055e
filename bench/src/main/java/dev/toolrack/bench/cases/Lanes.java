package dev.toolrack.bench.cases;

import dev.toolrack.bench.bed.Stage;
import dev.toolrack.bench.lane.FloorLane;
import dev.toolrack.bench.lane.Lane;
import dev.toolrack.bench.lane.LaneFactory;
import dev.toolrack.bench.lane.ToolrackLane;
import dev.toolrack.bench.lane.ToolrackLane.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** Who is measured side by side. */
final class Lanes {
  private Lanes() {}

  /** The operator, the floors and the lanes of others that were asked for, all prepared. */
  static List<Lane> prepared(Stage stage, List<LaneFactory> others) {
    var lanes = new ArrayList<Lane>();
    lanes.add(new ToolrackLane(stage, Change.RULE));
    var added = new ArrayList<Lane>();
    for (FloorLane.How how : FloorLane.How.values()) {
      added.add(new FloorLane(stage.bed(), stage.shape().bindings(), how));
    }
    others.forEach(other -> added.add(other.create(stage.bed(), stage.shape())));
    lanes.addAll(added);
    // All watches are open from the first turn on, whoever needs them.
    lanes.forEach(lane -> stage.bed().watch(lane.kind()));
    added.forEach(Lane::prepare);
    return lanes;
  }

  /** Those on the class path with these names. */
  static List<LaneFactory> named(List<String> names) {
    List<LaneFactory> found =
        ServiceLoader.load(LaneFactory.class).stream().map(ServiceLoader.Provider::get).toList();
    return names.stream().map(name -> named(name, found)).toList();
  }

  private static LaneFactory named(String name, List<LaneFactory> found) {
    return found.stream()
        .filter(lane -> lane.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "No lane %s on the class path, only %s; BENCH_CLASSPATH adds to it."
                    .formatted(name, found.stream().map(LaneFactory::name).toList())));
  }
}
