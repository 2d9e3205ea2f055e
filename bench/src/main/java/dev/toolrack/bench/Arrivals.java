package dev.toolrack.bench;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.Watchable;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Notes when objects reach a state, as a client that watches them sees it.
 *
 * @param <T> the kind of object
 */
final class Arrivals<T extends HasMetadata> implements AutoCloseable, Watcher<T> {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Watch watch;
  private volatile Round<T> round = new Round<>(0, _ -> false);

  private Arrivals(Watchable<T> objects) {
    watch = objects.watch(this);
  }

  @SuppressWarnings("resource") // the caller closes it
  static <T extends HasMetadata> Arrivals<T> of(Watchable<T> objects) {
    return new Arrivals<>(objects);
  }

  /** From now on waits for that many different objects in this state. */
  void expect(int count, Predicate<T> wanted) {
    round = new Round<>(count, wanted);
  }

  /** The {@link System#nanoTime()} at which the last of the expected objects arrived. */
  long awaitLast() {
    Round<T> current = round;
    try {
      if (!current.left.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new BenchException("Still missing: " + current.left.getCount() + " objects.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("Interrupted.", e);
    }
    return current.last;
  }

  @Override
  public void eventReceived(Action action, T object) {
    round.note(object);
  }

  @Override
  public void onClose(WatcherException cause) {
    throw new BenchException("A watch ended: " + cause.getMessage(), cause);
  }

  @Override
  public void close() {
    watch.close();
  }

  private static final class Round<T extends HasMetadata> {
    private final Predicate<T> wanted;
    private final CountDownLatch left;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private volatile long last;

    Round(int count, Predicate<T> wanted) {
      this.wanted = wanted;
      left = new CountDownLatch(count);
    }

    void note(T object) {
      long now = System.nanoTime();
      if (wanted.test(object)
          && left.getCount() > 0
          && seen.add(object.getMetadata().getNamespace() + "/" + object.getMetadata().getName())) {
        last = now;
        left.countDown();
      }
    }
  }
}
