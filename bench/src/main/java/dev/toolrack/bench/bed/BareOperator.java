package dev.toolrack.bench.bed;

import dev.toolrack.bench.BenchException;
import dev.toolrack.bench.bed.OperatorProcess.Launch;
import dev.toolrack.crds.AgentToolBinding;
import dev.toolrack.testbed.GuardedProcess;
import dev.toolrack.testbed.GuardedProcess.Signal;
import dev.toolrack.testbed.Workspace;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * The least that an operator made of the same libraries is: it watches one kind and does nothing.
 * What its process holds is the floor under what any operator made of them holds.
 */
public final class BareOperator implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final Workspace workspace = Workspace.create();
  private final RunningProcess process;

  /** Does nothing about bindings. */
  @ControllerConfiguration(name = "nothing")
  static final class Nothing implements Reconciler<AgentToolBinding> {
    @Override
    public UpdateControl<AgentToolBinding> reconcile(
        AgentToolBinding binding, Context<AgentToolBinding> context) {
      return UpdateControl.noUpdate();
    }
  }

  /**
   * Starts it and waits until it watches.
   *
   * @param launch the JVM and its options; the jar lends the libraries
   * @param kubeconfig of the cluster
   */
  public BareOperator(Launch launch, Path kubeconfig) {
    Path pid = workspace.file("pid");
    var command = new ArrayList<String>(List.of(launch.java().toString()));
    command.addAll(launch.options());
    command.addAll(
        List.of(
            "-cp",
            Path.of(
                    BareOperator.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                + ":"
                + launch.jar(),
            BareOperator.class.getName(),
            pid.toString()));
    GuardedProcess started =
        workspace.start("bare", command, Map.of("KUBECONFIG", kubeconfig.toString()), Signal.TERM);
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!Files.exists(pid)) {
      if (!started.isAlive() || System.nanoTime() > end) {
        String output = started.output();
        workspace.close();
        throw new BenchException("The bare operator does not start: " + output);
      }
      Waiting.pause(POLL);
    }
    process = new RunningProcess(number(pid));
  }

  /** The program itself; its argument is the file that gets its process number once it watches. */
  public static void main(String[] arguments) throws IOException {
    try (var client = new KubernetesClientBuilder().build()) {
      var operator = new Operator(overrider -> overrider.withKubernetesClient(client));
      operator.register(new Nothing());
      operator.start();
      Path pid = Path.of(arguments[0]);
      Path unfinished = pid.resolveSibling("pid.new");
      Files.writeString(unfinished, Long.toString(ProcessHandle.current().pid()));
      Files.move(unfinished, pid, StandardCopyOption.ATOMIC_MOVE);
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Its process. */
  public RunningProcess process() {
    return process;
  }

  @Override
  public void close() {
    workspace.close();
  }

  private static long number(Path file) {
    try {
      return Long.parseLong(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
