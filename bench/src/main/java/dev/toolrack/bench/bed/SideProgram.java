package dev.toolrack.bench.bed;

import dev.toolrack.bench.BenchException;
import dev.toolrack.bench.bed.OperatorProcess.Launch;
import dev.toolrack.testbed.GuardedProcess;
import dev.toolrack.testbed.GuardedProcess.Signal;
import dev.toolrack.testbed.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program of the bench that runs as the operator does, in a JVM of its own with the same options
 * and libraries, to be a floor under it.
 */
public final class SideProgram implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(10);
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final Workspace workspace = Workspace.create();
  private final RunningProcess process;
  private final double millis;

  /**
   * Starts it and waits until it says that it is there.
   *
   * @param main calls {@link #isThere} with its argument
   * @param launch the JVM and its options; the jar lends the libraries
   * @param kubeconfig of the cluster
   */
  public SideProgram(Class<?> main, Launch launch, Path kubeconfig) {
    Path there = workspace.file("there");
    var command = new ArrayList<String>(List.of(launch.java().toString()));
    command.addAll(launch.options());
    command.addAll(
        List.of("-cp", place(main) + ":" + launch.jar(), main.getName(), there.toString()));
    long begun = System.nanoTime();
    GuardedProcess started =
        workspace.start(
            "program", command, Map.of("KUBECONFIG", kubeconfig.toString()), Signal.TERM);
    while (!Files.exists(there)) {
      if (!started.isAlive() || System.nanoTime() - begun > LIMIT.toNanos()) {
        String output = started.output();
        workspace.close();
        throw new BenchException("%s did not get there: %s".formatted(main.getName(), output));
      }
      Waiting.pause(POLL);
    }
    millis = Waiting.millis(begun, System.nanoTime());
    process = new RunningProcess(number(there));
  }

  /**
   * To be called by the program when it is where it should be.
   *
   * @param arguments of its {@code main}
   */
  static void isThere(String[] arguments) throws IOException {
    Path there = Path.of(arguments[0]);
    Path unfinished = there.resolveSibling("unfinished");
    Files.writeString(unfinished, Long.toString(ProcessHandle.current().pid()));
    Files.move(unfinished, there, StandardCopyOption.ATOMIC_MOVE);
  }

  /** From before the process was started until it was there. */
  public double millis() {
    return millis;
  }

  /** Its process. */
  public RunningProcess process() {
    return process;
  }

  @Override
  public void close() {
    workspace.close();
  }

  private static Path place(Class<?> program) {
    return Path.of(program.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  private static long number(Path file) {
    try {
      return Long.parseLong(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
