package dev.toolrack.operator.shell.gather;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Gives the same instance for equal values, so that what thousands of objects have in common is in
 * memory once. It remembers as many values as it has places; a value that lost its place to another
 * one costs memory, that is all. It keeps none that nobody else has any more: values are as long as
 * tenants make them, and they make new ones as often as they like.
 */
final class Shared {
  private final AtomicReferenceArray<@Nullable WeakReference<Object>> places;

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
    WeakReference<Object> reference = places.get(place);
    Object known = reference == null ? null : reference.get();
    if (known != null && known.getClass() == value.getClass() && known.equals(value)) {
      @SuppressWarnings("unchecked") // it has the class of the value
      T same = (T) known;
      return same;
    }
    places.set(place, new WeakReference<>(value));
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
