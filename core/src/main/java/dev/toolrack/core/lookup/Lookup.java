package dev.toolrack.core.lookup;

import java.util.Optional;

/**
 * What a look at a referenced object found. Whoever decides has to say what each case means; in
 * particular an API that does not answer ({@link Stale}) is an outage and never a revocation.
 *
 * @param <T> what was looked for
 */
public sealed interface Lookup<T> {

  /** The object is there and this is it. */
  record Found<T>(T value) implements Lookup<T> {}

  /** The object is not there; one live read has confirmed it. */
  record Absent<T>() implements Lookup<T> {}

  /** The one who refers may not know whether the object is there. */
  record Forbidden<T>() implements Lookup<T> {}

  /** Nobody can tell now: not in the cache yet, or the API does not answer. */
  record Stale<T>() implements Lookup<T> {}

  static <T> Lookup<T> found(T value) {
    return new Found<>(value);
  }

  static <T> Lookup<T> absent() {
    return new Absent<>();
  }

  static <T> Lookup<T> forbidden() {
    return new Forbidden<>();
  }

  static <T> Lookup<T> stale() {
    return new Stale<>();
  }

  /** The value, where there is one. */
  default Optional<T> optional() {
    return this instanceof Found<T>(T value) ? Optional.of(value) : Optional.empty();
  }
}
