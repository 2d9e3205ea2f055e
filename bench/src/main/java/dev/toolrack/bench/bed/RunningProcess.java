package dev.toolrack.bench.bed;

import dev.toolrack.bench.BenchException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What the kernel knows about a process.
 *
 * @param pid its number
 */
public record RunningProcess(long pid) {
  private static final int KIB = 1024;

  /**
   * A process that uses less than a tenth of a processor for so long does nothing in particular.
   */
  private static final Duration REST = Duration.ofSeconds(3);

  private static final double RESTING = 0.1;

  /** This JVM: the measuring client. */
  public static RunningProcess self() {
    return new RunningProcess(ProcessHandle.current().pid());
  }

  /** The processor time used so far, in milliseconds, in steps of ten. */
  public double cpuMillis() {
    return ProcessHandle.of(pid)
        .flatMap(handle -> handle.info().totalCpuDuration())
        .map(Duration::toMillis)
        .orElse(0L);
  }

  /**
   * Waits until it has next to nothing to do.
   *
   * @throws BenchException if that does not come in time
   */
  public void awaitRest(Duration patience) {
    Waiting.until("rest of process " + pid, patience, this::rests);
  }

  private boolean rests() {
    double before = cpuMillis();
    Waiting.pause(REST);
    return cpuMillis() - before < REST.toMillis() * RESTING;
  }

  /** A memory figure such as VmRSS, VmHWM, RssAnon or RssFile, in MiB. */
  public double memory(String field) {
    try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith(field + ":"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / KIB)
          .findFirst()
          .orElseThrow(() -> new BenchException("The kernel does not say " + field + "."));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
