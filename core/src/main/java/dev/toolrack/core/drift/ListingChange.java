package dev.toolrack.core.drift;

import dev.toolrack.core.tool.Facet;
import dev.toolrack.core.tool.KnownTools;
import dev.toolrack.core.tool.KnownTools.KnownTool;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which valid tools differ between two listings; others are never offered.
 *
 * @param added names that only the later one has
 * @param removed names that only the earlier one has
 * @param changed those in both whose definitions differ, with the side that matters most where it
 *     is known
 */
public record ListingChange(
    SortedSet<String> added,
    SortedSet<String> removed,
    SortedMap<String, Optional<Facet>> changed) {
  /** Names in one message. */
  private static final int NAMED = 5;

  /** Keeps its own copies. */
  public ListingChange {
    added = Collections.unmodifiableSortedSet(new TreeSet<>(added));
    removed = Collections.unmodifiableSortedSet(new TreeSet<>(removed));
    changed = Collections.unmodifiableSortedMap(new TreeMap<>(changed));
  }

  /** Compares what is remembered of two listings. */
  public static ListingChange between(KnownTools before, KnownTools after) {
    Map<String, KnownTool> earlier = byName(before);
    Map<String, KnownTool> later = byName(after);
    var added = new TreeSet<>(later.keySet());
    added.removeAll(earlier.keySet());
    var removed = new TreeSet<>(earlier.keySet());
    removed.removeAll(later.keySet());
    var changed = new TreeMap<String, Optional<Facet>>();
    later.forEach((name, tool) -> {
      KnownTool known = earlier.get(name);
      if (known != null && !known.digest().equals(tool.digest())) {
        changed.put(name, tool.facets().changedFrom(known.facets()));
      }
    });
    return new ListingChange(added, removed, changed);
  }

  /** Whether nothing differs. */
  public boolean isEmpty() {
    return added.isEmpty() && removed.isEmpty() && changed.isEmpty();
  }

  /**
   * For events: {@code added a, b; removed c; changed d (contract), e (text)}, the first few of
   * each.
   */
  public String describe() {
    return Stream.of(
            part("added", List.copyOf(added)),
            part("removed", List.copyOf(removed)),
            part("changed", changed.entrySet().stream().map(ListingChange::named).toList()))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("; "));
  }

  private static String named(Map.Entry<String, Optional<Facet>> change) {
    return change.getKey() + change.getValue().map(f -> " (" + f.word() + ")").orElse("");
  }

  private static String part(String word, List<String> names) {
    if (names.isEmpty()) {
      return "";
    }
    String first = names.stream().limit(NAMED).collect(Collectors.joining(", "));
    int more = names.size() - NAMED;
    return word + " " + first + (more > 0 ? " and %d more".formatted(more) : "");
  }

  private static Map<String, KnownTool> byName(KnownTools tools) {
    return tools.tools().stream()
        .collect(Collectors.toMap(KnownTool::name, tool -> tool, (a, b) -> a, TreeMap::new));
  }
}
