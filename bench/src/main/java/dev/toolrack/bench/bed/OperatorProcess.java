package dev.toolrack.bench.bed;

import dev.toolrack.bench.BenchException;
import dev.toolrack.testbed.FreePort;
import dev.toolrack.testbed.GuardedProcess;
import dev.toolrack.testbed.GuardedProcess.Signal;
import dev.toolrack.testbed.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The operator's jar in a JVM of its own, started as a user would start it. */
public final class OperatorProcess implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Duration POLL = Duration.ofMillis(5);
  private static final String SETTINGS =
      """
      egress: {allowLoopback: true}
      scopes: {requirePolicy: false}
      leaderElection: {namespace: default, identity: bench}
      log: {format: text}
      """;
  private static final Pattern HEAP =
      Pattern.compile("(?m)^jvm_memory_used_bytes\\{area=\"heap\",.*} ([0-9.E]+)$");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Workspace workspace = Workspace.create();
  private final String address;
  private final Path pidFile;
  private final GuardedProcess process;
  private final double readyMillis;

  /**
   * A way of starting it.
   *
   * @param java the command
   * @param options for the JVM
   * @param jar of the operator
   */
  public record Launch(Path java, List<String> options, Path jar) {
    @Override
    public String toString() {
      return "java " + String.join(" ", options);
    }
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param launch how
   * @param kubeconfig of the cluster that it works in
   */
  public OperatorProcess(Launch launch, Path kubeconfig) {
    int port = FreePort.next();
    address = "http://127.0.0.1:" + port;
    pidFile = workspace.file("pid");
    // The shell becomes the JVM: the number it writes is the JVM's.
    var command = new ArrayList<>(List.of("/bin/sh", "-c", "echo $$ >\"$0\"; exec \"$@\""));
    command.add(pidFile.toString());
    command.add(launch.java().toString());
    command.addAll(launch.options());
    command.addAll(
        List.of(
            "-jar",
            launch.jar().toString(),
            "--config",
            workspace.write("settings.yaml", SETTINGS).toString(),
            "--port",
            Integer.toString(port)));
    long begun = System.nanoTime();
    process =
        workspace.start(
            "operator", command, Map.of("KUBECONFIG", kubeconfig.toString()), Signal.TERM);
    awaitReady(begun);
    readyMillis = Waiting.millis(begun, System.nanoTime());
  }

  /** From before the process was started to the first 200 from /readyz. */
  public double readyMillis() {
    return readyMillis;
  }

  /** Its process. */
  public RunningProcess process() {
    return new RunningProcess(pid());
  }

  /** What the heap holds after a full collection, in MiB. */
  public double heapAfterCollection() {
    jcmd("GC.run", ProcessBuilder.Redirect.DISCARD);
    return HEAP.matcher(metrics())
            .results()
            .mapToDouble(sample -> Double.parseDouble(sample.group(1)))
            .sum()
        / (1024 * 1024);
  }

  /** What it counts, in Prometheus' format. */
  public String metrics() {
    try {
      return get("/metrics").body();
    } catch (IOException e) {
      // It closes connections that were idle for a while, perhaps just now; the next one is fresh.
      return freshMetrics();
    }
  }

  private String freshMetrics() {
    try {
      return get("/metrics").body();
    } catch (IOException e) {
      throw new BenchException(
          "The operator does not answer; the end of its log: "
              + complaints().reversed().stream().limit(3).toList(),
          e);
    }
  }

  /** Writes what the heap holds, by class. */
  public void saveHistogram(Path file) {
    jcmd("GC.class_histogram", ProcessBuilder.Redirect.to(file.toFile()));
  }

  private void jcmd(String what, ProcessBuilder.Redirect output) {
    try {
      var jcmd =
          new ProcessBuilder(executable("jcmd"), Long.toString(pid()), what)
              .redirectOutput(output)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      if (jcmd.waitFor() != 0) {
        throw new BenchException("jcmd could not reach the operator.");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("Interrupted.", e);
    }
  }

  /** Lines of its log that are warnings or errors, without the one about loopback. */
  public List<String> complaints() {
    return process
        .output()
        .lines()
        .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
        .filter(line -> !line.contains("allowLoopback"))
        .toList();
  }

  /** Ends it with SIGTERM and waits. */
  @Override
  public void close() {
    process.close();
    workspace.close();
    http.close();
  }

  private void awaitReady(long begun) {
    while (!isReady()) {
      if (!process.isAlive() || System.nanoTime() - begun > LIMIT.toNanos()) {
        String reason =
            process
                .output()
                .lines()
                .filter(line -> line.contains(" ERROR ") || line.contains("OutOfMemoryError"))
                .limit(3)
                .collect(Collectors.joining("; "));
        boolean ended = !process.isAlive();
        close();
        throw new BenchException(
            (ended ? "the operator ended before it was ready: " : "not ready in time: ") + reason);
      }
      Waiting.pause(POLL);
    }
  }

  private boolean isReady() {
    try {
      return get("/readyz").statusCode() == 200;
    } catch (IOException e) {
      return false; // not listening yet
    }
  }

  private HttpResponse<String> get(String path) throws IOException {
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create(address + path)).build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("Interrupted.", e);
    }
  }

  private long pid() {
    try {
      return Long.parseLong(Files.readString(pidFile).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String executable(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }
}
