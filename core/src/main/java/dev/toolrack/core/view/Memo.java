package dev.toolrack.core.view;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * What was worked out of something that never changes: for ten thousand agents it is done once.
 * Part of no statement, so all of them are equal. Safe for use by several threads.
 */
public final class Memo {
  private final ConcurrentMap<Object, Object> results = new ConcurrentHashMap<>(2);

  /**
   * The result for this key, worked out if it is the first time.
   *
   * @param key says which result, together with its type
   * @param work always has the same result
   */
  public <T> T of(Class<T> type, Object key, Supplier<T> work) {
    return type.cast(results.computeIfAbsent(new Key(type, key), k -> work.get()));
  }

  private record Key(Class<?> type, Object key) {}

  @Override
  public boolean equals(Object other) {
    return other instanceof Memo;
  }

  @Override
  public int hashCode() {
    return Memo.class.hashCode();
  }

  @Override
  public String toString() {
    return "Memo";
  }
}
