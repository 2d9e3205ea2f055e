package dev.toolrack.bench.cases;

import dev.toolrack.bench.bed.Bed;
import dev.toolrack.bench.bed.Expectation;
import dev.toolrack.bench.bed.Fleet;
import dev.toolrack.bench.bed.OperatorProcess;
import dev.toolrack.bench.bed.Patience;
import dev.toolrack.bench.bed.Shape;
import dev.toolrack.bench.bed.Stage;
import dev.toolrack.bench.bed.Waiting;
import dev.toolrack.bench.lane.Copies;
import dev.toolrack.bench.report.Report;
import dev.toolrack.bench.stat.Samples;
import dev.toolrack.testbed.ApiRequests.Counts;
import java.util.ArrayList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A first start that finds N bindings without outputs. */
@Command(
    name = "start",
    description = {
      "The operator is started with N bindings there that have no outputs yet; the integrations have"
          + " been verified before. Time from before the process is started until ready, and until a"
          + " watching client has seen the last ConfigMap and the last status; once for each N. The"
          + " floor is a plain client that creates N ConfigMaps and N Secrets with the same data,"
          + " after that, three times."
    })
final class StartCase extends Case {
  private static final int COPIES = 3;

  @Option(
      names = "--unverified",
      description =
          "The integrations have not been verified before either: each that becomes available"
              + " changes the outputs once more.")
  private boolean unverified;

  @Override
  String name() {
    return "start";
  }

  @Override
  void measure(Options how, Stages stages, Report report) {
    report.condition("Integrations verified before", !unverified);
    for (Shape shape : how.shapes()) {
      stages.onEmpty(
          shape,
          stage -> {
            first(stage, !unverified, report);
            floor(stage, how, report);
          });
    }
  }

  private static void first(Stage stage, boolean verified, Report report) {
    Bed bed = stage.bed();
    int bindings = stage.shape().bindings();
    if (verified) {
      stage.start();
      stage.fleet().awaitIntegrations();
      bed.calm();
      stage.stop();
    }
    stage.createBindings();
    bed.calm();
    try (Expectation outputs = bed.configMaps().expect(bindings, Fleet::isToolset);
        Expectation statuses = bed.bindings().expect(bindings, _ -> true)) {
      Counts before = bed.requests().snapshot();
      long begun = System.nanoTime();
      OperatorProcess operator = stage.start();
      outputs.await(Patience.of(bindings));
      statuses.await(Patience.of(bindings));
      bed.calm();
      String when = "start to ";
      report.row("start.ready", bindings, when + "/readyz 200", "ms", operator.readyMillis());
      report.row(
          "start.outputs",
          bindings,
          when + "the last ConfigMap",
          "ms",
          Waiting.millis(begun, outputs.last()));
      report.row(
          "start.settled",
          bindings,
          when + "the last status",
          "ms",
          Waiting.millis(begun, statuses.last()));
      report.row("start.cpu", bindings, "processor time", "ms", operator.process().cpuMillis());
      report.requests(
          "%,d bindings, first start".formatted(bindings), bed.requests().since(before).writes());
    }
  }

  private static void floor(Stage stage, Options how, Report report) {
    int bindings = stage.shape().bindings();
    var copies = new Copies(stage.bed());
    var times = new ArrayList<Double>();
    for (int i = 0; i < (how.quick() ? 1 : COPIES); i++) {
      times.add(copies.create("start" + i));
      stage.bed().calm();
    }
    var floor = new Samples(times);
    report.row("floor.create", bindings, "floor: ConfigMaps and Secrets created", "ms", floor);
    how.noise()
        .objection("floor create", floor)
        .ifPresent(objection -> report.objection(bindings, objection));
  }
}
