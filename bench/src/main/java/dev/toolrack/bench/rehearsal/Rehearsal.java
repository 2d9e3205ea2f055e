package dev.toolrack.bench.rehearsal;

import dev.toolrack.bench.BenchException;
import dev.toolrack.bench.bed.Expectation;
import dev.toolrack.bench.bed.Fleet;
import dev.toolrack.bench.bed.OperatorProcess.Launch;
import dev.toolrack.bench.bed.Patience;
import dev.toolrack.bench.bed.Shape;
import dev.toolrack.bench.bed.Stage;
import dev.toolrack.bench.bed.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the operator through what it does all day, while its JVM takes down which classes that needs
 * and which methods are worth compiling: a start with agents that have their toolsets already, new
 * ones, and changes for all of them. {@code hack/runtime} makes the class cache of it.
 */
public final class Rehearsal {
  private static final Shape BEFORE = new Shape(60, 20, 5);
  private static final int CHANGES = 12;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Rehearsal() {}

  /**
   * Ends when the record is written.
   *
   * @param arguments the java command, the operator's jar, and options for its JVM, the one that
   *     names the record among them
   */
  public static void main(String[] arguments) {
    Path java = Path.of(arguments[0]);
    Path jar = Path.of(arguments[1]);
    List<String> options = new ArrayList<>(List.of(arguments).subList(2, arguments.length));
    try (var stage =
        new Stage(
            Path.of(System.getProperty("toolrack.root", ".")),
            BEFORE,
            new Launch(java, List.of("-Xmx128m"), jar))) {
      stage.settle();
      stage.start(new Launch(java, options, jar));
      stage.bed().calm();
      for (int i = 0; i < CHANGES; i++) {
        change(stage, i);
      }
      stage.bed().calm();
      end(stage);
    } catch (BenchException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
    // The client's threads would keep this JVM for a while.
    System.exit(0);
  }

  /** A newcomer, and a change that concerns everybody. */
  private static void change(Stage stage, int number) {
    var bed = stage.bed();
    bed.client().resource(stage.fleet().newcomer("newcomer-" + number)).create();
    int everybody = stage.shape().bindings();
    try (Expectation toolsets = bed.configMaps().expect(everybody, Fleet::isToolset)) {
      stage.fleet().switchTool(number % 2 != 0);
      toolsets.await(Patience.of(everybody));
    }
  }

  /**
   * Ends it and waits until its record is written, which takes longer than a process may otherwise.
   */
  private static void end(Stage stage) {
    var process = ProcessHandle.of(stage.operator().process().pid()).orElseThrow();
    process.destroy();
    Waiting.until("the record is written", PATIENCE, () -> !process.isAlive());
  }
}
