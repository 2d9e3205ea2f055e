package dev.toolrack.bench.cases;

import dev.toolrack.bench.bed.Bed;
import dev.toolrack.bench.lane.FloorLane;
import dev.toolrack.bench.lane.Lane;
import dev.toolrack.bench.lane.Turn;
import dev.toolrack.bench.report.Report;
import dev.toolrack.bench.stat.Noise;
import dev.toolrack.bench.stat.Samples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Lanes that have their turns one after the other, each round beginning with another one. */
final class Rounds {
  private final Bed bed;
  private final List<Lane> lanes;
  private final Map<Lane, List<Turn>> turns = new LinkedHashMap<>();
  private int round;

  Rounds(Bed bed, List<Lane> lanes) {
    this.bed = bed;
    this.lanes = lanes;
    lanes.forEach(lane -> turns.put(lane, new ArrayList<>()));
  }

  /** Runs so many rounds that do not count, then so many that do. */
  void run(int warmUps, int pairs) {
    IntStream.range(0, warmUps).forEach(_ -> turns());
    turns.values().forEach(List::clear);
    IntStream.range(0, pairs).forEach(_ -> turns());
  }

  private void turns() {
    round++;
    for (int i = 0; i < lanes.size(); i++) {
      Lane lane = lanes.get((round + i) % lanes.size());
      Turn turn = Turn.of(bed, lane, round);
      taken(lane).add(turn);
      Report.progress("round %d, %s: %,.0f ms".formatted(round, lane.name(), turn.millis()));
    }
  }

  void report(Report report, int bindings, Noise noise) {
    for (Lane lane : lanes) {
      rows(report, bindings, lane);
    }
    List<Lane> floors = lanes.stream().filter(FloorLane.class::isInstance).toList();
    for (Lane floor : floors) {
      for (Lane lane : lanes) {
        if (!floors.contains(lane)) {
          ratio(report, bindings, lane, floor);
        }
      }
    }
    for (Lane floor : floors) {
      noise
          .objection("floor " + floor.name(), samples(floor, Turn::millis))
          .ifPresent(objection -> {
            report.note(bindings + " bindings, TOO NOISY: " + objection);
            throw new NoisyFloor(objection);
          });
    }
  }

  private void rows(Report report, int bindings, Lane lane) {
    String id = lane.name() + ".";
    String who = lane instanceof FloorLane ? "floor " + lane.name() : lane.name();
    report.row(
        id + "time",
        bindings,
        who + ": change to the last of %,d outputs".formatted(lane.outputs()),
        "ms",
        samples(lane, Turn::millis));
    report.row(
        id + "control-plane-cpu",
        bindings,
        who + ": processor time of etcd and API server",
        "ms",
        samples(lane, Turn::controlPlaneCpuMillis));
    report.row(
        id + "client-cpu",
        bindings,
        who + ": processor time of the measuring client",
        "ms",
        samples(lane, Turn::clientCpuMillis));
    if (lane instanceof FloorLane) {
      return;
    }
    report.row(
        id + "cpu", bindings, who + ": its processor time", "ms", samples(lane, Turn::cpuMillis));
    report.row(
        id + "writes",
        bindings,
        who + ": writes for each output",
        "",
        samples(lane, turn -> writes(turn) / lane.outputs()));
    report.requests(
        "%s, %,d outputs follow".formatted(lane.name(), lane.outputs()),
        taken(lane).getFirst().writes());
  }

  private static double writes(Turn turn) {
    return turn.writes().total() - turn.caused();
  }

  private void ratio(Report report, int bindings, Lane lane, Lane floor) {
    report.row(
        lane.name() + ".per-" + floor.name(),
        bindings,
        "%s by floor %s, round by round".formatted(lane.name(), floor.name()),
        "ratio",
        new Samples(
            IntStream.range(0, taken(lane).size())
                .mapToObj(i -> taken(lane).get(i).millis() / taken(floor).get(i).millis())
                .toList()));
  }

  private Samples samples(Lane lane, ToDoubleFunction<Turn> value) {
    return new Samples(taken(lane).stream().map(turn -> value.applyAsDouble(turn)).toList());
  }

  private List<Turn> taken(Lane lane) {
    return turns.getOrDefault(lane, List.of());
  }
}
