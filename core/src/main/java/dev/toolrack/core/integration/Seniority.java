package dev.toolrack.core.integration;

import java.time.Instant;
import java.util.Comparator;

/**
 * The place of an integration among those of its namespace: who was created earlier comes first,
 * and of several of the same second the one whose name does.
 *
 * @param created when it was created, to the second
 * @param name of the integration
 */
public record Seniority(Instant created, String name) implements Comparable<Seniority> {
  private static final Comparator<Seniority> OLDEST_FIRST =
      Comparator.comparing(Seniority::created).thenComparing(Seniority::name);

  @Override
  public int compareTo(Seniority other) {
    return OLDEST_FIRST.compare(this, other);
  }
}
