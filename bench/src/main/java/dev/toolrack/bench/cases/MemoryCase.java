package dev.toolrack.bench.cases;

import dev.toolrack.bench.bed.BareOperator;
import dev.toolrack.bench.bed.OperatorProcess;
import dev.toolrack.bench.bed.RunningProcess;
import dev.toolrack.bench.bed.Shape;
import dev.toolrack.bench.bed.SideProgram;
import dev.toolrack.bench.report.Goal;
import dev.toolrack.bench.report.Report;
import dev.toolrack.bench.stat.Slope;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;

/** What the operator's process holds (P6). */
@Command(
    name = "memory",
    description = {
      "Heap after a full collection and resident memory of the operator, with N bindings and their"
          + " outputs: after it has created the outputs, and after a restart that found them all."
          + " Writes bench/target/heap-N.txt, the heap by class."
    })
final class MemoryCase extends Case {
  private static final double HEAP_PER_THOUSAND = 2.5;
  private static final double RESIDENT = 128;
  private static final int THOUSAND = 1000;

  @Override
  String name() {
    return "memory";
  }

  @Override
  void measure(Options how, Stages stages, Report report) {
    floor(how, stages, report);
    var heaps = new TreeMap<Integer, Double>();
    for (Shape shape : how.shapes()) {
      stages.onSettled(
          shape,
          stage -> {
            sample("created", "after creating all", stage.operator(), shape, report);
            OperatorProcess again = stage.start();
            stage.quiet();
            heaps.put(
                shape.bindings(), sample("restarted", "after a restart", again, shape, report));
            again.saveHistogram(Options.target().resolve("heap-" + shape.bindings() + ".txt"));
          });
    }
    if (heaps.size() > 1) {
      grows(heaps, how.largest().bindings(), report);
    }
  }

  /** What the libraries hold by themselves: an operator of them that does nothing. */
  private static void floor(Options how, Stages stages, Report report) {
    Shape shape = how.shapes().getFirst();
    stages.onEmpty(
        shape,
        stage -> {
          try (var bare =
              new SideProgram(BareOperator.class, how.launch(), stage.bed().kubeconfig())) {
            stage.bed().calm();
            report.row(
                "bare.VmRSS",
                0,
                "floor: VmRSS of an operator of the same libraries that does nothing",
                "MiB",
                bare.process().memory("VmRSS"));
          }
          stage.start();
          stage.quiet();
          report.row(
              "empty.VmRSS",
              0,
              "VmRSS with servers, but without any binding",
              "MiB",
              stage.operator().process().memory("VmRSS"));
        });
  }

  private static double sample(
      String id, String when, OperatorProcess operator, Shape shape, Report report) {
    RunningProcess process = operator.process();
    int bindings = shape.bindings();
    for (String field : new String[] {"VmRSS", "RssAnon", "RssFile", "VmHWM"}) {
      report.row(id + "." + field, bindings, field + ", " + when, "MiB", process.memory(field));
    }
    double heap = operator.heapAfterCollection();
    report.row(id + ".heap", bindings, "heap after GC, " + when, "MiB", heap);
    double resident = process.memory("VmRSS");
    report.row(id + ".VmRSS-after-gc", bindings, "VmRSS after that GC, " + when, "MiB", resident);
    if (bindings >= Options.MANY) {
      report.goal(new Goal("P6", bindings, "VmRSS in MiB, " + when, resident, RESIDENT));
    }
    return heap;
  }

  private static void grows(Map<Integer, Double> heaps, int largest, Report report) {
    double perThousand = Slope.linear(heaps) * THOUSAND;
    report.row("heap.per-1000", largest, "heap for each 1,000 bindings", "MiB", perThousand);
    report.goal(
        new Goal("P6", largest, "heap for each 1,000 bindings", perThousand, HEAP_PER_THOUSAND));
  }
}
