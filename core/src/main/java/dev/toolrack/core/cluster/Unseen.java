package dev.toolrack.core.cluster;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What whoever looked was not allowed to see. An object that is not there and might be among these
 * is not known to be absent.
 *
 * @param spots what was not seen
 * @param except what was seen of it all the same
 */
public record Unseen(Set<Spot> spots, Set<Spot> except) {
  /** Everything was seen. */
  public static final Unseen NOTHING = new Unseen(Set.of(), Set.of());

  public Unseen {
    spots = Set.copyOf(spots);
    except = Set.copyOf(except);
  }

  /**
   * Some objects of a kind.
   *
   * @param kind of the objects
   * @param namespace empty = all of them
   * @param name empty = all of them
   */
  public record Spot(String kind, String namespace, String name) implements Comparable<Spot> {

    /** All objects of a kind. */
    public static Spot everywhere(String kind) {
      return new Spot(kind, "", "");
    }

    /** All objects of a kind in a namespace. */
    public static Spot in(String namespace, String kind) {
      return new Spot(kind, namespace, "");
    }

    boolean covers(String otherKind, ObjectName object) {
      return kind.equals(otherKind)
          && (namespace.isEmpty() || namespace.equals(object.namespace()))
          && (name.isEmpty() || name.equals(object.name()));
    }

    @Override
    public int compareTo(Spot other) {
      return toString().compareTo(other.toString());
    }

    /** For people. */
    @Override
    public String toString() {
      if (!name.isEmpty()) {
        return kind + " " + new ObjectName(namespace, name);
      }
      return namespace.isEmpty() ? "every " + kind : "every %s in %s".formatted(kind, namespace);
    }
  }

  /** Whether an object of that kind and name may be there all the same. */
  public boolean covers(String kind, ObjectName object) {
    return spots.stream().anyMatch(spot -> spot.covers(kind, object))
        && except.stream().noneMatch(spot -> spot.covers(kind, object));
  }

  /** Whether objects of the kind may be missing anywhere. */
  public boolean anyOf(String kind) {
    return spots.stream().anyMatch(spot -> spot.kind().equals(kind));
  }

  /** These and others. */
  public Unseen and(Collection<Spot> more) {
    var all = new TreeSet<>(spots);
    all.addAll(more);
    return new Unseen(all, except);
  }

  /** These without others. */
  public Unseen but(Collection<Spot> seen) {
    var all = new TreeSet<>(except);
    all.addAll(seen);
    return new Unseen(spots, all);
  }

  /** For people, in one order. */
  public List<String> describe() {
    return spots.stream()
        .sorted()
        .map(spot -> {
          List<String> seen =
              except.stream()
                  .filter(other -> other.kind().equals(spot.kind()) && other.name().isEmpty())
                  .map(Spot::namespace)
                  .sorted()
                  .toList();
          return spot.namespace().isEmpty() && !seen.isEmpty()
              ? "%s but those of %s".formatted(spot, String.join(", ", seen))
              : spot.toString();
        })
        .toList();
  }
}
