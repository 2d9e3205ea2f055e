package dev.toolrack.bench.bed;

import dev.toolrack.bench.BenchException;
import dev.toolrack.bench.bed.Sightings.Place;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Objects that are to be seen, and when each of them was seen for the last time. */
public final class Expectation implements AutoCloseable {
  private final Sightings sightings;
  private final Predicate<Place> wanted;
  private final CountDownLatch missing;
  private final Map<Place, Long> last = new ConcurrentHashMap<>();

  Expectation(Sightings sightings, int count, Predicate<Place> wanted) {
    this.sightings = sightings;
    this.wanted = wanted;
    missing = new CountDownLatch(count);
  }

  void note(Place place, long now) {
    if (wanted.test(place) && last.put(place, now) == null) {
      missing.countDown();
    }
  }

  /** Whether as many different objects as expected have been seen. */
  public boolean isFulfilled() {
    return missing.getCount() == 0;
  }

  /** Returns once all the expected objects have been seen. */
  public void await(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    try {
      while (!missing.await(1, TimeUnit.SECONDS)) {
        sightings.failIfEnded();
        if (System.nanoTime() > end) {
          throw new BenchException("Still missing: " + missing.getCount() + " objects.");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("Interrupted.", e);
    }
  }

  /** How many different objects have been seen so far. */
  public int seen() {
    return last.size();
  }

  /** The {@link System#nanoTime()} at which the latest of them was seen, again or at first. */
  public long last() {
    return last.values().stream().mapToLong(Long::longValue).max().orElseThrow();
  }

  /** Nothing is noted any more. */
  @Override
  public void close() {
    sightings.forget(this);
  }
}
