package dev.toolrack.bench.cases;

import dev.toolrack.bench.report.Earlier;
import dev.toolrack.bench.report.Goal;
import dev.toolrack.bench.report.Report;
import dev.toolrack.bench.stat.Slope;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;

/** How everything grows with the number of bindings (P5). */
@Command(
    name = "slopes",
    description = {
      "How time, writes, processor time and heap grow with N: the slope of the regression line through"
          + " the logarithms of the medians, from bench/target/fanout.json and memory.json. 1 is in"
          + " proportion. Measures nothing itself."
    })
final class SlopesCase extends Case {
  private static final double MOST = 1.05;

  @Override
  String name() {
    return "slopes";
  }

  @Override
  void measure(Options how, Stages stages, Report report) {
    Earlier fanout = Earlier.read(Options.target(), "fanout");
    Earlier memory = Earlier.read(Options.target(), "memory");
    slope("time of a fan-out", fanout.medians("toolrack.time"), report);
    slope("its writes", fanout.medians("toolrack.writes"), report);
    slope("its processor time", fanout.medians("toolrack.cpu"), report);
    slope("floor apply, for comparison", fanout.medians("apply.time"), report);
    slope("floor put, for comparison", fanout.medians("put.time"), report);
    slope("heap after GC", memory.medians("restarted.heap"), report);
  }

  private static void slope(String what, Map<Integer, Double> medians, Report report) {
    var sizes = new TreeMap<>(medians);
    if (sizes.size() < 2) {
      report.note(what + ": a slope needs two sizes, there are " + sizes.keySet() + ".");
      return;
    }
    double slope = Slope.logarithmic(sizes);
    int largest = sizes.lastKey();
    report.row(
        "slope." + what,
        largest,
        "%s, from %,d on".formatted(what, sizes.firstKey()),
        "slope",
        slope);
    if (!what.startsWith("floor")) {
      report.goal(new Goal("P5", largest, "slope of the " + what, slope, MOST));
    }
  }
}
