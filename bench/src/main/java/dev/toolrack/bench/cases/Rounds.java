package dev.toolrack.bench.cases;

import dev.toolrack.bench.bed.Stage;
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
  private final Stage stage;
  private final List<Lane> lanes;
  private final Map<String, List<Turn>> turns = new LinkedHashMap<>();

  Rounds(Stage stage, List<Lane> lanes) {
    this.stage = stage;
    this.lanes = lanes;
    lanes.forEach(lane -> turns.put(lane.name(), new ArrayList<>()));
  }

  /**
   * Lets every lane write so many outputs, in turns that follow each other at once: what a JVM
   * compiles in its first minutes is part of no figure.
   *
   * @return what the very first turn of each took, in milliseconds
   */
  Map<String, Double> warm(int outputs) {
    var first = new LinkedHashMap<String, Double>();
    for (Lane lane : lanes) {
      for (int written = 0; written < outputs; written += lane.outputs()) {
        double millis = Turn.hasty(stage.bed(), lane, stage.newRound());
        first.putIfAbsent(lane.name(), millis);
      }
      Report.progress("%s has written %,d outputs".formatted(lane.name(), outputs));
    }
    stage.bed().calm();
    return first;
  }

  /** Runs so many rounds that do not count, then so many that do. */
  void run(int warmUps, int pairs) {
    IntStream.range(0, warmUps).forEach(_ -> turns());
    turns.values().forEach(List::clear);
    IntStream.range(0, pairs).forEach(_ -> turns());
  }

  /** One more turn, of somebody who has had none yet. */
  Turn next(Lane lane) {
    return turn(lane, stage.newRound());
  }

  private void turns() {
    int round = stage.newRound();
    for (int i = 0; i < lanes.size(); i++) {
      Lane lane = lanes.get((round + i) % lanes.size());
      taken(lane.name()).add(turn(lane, round));
    }
  }

  private Turn turn(Lane lane, int round) {
    Turn turn = Turn.of(stage.bed(), lane, round);
    Report.progress("round %d, %s: %,.0f ms".formatted(round, lane.name(), turn.millis()));
    return turn;
  }

  /** The times of all, the writes and processor times of those who are no floors, the ratios. */
  void report(Report report, int bindings) {
    for (Lane lane : lanes) {
      rows(report, bindings, lane);
    }
    for (Lane lane : lanes) {
      if (!(lane instanceof FloorLane)) {
        floors().forEach(floor -> ratios(report, bindings, lane.name(), floor));
      }
    }
  }

  /** Objects to a comparison with a floor that is too restless. */
  void objectTo(Noise noise, Report report, int bindings) {
    for (String floor : floors()) {
      noise
          .objection("floor " + floor, samples(floor, Turn::millis))
          .ifPresent(objection -> report.objection(bindings, objection));
    }
  }

  /** The median over all rounds of one's time by the other's in the same round. */
  double ratio(String lane, String floor) {
    return ratios(lane, floor, Turn::millis).median();
  }

  /** The first turn that counts. */
  Turn first(String lane) {
    return taken(lane).getFirst();
  }

  private void rows(Report report, int bindings, Lane lane) {
    String name = lane.name();
    boolean isFloor = lane instanceof FloorLane;
    String who = isFloor ? "floor " + name : name;
    report.row(
        name + ".time",
        bindings,
        who + ": change to the last of %,d outputs".formatted(lane.outputs()),
        "ms",
        samples(name, Turn::millis));
    report.row(
        name + ".control-plane-cpu",
        bindings,
        who + ": processor time of etcd and API server",
        "ms",
        samples(name, Turn::controlPlaneCpuMillis));
    report.row(
        name + ".client-cpu",
        bindings,
        who + ": processor time of the measuring client",
        "ms",
        samples(name, Turn::clientCpuMillis));
    if (isFloor) {
      return;
    }
    report.row(
        name + ".cpu",
        bindings,
        who + ": its processor time",
        "ms",
        samples(name, Turn::cpuMillis));
    report.row(
        name + ".writes",
        bindings,
        who + ": API writes",
        "",
        samples(name, turn -> turn.writes().total() - turn.caused()));
    report.row(
        name + ".reads",
        bindings,
        who + ": API reads",
        "",
        samples(name, turn -> turn.reads().total()));
    report.requests("%s, %,d outputs follow".formatted(name, lane.outputs()), first(name).writes());
  }

  private void ratios(Report report, int bindings, String lane, String floor) {
    report.row(
        lane + ".per-" + floor,
        bindings,
        "%s by floor %s: time, round by round".formatted(lane, floor),
        "ratio",
        ratios(lane, floor, Turn::millis));
    report.row(
        lane + ".cpu-per-" + floor,
        bindings,
        "%s by floor %s: processor time of all processes".formatted(lane, floor),
        "ratio",
        ratios(lane, floor, Turn::allCpuMillis));
  }

  private Samples ratios(String lane, String floor, ToDoubleFunction<Turn> value) {
    return new Samples(
        IntStream.range(0, taken(lane).size())
            .mapToObj(i ->
                value.applyAsDouble(taken(lane).get(i)) / value.applyAsDouble(taken(floor).get(i)))
            .toList());
  }

  private Samples samples(String lane, ToDoubleFunction<Turn> value) {
    return new Samples(taken(lane).stream().map(value::applyAsDouble).toList());
  }

  private List<String> floors() {
    return lanes.stream().filter(FloorLane.class::isInstance).map(Lane::name).toList();
  }

  private List<Turn> taken(String lane) {
    return turns.getOrDefault(lane, List.of());
  }
}
