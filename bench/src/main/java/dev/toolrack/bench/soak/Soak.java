package dev.toolrack.bench.soak;

import dev.toolrack.bench.BenchException;
import dev.toolrack.bench.bed.Bed;
import dev.toolrack.bench.bed.OperatorProcess;
import dev.toolrack.bench.bed.OperatorProcess.Launch;
import dev.toolrack.bench.bed.Waiting;
import dev.toolrack.bench.report.Report;
import dev.toolrack.testbed.mcp.FakeMcpServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code bench/soak}. */
@Command(
    name = "bench/soak",
    mixinStandardHelpOptions = true,
    version = "bench of Toolrack 0.1.0",
    description =
        "Lets the operator decide a million times, with agents, servers and namespaces that come and"
            + " go, and looks whether its process grows.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0: nothing grows", "1: could not be measured", "2: wrong use", "3: it grows"})
public final class Soak implements Callable<Integer> {
  private static final int GROWS = 3;
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Objects that may be under way when the instances are counted. */
  private static final int FEW = 16;

  private final Path root = Path.of(System.getProperty("toolrack.root", "."));

  @Option(
      names = "--reconciles",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "How many. Default: ${DEFAULT-VALUE}.")
  private long reconciles;

  @Option(
      names = "--bindings",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Agents that stay. Default: ${DEFAULT-VALUE}.")
  private int bindings;

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "25",
      description = "How often to look. Default: ${DEFAULT-VALUE}.")
  private int samples;

  @Option(
      names = "--warm-up",
      paramLabel = "MINUTES",
      defaultValue = "22",
      description =
          "What does not count: the framework remembers for 20 minutes what was deleted. Default:"
              + " ${DEFAULT-VALUE}.")
  private int warmUp;

  @Parameters(
      paramLabel = "OPTION",
      description =
          "After --: options of the operator's JVM. Default: those that its image has,"
              + " operator/src/main/launch/toolrack.jvm.")
  private List<String> options = List.of();

  /** Measures and prints. */
  public static void main(String[] arguments) {
    // The client's threads would keep this JVM for a while.
    System.exit(
        new CommandLine(new Soak())
            .setExecutionExceptionHandler((failure, command, _) -> {
              if (failure instanceof BenchException) {
                command.getErr().println(failure.getMessage());
                return 1;
              }
              throw failure;
            })
            .execute(arguments));
  }

  @Override
  public Integer call() {
    var launch =
        new Launch(
            Path.of(System.getProperty("java.home"), "bin", "java"),
            options(),
            root.resolve("operator/target/toolrack-operator.jar"));
    try (var bed = new Bed(root);
        var servers = FakeMcpServer.start();
        var operator = new OperatorProcess(launch, bed.kubeconfig())) {
      var organisation = new Organisation(bed.client(), servers, bindings);
      organisation.declare(bed.parallel());
      Findings findings = soak(organisation, new Passers(bed.client(), organisation), operator);
      findings.save(root.resolve("bench/target/soak.json"));
      System.out.println(findings.table());
      operator.complaints().stream().limit(10).forEach(Report::progress);
      return findings.isFlat() ? 0 : GROWS;
    }
  }

  private Findings soak(Organisation organisation, Passers passers, OperatorProcess operator) {
    var watched = new Watched(operator);
    watched.awaitRest();
    int round = 0;
    long warm = System.nanoTime() + Duration.ofMinutes(warmUp).toNanos();
    while (System.nanoTime() < warm) {
      round(organisation, passers, watched, round++);
    }
    long begun = System.nanoTime();
    long first = watched.reconciles();
    int passed = passers.created();
    int earlier = round;
    var taken = new ArrayList<Sample>();
    while (taken.size() < samples) {
      long goal = first + reconciles * taken.size() / Math.max(1, samples - 1);
      while (watched.reconciles() < goal) {
        round(organisation, passers, watched, round++);
      }
      passers.await();
      watched.awaitRest();
      Sample sample = watched.sample(histogram(taken.size()), passers.created());
      taken.add(sample);
      Report.progress(sample.toString());
    }
    var conditions = new LinkedHashMap<String, Object>();
    conditions.put("reconciles", watched.reconciles() - first);
    conditions.put("seconds", (System.nanoTime() - begun) / 1_000_000_000);
    conditions.put("bindings that stay", bindings);
    conditions.put("minutes of warm-up", warmUp);
    conditions.put("namespaces that came and went", passers.created() - passed);
    conditions.put("changes", round - earlier);
    conditions.put("options of the JVM", String.join(" ", options()));
    return new Findings(conditions, taken, growth(taken), watched.failures());
  }

  private List<String> options() {
    return options.isEmpty()
        ? List.of("@" + root.resolve("operator/src/main/launch/toolrack.jvm"))
        : options;
  }

  /** Classes with more instances than at first, in proportion to what came and went. */
  private Map<String, Long> growth(List<Sample> counted) {
    int passed = counted.getLast().passers() - counted.getFirst().passers();
    return Live.read(histogram(samples - 1))
        .growth(Live.read(histogram(0)), Math.max(FEW, passed / 10), passed * 2L);
  }

  private Path histogram(int sample) {
    return root.resolve("bench/target/soak-histogram-" + sample + ".txt");
  }

  /** One change that wakes everybody, and now and then others with it. */
  private void round(Organisation organisation, Passers passers, Watched watched, int round) {
    long before = watched.reconciles();
    organisation.changeHidden(round);
    if (round % 2 == 0) {
      passers.pass();
    }
    if (round % 5 == 0) {
      organisation.changeRare(round / 5);
    }
    if (round % 7 == 0) {
      organisation.rotate(round);
      organisation.label(round % (bindings / Organisation.PER_NAMESPACE), round);
    }
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (watched.reconciles() < before + bindings) {
      if (System.nanoTime() > end) {
        throw new BenchException("The operator does not decide any more.");
      }
      Waiting.pause(POLL);
    }
  }
}
