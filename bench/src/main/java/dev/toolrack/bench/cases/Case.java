package dev.toolrack.bench.cases;

import dev.toolrack.bench.report.Report;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A measurement that is a command: prints its table and writes its JSON. */
abstract class Case implements Callable<Integer> {
  @Mixin private Options options = new Options();

  /** As the command is called. */
  abstract String name();

  /** Takes the figures. */
  abstract void measure(Options how, Report report);

  @Override
  public final Integer call() {
    run(options);
    return Bench.DONE;
  }

  /** Measures; what was measured before something went wrong is reported all the same. */
  final void run(Options how) {
    var report = new Report(name());
    report.condition("Operator", how.launch());
    report.condition("Processors", Runtime.getRuntime().availableProcessors());
    report.condition("Load before", Machine.load());
    try {
      measure(how, report);
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
