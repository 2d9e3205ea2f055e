package dev.toolrack.bench.cases;

import dev.toolrack.bench.report.Report;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A measurement that is a command: prints its table and writes its JSON. */
abstract class Case implements Callable<Integer> {
  @Mixin private Options options = new Options();

  /** As the command is called. */
  abstract String name();

  /** Refuses options that make no sense, before anything is started. */
  void check() {
    // Most have none of their own.
  }

  /** Takes the figures. */
  abstract void measure(Options how, Stages stages, Report report);

  @Override
  public final Integer call() {
    check();
    options.shapes();
    try (var stages = new Stages(options)) {
      run(options, stages);
    }
    return Bench.DONE;
  }

  /** Measures; what was measured before something went wrong is reported all the same. */
  final void run(Options how, Stages stages) {
    var report = new Report(name());
    report.condition("Operator", how.launch().toString().replace(Options.root() + "/", ""));
    report.condition("Servers of every agent", how.largest().servers());
    report.condition("Tools of each server", how.largest().tools());
    report.condition("Processors", Runtime.getRuntime().availableProcessors());
    report.condition("Load before", Machine.load());
    try {
      measure(how, stages, report);
      List<String> objections = report.objections();
      if (!objections.isEmpty()) {
        throw new NoisyFloor(String.join("\n", objections));
      }
    } catch (NoisyFloor noise) {
      // The report says so already.
      throw noise;
    } catch (RuntimeException e) {
      report.note("INCOMPLETE: " + e.getMessage());
      throw e;
    } finally {
      report.condition("Load after", Machine.load());
      report.save(Options.target());
      System.out.println(report.table());
    }
  }
}
