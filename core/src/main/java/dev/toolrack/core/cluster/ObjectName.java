package dev.toolrack.core.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Comparator;
import java.util.Objects;

/**
 * Names an object of a kind that is known from where it stands.
 *
 * @param namespace empty for what is in none
 * @param name of the object
 */
public record ObjectName(String namespace, String name) implements Comparable<ObjectName> {
  private static final Comparator<ObjectName> ORDER =
      Comparator.comparing(ObjectName::namespace).thenComparing(ObjectName::name);

  /** The name of an object. */
  public static ObjectName of(HasMetadata object) {
    return new ObjectName(
        Objects.requireNonNullElse(object.getMetadata().getNamespace(), ""),
        object.getMetadata().getName());
  }

  /** Reads {@code namespace/name}. */
  public static ObjectName parse(String text) {
    int slash = text.indexOf('/');
    return new ObjectName(text.substring(0, Math.max(slash, 0)), text.substring(slash + 1));
  }

  @Override
  public int compareTo(ObjectName other) {
    return ORDER.compare(this, other);
  }

  /** {@code namespace/name}, or the name alone. */
  @Override
  public String toString() {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }
}
