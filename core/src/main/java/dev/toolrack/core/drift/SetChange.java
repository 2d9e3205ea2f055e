package dev.toolrack.core.drift;

import dev.toolrack.core.tool.ToolDefinition;
import dev.toolrack.core.tool.ToolSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
  /** Names in one message. */
  private static final int NAMED = 5;

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

  /**
   * For events: {@code added a, b; removed c; changed d (contract), e (text)}, the first few of
   * each.
   */
  public String describe() {
    return Stream.of(
            part("added", List.copyOf(added)),
            part("removed", List.copyOf(removed)),
            part("changed", changed.stream().map(SetChange::named).toList()))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("; "));
  }

  private static String named(ToolChange change) {
    return change.name() + change.facet().map(facet -> " (" + facet.word() + ")").orElse("");
  }

  private static String part(String word, List<String> names) {
    if (names.isEmpty()) {
      return "";
    }
    String first = names.stream().limit(NAMED).collect(Collectors.joining(", "));
    int more = names.size() - NAMED;
    return word + " " + first + (more > 0 ? " and %d more".formatted(more) : "");
  }

  private static Map<String, ToolDefinition> byName(ToolSet set) {
    return set.tools().stream()
        .collect(Collectors.toMap(ToolDefinition::name, tool -> tool, (a, b) -> a, TreeMap::new));
  }
}
