package dev.toolrack.bench.cases;

import dev.toolrack.bench.bed.Shape;
import dev.toolrack.bench.bed.Stage;
import dev.toolrack.bench.lane.Lane;
import dev.toolrack.bench.lane.LaneFactory;
import dev.toolrack.bench.lane.ToolrackLane;
import dev.toolrack.bench.lane.ToolrackLane.Change;
import dev.toolrack.bench.lane.Toolsets;
import dev.toolrack.bench.lane.Turn;
import dev.toolrack.bench.report.Goal;
import dev.toolrack.bench.report.Report;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** One integration changes, all agents follow (P1, P2, P3, P5). */
@Command(
    name = "fanout",
    description = {
      "One organisation-wide integration changes and the ConfigMaps of N bindings follow: how long"
          + " until a watching client has seen the last one, in turns with a plain client that"
          + " writes the same data by parallel server-side apply and by parallel PUT; API writes;"
          + " processor time. Then once each: a tool is taken from every agent, so that statuses"
          + " follow as well; and a rule changes that concerns every tenth agent only."
    })
final class FanOutCase extends Case {
  private static final double APPLY = 1.0;
  private static final double PUT = 1.15;
  private static final double WRITES = 1.01;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--lanes",
      split = ",",
      paramLabel = "NAME",
      description = "Lanes of others to be measured beside the operator: docs/performance.md.")
  private List<String> lanes = List.of();

  @Override
  String name() {
    return "fanout";
  }

  @Override
  void check() {
    others();
  }

  @Override
  void measure(Options how, Stages stages, Report report) {
    List<LaneFactory> others = others();
    for (Shape shape : how.shapes()) {
      stages.onSettled(shape, stage -> measure(how, stage, others, report));
    }
  }

  private static void measure(Options how, Stage stage, List<LaneFactory> others, Report report) {
    Shape shape = stage.shape();
    int bytes = new Toolsets(stage.bed().client()).bytesOfOne();
    report.row("bytes", shape.bindings(), "data of one agent's ConfigMap", "bytes", bytes);
    List<Lane> all = Lanes.prepared(stage, others);
    var rounds = new Rounds(stage, all);
    Map<String, Double> cold = rounds.warm(how.warmUpOutputs());
    rounds.run(how.warmUps(shape), how.pairs(shape));
    rounds.report(report, shape.bindings());
    cold.forEach((lane, millis) ->
        report.row(
            lane + ".cold",
            shape.bindings(),
            lane + ": the very first time, nothing warmed up",
            "ms",
            millis));
    goals(rounds, shape.bindings(), report);
    statuses(rounds.next(new ToolrackLane(stage, Change.SWITCH)), shape, report);
    few(rounds.next(new ToolrackLane(stage, Change.RARE)), shape, report);
    // Those of others; the operator's own ends with the stage.
    all.stream().filter(lane -> !(lane instanceof ToolrackLane)).forEach(Lane::close);
    rounds.objectTo(how.noise(), report, shape.bindings());
  }

  private static void goals(Rounds rounds, int bindings, Report report) {
    report.goal(
        new Goal("P1", bindings, "time by floor apply", rounds.ratio("toolrack", "apply"), APPLY));
    report.goal(
        new Goal("P1", bindings, "time by floor put", rounds.ratio("toolrack", "put"), PUT));
    Turn first = rounds.first("toolrack");
    report.goal(
        new Goal(
            "P3", bindings, "writes for each changed object", perObject(first, bindings), WRITES));
  }

  private static void statuses(Turn turn, Shape shape, Report report) {
    int bindings = shape.bindings();
    report.row("switch.time", bindings, "tool taken away: to the last output", "ms", turn.millis());
    report.row(
        "switch.settled", bindings, "the same, to the last status", "ms", turn.settledMillis());
    report.row("switch.cpu", bindings, "the same, processor time", "ms", turn.cpuMillis());
    report.requests("%,d outputs and statuses follow".formatted(bindings), turn.writes());
    report.goal(
        new Goal(
            "P3",
            bindings,
            "writes for each changed output or status",
            perObject(turn, 2 * bindings),
            WRITES));
  }

  private static void few(Turn turn, Shape shape, Report report) {
    int bindings = shape.bindings();
    String what = "%,d of %,d outputs follow".formatted(shape.rare(), bindings);
    report.row("rare.time", bindings, what + ", time", "ms", turn.millis());
    report.row("rare.cpu", bindings, what + ", processor time", "ms", turn.cpuMillis());
    report.requests(what, turn.writes());
    report.goal(
        new Goal(
            "P2",
            bindings,
            "writes for agents when %,d change".formatted(shape.rare()),
            forAgents(turn),
            shape.rare()));
  }

  /** The integration's own two objects change as well, and are written once each. */
  private static double perObject(Turn turn, int objects) {
    return (double) (turn.writes().total() - turn.caused())
        / (objects + ToolrackLane.FOR_THE_INTEGRATION);
  }

  private static double forAgents(Turn turn) {
    return turn.writes().total() - turn.caused() - ToolrackLane.FOR_THE_INTEGRATION;
  }

  private List<LaneFactory> others() {
    try {
      return Lanes.named(lanes);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(Objects.requireNonNull(spec).commandLine(), e.getMessage(), e);
    }
  }
}
