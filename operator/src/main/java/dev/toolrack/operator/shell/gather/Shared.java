package dev.toolrack.operator.shell.gather;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Gives the same instance for equal values, so that what thousands of objects have in common is in
 * memory once. It remembers as many values as it has places; a value that lost its place to another
 * one costs memory, that is all.
 */
final class Shared {
  private final AtomicReferenceArray<@Nullable Object> places;

  /**
   * @param size number of places; a power of two
   */
  Shared(int size) {
    places = new AtomicReferenceArray<>(size);
  }

  /**
   * An equal value that was seen before, or this one.
   *
   * @param value nobody may change it any more
   */
  <T> T of(T value) {
    int place = place(value);
    Object known = places.get(place);
    if (known != null && known.getClass() == value.getClass() && known.equals(value)) {
      @SuppressWarnings("unchecked") // it has the class of the value
      T same = (T) known;
      return same;
    }
    places.set(place, value);
    return value;
  }

  /** The same for what may be missing. */
  <T> @Nullable T ofNullable(@Nullable T value) {
    return value == null ? null : of(value);
  }

  private int place(Object value) {
    int hash = value.hashCode() * 0x9E3779B9;
    return (hash ^ hash >>> 16) & places.length() - 1;
  }
}
