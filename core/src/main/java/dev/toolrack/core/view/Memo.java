package dev.toolrack.core.view;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What was worked out of something that never changes: for ten thousand agents it is done once.
 * Part of no statement, so all of them are equal. Safe for use by several threads.
 */
public final class Memo {
  /** Never changed, only replaced: there are few of them, and each is asked for often. */
  private volatile Map<Key, Object> results = Map.of();

  /**
   * The result for this key, worked out if it is the first time.
   *
   * @param key says which result, together with its type
   * @param work always has the same result
   */
  public <T> T of(Class<T> type, Object key, Supplier<T> work) {
    var wanted = new Key(type, key);
    Object known = results.get(wanted);
    if (known == null) {
      known = work.get();
      remember(wanted, known);
    }
    return type.cast(known);
  }

  private synchronized void remember(Key key, Object result) {
    var more = new HashMap<>(results);
    more.put(key, result);
    results = Map.copyOf(more);
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
