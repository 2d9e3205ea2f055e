package dev.toolrack.bench.cases;

import dev.toolrack.bench.bed.BareOperator;
import dev.toolrack.bench.bed.Shape;
import dev.toolrack.bench.bed.SideProgram;
import dev.toolrack.bench.bed.Stage;
import dev.toolrack.bench.bed.Waiting;
import dev.toolrack.bench.report.Goal;
import dev.toolrack.bench.report.Report;
import dev.toolrack.testbed.ApiRequests.Counts;
import dev.toolrack.testbed.ApiRequests.Request;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the operator does while there is nothing to do (P7). */
@Command(
    name = "idle",
    description = {
      "API requests by verb and resource, and processor time, over some minutes with the largest N"
          + " and nothing going on; leader election is on. The same time without the operator tells"
          + " the requests of the control plane itself. An operator"
          + " of the same libraries that does nothing is the floor of the processor time."
    })
final class IdleCase extends Case {
  private static final Duration QUICK = Duration.ofSeconds(6);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration SOON = Duration.ofMinutes(5);
  private static final double LEASES = 12;
  private static final double CPU = 60;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description = "How long, with and without the operator. Default: 5; six seconds if quick.")
  private @Nullable Integer minutes;

  @Option(
      names = "--settling",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "Pause after each start, not taken if quick: until the compilers have done most of"
              + " their work. Default: ${DEFAULT-VALUE}.")
  private int settling;

  @Override
  String name() {
    return "idle";
  }

  @Override
  void measure(Options how, Stages stages, Report report) {
    Shape shape = how.largest();
    Duration window =
        Optional.ofNullable(minutes)
            .map(Duration::ofMinutes)
            .orElse(how.quick() ? QUICK : MINUTE.multipliedBy(5));
    report.condition("Time looked at", window.toSeconds() + " s");
    stages.onSettled(
        shape,
        stage -> {
          stage.stop();
          stage.bed().calm();
          Counts without = over(stage, window);
          double floor = floor(how, stage, window);
          stage.start();
          stage.quiet();
          settle(how);
          double before = stage.operator().process().cpuMillis();
          Counts with = over(stage, window);
          double used = stage.operator().process().cpuMillis() - before;
          report(shape.bindings(), with, without, used, minutes(window), report);
          report.row(
              "idle.bare",
              shape.bindings(),
              "floor: processor time of an operator of the same libraries that does nothing",
              "ms/min",
              floor / minutes(window));
        });
  }

  private void settle(Options how) {
    Waiting.pause(how.quick() ? Duration.ZERO : Duration.ofSeconds(settling));
  }

  /** Milliseconds of processor time that the libraries use by themselves. */
  private double floor(Options how, Stage stage, Duration window) {
    try (var bare = new SideProgram(BareOperator.class, how.launch(), stage.bed().kubeconfig())) {
      bare.process().awaitRest(SOON);
      settle(how);
      double before = bare.process().cpuMillis();
      Waiting.pause(window);
      return bare.process().cpuMillis() - before;
    }
  }

  private static Counts over(Stage stage, Duration window) {
    Counts before = stage.bed().requests().snapshot();
    Waiting.pause(window);
    return stage.bed().requests().since(before);
  }

  private static double minutes(Duration window) {
    return (double) window.toMillis() / MINUTE.toMillis();
  }

  private static void report(
      int bindings, Counts with, Counts without, double cpu, double minutes, Report report) {
    report.everything("with the operator", with);
    report.everything("without", without);
    double leases = (with.count(IdleCase::isLease) - without.count(IdleCase::isLease)) / minutes;
    double others = (with.count(IdleCase::isOther) - without.count(IdleCase::isOther)) / minutes;
    report.row("idle.leases", bindings, "lease requests more than without", "1/min", leases);
    report.row("idle.others", bindings, "other requests more than without", "1/min", others);
    report.row("idle.cpu", bindings, "processor time", "ms/min", cpu / minutes);
    report.goal(new Goal("P7", bindings, "lease requests a minute", leases, LEASES));
    report.goal(new Goal("P7", bindings, "other requests a minute", others, 0));
    report.goal(new Goal("P7", bindings, "processor time, ms a minute", cpu / minutes, CPU));
  }

  private static boolean isLease(Request request) {
    return request.resource().equals("leases");
  }

  /** A watch is counted when it ends, and the next one begins. */
  private static boolean isOther(Request request) {
    return !isLease(request) && !request.verb().equals("WATCH");
  }
}
