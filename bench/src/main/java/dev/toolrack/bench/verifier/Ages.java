package dev.toolrack.bench.verifier;

import java.util.Arrays;

/** How old the latest good verification of each server was, at many moments. */
final class Ages {
  private static final int PER_SECOND = 20;

  private long[] counts = new long[PER_SECOND * 1024];
  private long total;

  void add(double seconds) {
    int bucket = (int) (seconds * PER_SECOND);
    if (bucket >= counts.length) {
      counts = Arrays.copyOf(counts, bucket + PER_SECOND);
    }
    counts[bucket]++;
    total++;
  }

  /** The age that a share of all is not older than, in seconds. */
  double quantile(double share) {
    long left = (long) Math.ceil(total * share);
    int bucket = 0;
    while (bucket < counts.length - 1 && left > counts[bucket]) {
      left -= counts[bucket];
      bucket++;
    }
    return (bucket + 1.0) / PER_SECOND;
  }
}
