package dev.toolrack.bench.lane;

import dev.toolrack.bench.bed.Bed;
import dev.toolrack.bench.bed.Shape;

/**
 * Makes a lane that is not part of this project, found by {@link java.util.ServiceLoader} on the
 * class path that {@code BENCH_CLASSPATH} adds to.
 */
public interface LaneFactory {
  /** For {@code --lanes}. */
  String name();

  /**
   * A lane that is not prepared yet.
   *
   * @param bed where it is to work
   * @param shape how many consumers it is to have, and of how many servers and tools
   */
  Lane create(Bed bed, Shape shape);
}
