package dev.toolrack.core.integration;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which integrations of one namespace are verified, where only so many are: the oldest. So nobody
 * loses a seat to somebody who was created later, and the answer follows from the objects alone: a
 * restarted operator, or another one, gives the same. Each change costs logarithmic time, however
 * many wait.
 *
 * <p>Not safe for use by several threads at the same time.
 */
public final class Seats {
  private final int limit;
  private final Map<String, Seniority> known = new HashMap<>();
  private final NavigableSet<Seniority> seated = new TreeSet<>();
  private final NavigableSet<Seniority> waiting = new TreeSet<>();

  /**
   * @param limit how many there are, at least 1
   */
  public Seats(int limit) {
    this.limit = limit;
  }

  /**
   * An integration is there and wants to be verified. The same one again changes nothing; one of
   * the same name that was created at another time takes the place of the one before.
   *
   * @return names of the others that got or lost a seat by that
   */
  public Set<String> enter(Seniority who) {
    Seniority before = known.get(who.name());
    if (who.equals(before)) {
      return Set.of();
    }
    var changed = new HashSet<String>(before == null ? Set.of() : leave(who.name()));
    known.put(who.name(), who);
    if (seated.size() < limit) {
      seated.add(who);
    } else if (who.compareTo(seated.last()) > 0) {
      waiting.add(who);
    } else {
      Seniority youngest = seated.removeLast();
      waiting.add(youngest);
      seated.add(who);
      toggle(changed, youngest.name());
    }
    return Set.copyOf(changed);
  }

  /**
   * An integration is gone, or does not want to be verified any more.
   *
   * @return names of the others that got a seat by that
   */
  public Set<String> leave(String name) {
    Seniority who = known.remove(name);
    if (who == null) {
      return Set.of();
    }
    if (!seated.remove(who)) {
      waiting.remove(who);
      return Set.of();
    }
    if (waiting.isEmpty()) {
      return Set.of();
    }
    Seniority next = waiting.removeFirst();
    seated.add(next);
    return Set.of(next.name());
  }

  /** Whether an integration has a seat. */
  public boolean has(String name) {
    Seniority who = known.get(name);
    return who != null && seated.contains(who);
  }

  /** Whether nobody is there. */
  public boolean isEmpty() {
    return known.isEmpty();
  }

  /** Who gets a seat and loses it at once has lost or got nothing. */
  private static void toggle(Set<String> changed, String name) {
    if (!changed.remove(name)) {
      changed.add(name);
    }
  }
}
