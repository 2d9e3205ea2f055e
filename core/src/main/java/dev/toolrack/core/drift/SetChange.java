package dev.toolrack.core.drift;

import dev.toolrack.core.tool.Facet;
import dev.toolrack.core.tool.ToolDefinition;
import dev.toolrack.core.tool.ToolSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What differs between two listings, by the tools' names. Only valid tools are told of: others are
 * never offered.
 *
 * @param added names that only the later one has
 * @param removed names that only the earlier one has
 * @param changed those in both whose definitions differ
 */
public record SetChange(
    SortedSet<String> added, SortedSet<String> removed, List<ToolChange> changed) {
  /** Keeps its own copy. */
  public SetChange {
    changed = List.copyOf(changed);
  }

  /** Compares two listings. */
  public static SetChange between(ToolSet before, ToolSet after) {
    Map<String, ToolDefinition> earlier = byName(before);
    Map<String, ToolDefinition> later = byName(after);
    var added = new TreeSet<>(later.keySet());
    added.removeAll(earlier.keySet());
    var removed = new TreeSet<>(earlier.keySet());
    removed.removeAll(later.keySet());
    var changed = new ArrayList<ToolChange>();
    later.forEach((name, tool) -> {
      ToolDefinition known = earlier.get(name);
      if (known != null && !known.digest().equals(tool.digest())) {
        changed.add(ToolChange.between(name, known.raw(), tool.raw()));
      }
    });
    return new SetChange(added, removed, changed);
  }

  /** Whether nothing differs. */
  public boolean isEmpty() {
    return added.isEmpty() && removed.isEmpty() && changed.isEmpty();
  }

  /** The names alone. */
  public ListingChange summary() {
    var facets = new TreeMap<String, Optional<Facet>>();
    changed.forEach(change -> facets.put(change.name(), change.facet()));
    return new ListingChange(added, removed, facets);
  }

  private static Map<String, ToolDefinition> byName(ToolSet set) {
    return set.tools().stream()
        .collect(Collectors.toMap(ToolDefinition::name, tool -> tool, (a, b) -> a, TreeMap::new));
  }
}
