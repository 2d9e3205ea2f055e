package dev.toolrack.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a decision allocates: nothing is timed, and the JVM counts alike on every machine. The
 * bounds are twice what it was when they were set; whoever exceeds one has added a copy of
 * something.
 */
class AllocationsTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int WARM_UP = 50;
  private static final int RUNS = 21;
  private static final int KIB = 1024;

  /** KiB for one agent, with what it was in a comment. */
  @ParameterizedTest
  @CsvSource({
    "1, 5, 140, 20, 10", // 69, 10, 5
    "5, 5, 272, 70, 26", // 136, 35, 13
    "20, 50, 5700, 3900, 660" // 2842, 1946, 328
  })
  void allocatesAtMost(int integrations, int tools, int resolve, int render, int digest) {
    assertThat(kib(integrations, tools, DecisionBenchmark::resolve))
        .as("resolve")
        .isBetween(1L, (long) resolve);
    assertThat(kib(integrations, tools, DecisionBenchmark::render))
        .as("render")
        .isBetween(1L, (long) render);
    assertThat(kib(integrations, tools, DecisionBenchmark::digest))
        .as("digest")
        .isBetween(1L, (long) digest);
  }

  /** The median of what one call allocates. */
  private static long kib(int integrations, int tools, Function<DecisionBenchmark, Object> call) {
    var benchmark = new DecisionBenchmark();
    benchmark.integrations = integrations;
    benchmark.tools = tools;
    benchmark.prepare();
    for (int i = 0; i < WARM_UP; i++) {
      bytes(benchmark, call);
    }
    return Arrays.stream(new long[RUNS])
            .map(_ -> bytes(benchmark, call))
            .sorted()
            .toArray()[RUNS / 2]
        / KIB;
  }

  private static long bytes(DecisionBenchmark benchmark, Function<DecisionBenchmark, Object> call) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    Object result = call.apply(benchmark);
    long after = THREADS.getCurrentThreadAllocatedBytes();
    assertThat(result).isNotNull();
    return after - before;
  }
}
