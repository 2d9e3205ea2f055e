package dev.toolrack.bench.cases;

import dev.toolrack.bench.bed.OperatorProcess;
import dev.toolrack.bench.bed.OperatorProcess.Launch;
import dev.toolrack.bench.bed.PlainLists;
import dev.toolrack.bench.bed.Shape;
import dev.toolrack.bench.bed.SideProgram;
import dev.toolrack.bench.bed.Stage;
import dev.toolrack.bench.report.Goal;
import dev.toolrack.bench.report.Report;
import dev.toolrack.bench.stat.Samples;
import dev.toolrack.testbed.ApiRequests.Counts;
import dev.toolrack.testbed.ApiRequests.Request;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** A restart that finds everything as it should be (P8). */
@Command(
    name = "restart",
    description = {
      "The operator is stopped and started with the largest N and nothing changed: time from before"
          + " the process is started to the first 200 of /readyz, processor time until then, API"
          + " writes; in turns with a plain client that lists the same objects. With --runtime"
          + " each round starts it once without and once with the AOT cache."
    })
final class RestartCase extends Case {
  private static final double SECONDS = 1.5;
  private static final double AOT = 0.55;
  private static final double MILLIS = 1000;
  private static final String PLAIN = "plain";
  private static final String WITH_AOT = "aot";

  @Override
  String name() {
    return "restart";
  }

  @Override
  void measure(Options how, Stages stages, Report report) {
    Shape shape = how.largest();
    stages.onSettled(
        shape,
        stage -> {
          var starts = new LinkedHashMap<String, Starts>();
          launches(how).forEach((name, launch) -> starts.put(name, new Starts(launch)));
          var floors = new Floors();
          for (int i = 0; i < how.warmUps(shape) + how.pairs(shape); i++) {
            boolean counts = i >= how.warmUps(shape);
            starts.values().forEach(each -> each.once(stage, counts));
            stage.stop();
            floors.once(how, stage, counts);
          }
          stage.start();
          stage.quiet();
          report(shape.bindings(), starts, floors, how, report);
        });
  }

  private static Map<String, Launch> launches(Options how) {
    var launches = new LinkedHashMap<String, Launch>();
    launches.put(PLAIN, how.withoutCache());
    if (how.hasCache()) {
      launches.put(WITH_AOT, how.launch());
    }
    return launches;
  }

  private static void report(
      int bindings, Map<String, Starts> starts, Floors floors, Options how, Report report) {
    floors.report(bindings, report);
    starts.forEach((name, each) -> each.report(name, bindings, report));
    Starts plain = starts.getOrDefault(PLAIN, new Starts(how.launch()));
    double ready = new Samples(plain.ready).median();
    double beyond = (ready - floors.warm().median()) / MILLIS;
    report.goal(new Goal("P8", bindings, "seconds to ready more than the lists", beyond, SECONDS));
    report.row(
        "ready.beyond-cold",
        bindings,
        "start to /readyz 200, plain, more than the lists of a client just started",
        "ms",
        ready - floors.cold().median());
    long written = starts.values().stream().mapToLong(each -> each.written).sum();
    report.goal(new Goal("P8", bindings, "objects written by all restarts together", written, 0));
    Starts cached = starts.get(WITH_AOT);
    if (cached != null) {
      double part = new Samples(cached.ready).median() / ready;
      report.goal(new Goal("P8", bindings, "time to ready with AOT by without", part, AOT));
    }
    how.noise()
        .objection("floor lists", floors.warm())
        .ifPresent(objection -> report.objection(bindings, objection));
  }

  /** A plain client that lists what the operator lists. */
  private static final class Floors {
    private final List<Double> warm = new ArrayList<>();
    private final List<Double> cold = new ArrayList<>();

    void once(Options how, Stage stage, boolean counts) {
      double listed = new PlainLists(stage.bed().client()).millis();
      double first = afterStart(how, stage);
      if (counts) {
        warm.add(listed);
        cold.add(first);
      }
    }

    /** What starting costs anybody: the JVM, the libraries, and the lists with nothing compiled. */
    private static double afterStart(Options how, Stage stage) {
      try (var program =
          new SideProgram(PlainLists.class, how.withoutCache(), stage.bed().kubeconfig())) {
        return program.millis();
      }
    }

    Samples warm() {
      return new Samples(warm);
    }

    Samples cold() {
      return new Samples(cold);
    }

    void report(int bindings, Report report) {
      report.row("lists", bindings, "floor: a plain client lists the same", "ms", warm());
      report.row(
          "lists.cold",
          bindings,
          "floor: a plain client, just started with the operator's JVM, lists the same",
          "ms",
          cold());
    }
  }

  private static final class Starts {
    private final Launch launch;
    private final List<Double> ready = new ArrayList<>();
    private final List<Double> cpu = new ArrayList<>();
    private long written;
    private @Nullable Counts first;

    Starts(Launch launch) {
      this.launch = launch;
    }

    void once(Stage stage, boolean counts) {
      stage.stop();
      stage.bed().calm();
      Counts before = stage.bed().requests().snapshot();
      OperatorProcess operator = stage.start(launch);
      double used = operator.process().cpuMillis();
      stage.quiet();
      Counts caused = stage.bed().requests().since(before);
      written += caused.writes().count(Starts::stores);
      if (counts) {
        ready.add(operator.readyMillis());
        cpu.add(used);
        first = first == null ? caused : first;
      }
    }

    /** A review is posted, but nothing is stored. */
    private static boolean stores(Request request) {
      return !request.resource().equals("leases") && !request.resource().endsWith("reviews");
    }

    void report(String name, int bindings, Report report) {
      String what = "start to /readyz 200, " + name;
      report.row(name + ".ready", bindings, what, "ms", new Samples(ready));
      report.row(name + ".cpu", bindings, "processor time of it, " + name, "ms", new Samples(cpu));
      if (first != null) {
        report.everything("a restart, " + name, first);
      }
    }
  }
}
