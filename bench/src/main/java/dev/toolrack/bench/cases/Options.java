package dev.toolrack.bench.cases;

import dev.toolrack.bench.bed.OperatorProcess.Launch;
import dev.toolrack.bench.bed.Shape;
import dev.toolrack.bench.stat.Noise;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What all cases have in common. */
public final class Options {
  /** From so many bindings on, fewer pairs are enough. */
  static final int MANY = 10_000;

  private static final int FEWER_PAIRS = 3;
  private static final int PAIRS = 5;

  /** A short round is easily disturbed: there are as many as make so many outputs. */
  private static final int OUTPUTS_OF_PAIRS = 9_000;

  private static final int MOST_PAIRS = 25;
  private static final String QUICK_SIZE = "40";

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--sizes",
      split = ",",
      paramLabel = "N",
      defaultValue = "100,300,1000,3000,10000",
      description = "Numbers of bindings. Default: ${DEFAULT-VALUE}.")
  private List<Integer> sizes = List.of();

  @Option(
      names = "--pairs",
      paramLabel = "N",
      description =
          "Rounds of all lanes in turns that count. Default: as many as make 9,000 outputs, but 5 to"
              + " 25, and 3 from 10,000 bindings on.")
  private @Nullable Integer pairs;

  @Option(
      names = "--warm-ups",
      paramLabel = "N",
      description =
          "Rounds before these that do not count. Default: 2, and 1 from 10,000 bindings on.")
  private @Nullable Integer warmUps;

  @Option(
      names = "--warm-up-outputs",
      paramLabel = "N",
      defaultValue = "20000",
      description =
          "Outputs that each lane of fanout writes before all rounds, for the compilers of the JVMs;"
              + " none if quick. Default: ${DEFAULT-VALUE}.")
  private int warmUpOutputs;

  @Option(
      names = "--servers",
      paramLabel = "N",
      defaultValue = "5",
      description = "MCP servers that every agent uses. Default: ${DEFAULT-VALUE}.")
  private int servers;

  @Option(
      names = "--tools",
      paramLabel = "N",
      defaultValue = "8",
      description = "Tools of each server, at most 64. Default: ${DEFAULT-VALUE}.")
  private int tools;

  @Option(
      names = "--noise",
      paramLabel = "PART",
      defaultValue = "0.6",
      description =
          "Ends with exit code 3 if the times of a floor are further apart than this part of their"
              + " median, the tenth at either end not counted. Default: ${DEFAULT-VALUE}.")
  private double noise;

  @Option(
      names = "--quick",
      description = "Tries everything with 40 bindings and one pair: figures of no worth.")
  private boolean quick;

  @Option(
      names = "--runtime",
      paramLabel = "DIRECTORY",
      description =
          "Starts the operator as its image does, from what hack/runtime has made: run-time, jar and"
              + " AOT cache. Default: the java that runs this, without a cache.")
  private @Nullable Path runtime;

  @Parameters(
      paramLabel = "JVM-OPTION",
      description =
          "After --: options for the operator's JVM. Default: those that the image has,"
              + " operator/src/main/launch/toolrack.jvm.")
  private List<String> jvm = List.of();

  /** The root of the source tree. */
  static Path root() {
    return Path.of(System.getProperty("toolrack.root", "."));
  }

  /** Where reports go. */
  static Path target() {
    return root().resolve("bench/target");
  }

  /** How the operator is started, as far as its image decides. */
  Launch launch() {
    Launch plain = withoutCache();
    if (runtime == null) {
      return plain;
    }
    var options = new ArrayList<String>(plain.options());
    options.add("-XX:AOTCache=" + runtime.resolve("toolrack.aot").toAbsolutePath());
    return new Launch(plain.java(), options, plain.jar());
  }

  /** The same without an AOT cache. */
  Launch withoutCache() {
    List<String> options =
        jvm.isEmpty()
            ? List.of("@" + root().resolve("operator/src/main/launch/toolrack.jvm"))
            : jvm;
    if (runtime == null) {
      Path java = Path.of(System.getProperty("java.home"), "bin", "java");
      return new Launch(java, options, root().resolve("operator/target/toolrack-operator.jar"));
    }
    // Absolute, as when the cache was made.
    Path made = runtime.toAbsolutePath();
    return new Launch(made.resolve("jre/bin/java"), options, made.resolve("toolrack-operator.jar"));
  }

  /** Whether there is an AOT cache to compare with. */
  boolean hasCache() {
    return runtime != null;
  }

  /** The organisations to be measured, in the order given. */
  List<Shape> shapes() {
    List<Integer> wanted =
        quick && !isGiven("--sizes") ? List.of(Integer.valueOf(QUICK_SIZE)) : sizes;
    return wanted.stream().map(this::shape).toList();
  }

  /** The largest of them. */
  Shape largest() {
    return shapes().stream().max(Comparator.comparingInt(Shape::bindings)).orElseThrow();
  }

  /** Rounds that count. */
  int pairs(Shape shape) {
    int enough = Math.clamp(OUTPUTS_OF_PAIRS / shape.bindings(), PAIRS, MOST_PAIRS);
    return number(pairs, shape, FEWER_PAIRS, enough);
  }

  /** Rounds that do not. */
  int warmUps(Shape shape) {
    return number(warmUps, shape, 1, 2);
  }

  /** Outputs that each lane writes before all rounds. */
  int warmUpOutputs() {
    return quick && !isGiven("--warm-up-outputs") ? 0 : warmUpOutputs;
  }

  /** When a floor is of no use. */
  Noise noise() {
    return new Noise(noise);
  }

  /** Whether the figures are of no worth anyway. */
  boolean quick() {
    return quick;
  }

  private int number(@Nullable Integer given, Shape shape, int forMany, int otherwise) {
    if (given != null) {
      return given;
    }
    if (quick) {
      return 1;
    }
    return shape.bindings() >= MANY ? forMany : otherwise;
  }

  private Shape shape(int bindings) {
    try {
      return new Shape(bindings, servers, tools);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(mixee().commandLine(), e.getMessage(), e);
    }
  }

  private boolean isGiven(String option) {
    return mixee().commandLine().getParseResult().hasMatchedOption(option);
  }

  private CommandSpec mixee() {
    return Objects.requireNonNull(spec);
  }
}
