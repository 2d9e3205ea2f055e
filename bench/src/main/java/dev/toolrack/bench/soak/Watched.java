package dev.toolrack.bench.soak;

import dev.toolrack.bench.BenchException;
import dev.toolrack.bench.bed.OperatorProcess;
import dev.toolrack.bench.bed.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/** The operator's process, seen from outside. */
final class Watched {
  private static final double MIB = 1024 * 1024;
  private static final Pattern STARTED =
      Pattern.compile("(?m)^operator_sdk_reconciliations_started_total\\{.*} ([0-9.E]+)$");
  private static final Pattern FAILED =
      Pattern.compile("(?m)^operator_sdk_reconciliations_failed_total\\{.*} ([0-9.E]+)$");
  private static final Pattern METASPACE =
      Pattern.compile("(?m)^jvm_memory_used_bytes\\{area=\"nonheap\",id=\"Metaspace\"} (.*)$");
  private static final Duration REST = Duration.ofSeconds(1);

  private final OperatorProcess operator;

  Watched(OperatorProcess operator) {
    this.operator = operator;
  }

  /** The reconciles begun so far, of all kinds. */
  long reconciles() {
    return (long) sum(STARTED, operator.metrics());
  }

  /** The reconciles that ended with an exception. */
  long failures() {
    return (long) sum(FAILED, operator.metrics());
  }

  /** Waits until nothing is decided about for a second. */
  void awaitRest() {
    long before = -1;
    for (long now = reconciles(); now != before; now = reconciles()) {
      before = now;
      Waiting.pause(REST);
    }
  }

  /**
   * A sample of now.
   *
   * @param histogram where to leave the histogram of classes
   */
  Sample sample(Path histogram, int passers) {
    // The first collection hands over to finalizers and cleaners, the second sees what they leave.
    operator.heapAfterCollection();
    operator.saveHistogram(histogram);
    String metrics = operator.metrics();
    return new Sample(
        (long) sum(STARTED, metrics),
        passers,
        Live.read(histogram).bytes() / MIB,
        sum(METASPACE, metrics) / MIB,
        operator.process().memory("VmRSS"),
        count("task"),
        count("fd"));
  }

  private double count(String directory) {
    Path path = Path.of("/proc", Long.toString(operator.process().pid()), directory);
    try (var entries = Files.list(path)) {
      return entries.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double sum(Pattern metric, String metrics) {
    if (!metrics.contains("jvm_memory_used_bytes")) {
      throw new BenchException("The operator shows no metrics.");
    }
    return metric
        .matcher(metrics)
        .results()
        .mapToDouble(sample -> Double.parseDouble(sample.group(1)))
        .sum();
  }
}
