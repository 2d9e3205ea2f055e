package dev.toolrack.bench.bed;

import dev.toolrack.bench.BenchException;
import java.util.Collection;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Sends many requests at once: what a plain client without any thought would do. */
public final class ParallelClient implements AutoCloseable {
  /** More do not make two cores faster. */
  public static final int THREADS = 32;

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  /** Returns when the action is done for each item, or fails with the first failure. */
  public <T> void each(Collection<T> items, Consumer<T> action) {
    try {
      for (Future<Void> done :
          threads.invokeAll(
              items.stream().<Callable<Void>>map(item -> () -> call(action, item)).toList())) {
        done.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("Interrupted.", e);
    } catch (ExecutionException e) {
      throw new BenchException("A request failed: " + e.getCause(), e);
    }
  }

  @SuppressWarnings("NullAway") // Void has no other value
  private static <T> Void call(Consumer<T> action, T item) {
    action.accept(item);
    return null;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
