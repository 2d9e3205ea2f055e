package dev.toolrack.bench.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.bench.bed.Shape;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class OptionsTest {
  /** Options without anything to measure. */
  @Command
  private static final class Nothing implements Runnable {
    @Mixin private Options options = new Options();
    private List<Shape> shapes = List.of();

    @Override
    public void run() {
      shapes = options.shapes();
    }
  }

  private static Nothing parsed(String... arguments) {
    var nothing = new Nothing();
    assertThat(new CommandLine(nothing).execute(arguments)).isZero();
    return nothing;
  }

  private static String refused(String... arguments) {
    var errors = new StringWriter();
    CommandLine command = new CommandLine(new Nothing()).setErr(new PrintWriter(errors, true));
    assertThat(command.execute(arguments)).isEqualTo(2);
    return errors.toString();
  }

  @Test
  void defaultsAreTheSizesOfTheGoals() {
    Nothing nothing = parsed();

    assertThat(nothing.shapes)
        .extracting(Shape::bindings)
        .containsExactly(100, 300, 1000, 3000, 10000);
    assertThat(nothing.options.launch().options())
        .singleElement()
        .asString()
        .startsWith("@")
        .endsWith("operator/src/main/launch/toolrack.jvm");
    assertThat(nothing.options.hasCache()).isFalse();
    assertThat(nothing.options.largest().bindings()).isEqualTo(10000);
  }

  @Test
  void tenThousandBindingsHaveFewerRounds() {
    Nothing nothing = parsed();
    Shape few = nothing.shapes.getFirst();
    Shape many = nothing.shapes.getLast();

    assertThat(nothing.options.pairs(few)).isEqualTo(25);
    assertThat(nothing.options.pairs(new Shape(1000, 5, 8))).isEqualTo(9);
    assertThat(nothing.options.pairs(new Shape(3000, 5, 8))).isEqualTo(5);
    assertThat(nothing.options.warmUps(few)).isEqualTo(2);
    assertThat(nothing.options.pairs(many)).isEqualTo(3);
    assertThat(nothing.options.warmUps(many)).isEqualTo(1);
  }

  @Test
  void whatIsSaidHolds() {
    Nothing nothing = parsed("--sizes", "7,20", "--pairs", "9", "--servers", "20", "--tools", "5");

    assertThat(nothing.shapes).containsExactly(new Shape(7, 20, 5), new Shape(20, 20, 5));
    assertThat(nothing.options.pairs(nothing.options.largest())).isEqualTo(9);
  }

  @Test
  void optionsOfTheOperatorsJvmFollowTwoDashes() {
    Nothing nothing = parsed("--sizes", "7", "--", "-Xmx64m", "-XX:+UseSerialGC");

    assertThat(nothing.options.launch().options()).containsExactly("-Xmx64m", "-XX:+UseSerialGC");
  }

  @Test
  void runTimeBringsItsJavaJarAndCache() {
    Options options = parsed("--runtime", "/made", "--", "-Xmx64m").options;

    assertThat(options.launch().java()).hasToString("/made/jre/bin/java");
    assertThat(options.launch().jar()).hasToString("/made/toolrack-operator.jar");
    assertThat(options.launch().options())
        .containsExactly("-Xmx64m", "-XX:AOTCache=/made/toolrack.aot");
    assertThat(options.withoutCache().options()).containsExactly("-Xmx64m");
  }

  @Test
  void quickIsSmallUnlessSizesAreGiven() {
    assertThat(parsed("--quick").shapes).extracting(Shape::bindings).containsExactly(40);
    assertThat(parsed("--quick", "--sizes", "60").shapes)
        .extracting(Shape::bindings)
        .containsExactly(60);
  }

  @Test
  void whatCannotBeMadeIsRefusedInWords() {
    assertThat(refused("--tools", "65")).contains("1 to 64 tools");
    assertThat(refused("--sizes", "0")).contains("At least one binding");
    assertThat(refused("--sizes", "many")).contains("--sizes");
  }

  @Test
  void eachCaseExplainsItself() {
    CommandLine bench = Bench.commandLine();

    assertThat(bench.getSubcommands().keySet())
        .contains("start", "fanout", "binding", "memory", "idle", "restart", "slopes");
    bench
        .getSubcommands()
        .forEach((name, command) ->
            assertThat(command.getUsageMessage()).as(name).contains("--sizes", "JVM-OPTION"));
  }

  @Test
  void unknownLaneIsWrongUse() {
    var errors = new StringWriter();
    CommandLine bench = Bench.commandLine().setErr(new PrintWriter(errors, true));

    assertThat(bench.execute("fanout", "--lanes", "nobody", "--sizes", "1")).isEqualTo(2);
    assertThat(errors.toString()).contains("nobody", "BENCH_CLASSPATH");
  }
}
