package dev.toolrack.bench.cases;

import dev.toolrack.bench.bed.Bed;
import dev.toolrack.bench.bed.Expectation;
import dev.toolrack.bench.bed.Shape;
import dev.toolrack.bench.bed.Stage;
import dev.toolrack.bench.lane.Creations;
import dev.toolrack.bench.lane.ToolrackLane;
import dev.toolrack.bench.lane.ToolrackLane.Change;
import dev.toolrack.bench.report.Goal;
import dev.toolrack.bench.report.Report;
import dev.toolrack.bench.stat.Samples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long a new agent waits for its tools (P4). */
@Command(
    name = "binding",
    description = {
      "One binding after the other is created, with the largest N there: time from before the request"
          + " until a watching client sees its ConfigMap, in turns with a ConfigMap that a plain"
          + " client creates itself. Then the same while a change for all N bindings is under way."
    })
final class BindingCase extends Case {
  private static final double P99 = 99;
  private static final double BY_RAW = 2;
  private static final double SECOND = 1;
  private static final double MILLIS = 1000;
  private static final int QUICK = 10;

  @Option(
      names = "--bindings",
      paramLabel = "N",
      description =
          "How many are created while nothing else goes on, after a tenth that does not count."
              + " Default: 200.")
  private @Nullable Integer bindings;

  @Override
  String name() {
    return "binding";
  }

  @Override
  void measure(Options how, Stages stages, Report report) {
    Shape shape = how.largest();
    int count = bindings == null ? (how.quick() ? QUICK : 200) : bindings;
    stages.onSettled(
        shape,
        stage -> {
          var creations = new Creations(stage);
          creations.run(count / 10);
          Creations.Times alone = creations.run(count);
          rows("alone", "", alone, shape, report);
          report.goal(
              new Goal(
                  "P4",
                  shape.bindings(),
                  "p99 of a new binding by p99 of a raw create",
                  alone.bindings().percentile(P99) / alone.raw().percentile(P99),
                  BY_RAW));
          draining(stage, creations, report);
          creations.remove();
        });
  }

  /** Creates agents for as long as outputs of the others are still missing. */
  private static void draining(Stage stage, Creations creations, Report report) {
    Shape shape = stage.shape();
    Bed bed = stage.bed();
    var lane = new ToolrackLane(stage, Change.RULE);
    var during = new ArrayList<Creations.Times>();
    try (Expectation outputs = bed.configMaps().expect(shape.bindings(), lane::isOutput)) {
      lane.change(stage.newRound());
      do {
        during.add(creations.run(1));
      } while (!outputs.isFulfilled());
    }
    bed.calm();
    Creations.Times times = Creations.Times.all(during);
    rows("draining", ", %,d outputs under way".formatted(shape.bindings()), times, shape, report);
    report.goal(
        new Goal(
            "P4",
            shape.bindings(),
            "p99 in seconds while %,d outputs are under way".formatted(shape.bindings()),
            times.bindings().percentile(P99) / MILLIS,
            SECOND));
  }

  private static void rows(
      String id, String when, Creations.Times times, Shape shape, Report report) {
    var parts = new LinkedHashMap<String, Samples>();
    parts.put("binding", times.bindings());
    parts.put("raw", times.raw());
    parts.put("chain", times.chain());
    var texts =
        Map.of(
            "binding", "new binding to its ConfigMap",
            "raw", "floor: ConfigMap created until seen",
            "chain", "floor: one created, when seen two more one after the other, until seen");
    for (Map.Entry<String, Samples> part : parts.entrySet()) {
      Samples samples = part.getValue();
      String what = texts.get(part.getKey());
      String name = id + "." + part.getKey();
      int bindings = shape.bindings();
      report.row(name, bindings, what + when, "ms", samples);
      IntStream.of(50, 99)
          .forEach(percent ->
              report.row(
                  name + ".p" + percent,
                  bindings,
                  "p%d of this".formatted(percent),
                  "ms",
                  samples.percentile(percent)));
    }
  }
}
