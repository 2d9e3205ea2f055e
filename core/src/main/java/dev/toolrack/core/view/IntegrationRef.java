package dev.toolrack.core.view;

import java.util.Comparator;

/** Names an integration. Ordered by namespace, then name: the order that breaks ties. */
public record IntegrationRef(String namespace, String name) implements Comparable<IntegrationRef> {
  private static final Comparator<IntegrationRef> ORDER =
      Comparator.comparing(IntegrationRef::namespace).thenComparing(IntegrationRef::name);

  /** Reads {@code namespace/name}. */
  public static IntegrationRef parse(String text) {
    int slash = text.indexOf('/');
    return new IntegrationRef(text.substring(0, Math.max(slash, 0)), text.substring(slash + 1));
  }

  @Override
  public int compareTo(IntegrationRef other) {
    return ORDER.compare(this, other);
  }

  /** {@code namespace/name}, as in specs, status and toolsets. */
  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
