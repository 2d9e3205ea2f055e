package dev.toolrack.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.toolrack.core.binding.BindingResolver;
import dev.toolrack.core.binding.BindingSnapshot;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * What a decision allocates: no time is measured, and what the JVM counts is the same on every
 * machine. The bounds are twice what it was when they were set.
 */
class AllocationsTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int WARM_UP = 50;
  private static final int RUNS = 21;

  @Test
  void print() {
    for (int i : new int[] {1, 5, 20}) {
      for (int t : new int[] {5, 50}) {
        System.out.println(i + "x" + t + ": " + bytes(i, t));
      }
    }
  }

  /** The median of what one decision allocates, rendering included. */
  private static long bytes(int integrations, int tools) {
    BindingSnapshot snapshot = PinnedAgent.snapshot(integrations, tools);
    for (int i = 0; i < WARM_UP; i++) {
      decide(snapshot);
    }
    return Arrays.stream(new long[RUNS]).map(_ -> decide(snapshot)).sorted().toArray()[RUNS / 2];
  }

  private static long decide(BindingSnapshot snapshot) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    assertThat(BindingResolver.resolve(snapshot)).isPresent();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
