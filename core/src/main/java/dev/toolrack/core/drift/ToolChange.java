package dev.toolrack.core.drift;

import com.fasterxml.jackson.databind.JsonNode;
import dev.toolrack.core.render.JsonText;
import dev.toolrack.core.tool.DefinitionPart;
import dev.toolrack.core.tool.Facet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What differs between two definitions of the tool of one name.
 *
 * @param name the tool's
 * @param places where they differ, in the order of the JSON pointers
 */
public record ToolChange(String name, List<Place> places) {
  /** Differences listed for one tool. */
  private static final int MAX_PLACES = 200;

  /**
   * One difference.
   *
   * @param pointer where (RFC 6901), the shortest that covers it
   * @param facet which side of the definition it is
   * @param before JSON there before; empty = there was nothing
   * @param after JSON there now; empty = there is nothing
   */
  public record Place(
      String pointer, Facet facet, Optional<String> before, Optional<String> after) {}

  /** Keeps its own copy. */
  public ToolChange {
    places = List.copyOf(places);
  }

  /** Compares two valid definitions. */
  static ToolChange between(String name, String before, String after) {
    var places = new ArrayList<Place>();
    compare("", DefinitionPart.TOP, tree(before), tree(after), places);
    return new ToolChange(name, places);
  }

  /** The side that matters most; empty if nothing differs but the order of keys or blanks. */
  public Optional<Facet> facet() {
    return places.stream().map(Place::facet).min(Facet::compareTo);
  }

  private static void compare(
      String pointer, DefinitionPart where, JsonNode before, JsonNode after, List<Place> places) {
    if (before.equals(after) || places.size() == MAX_PLACES) {
      return;
    }
    if (before.isObject() && after.isObject()) {
      var keys = new TreeSet<String>();
      before.fieldNames().forEachRemaining(keys::add);
      after.fieldNames().forEachRemaining(keys::add);
      for (String key : keys) {
        String below = pointer + "/" + key.replace("~", "~0").replace("/", "~1");
        compare(below, where.member(key), before.path(key), after.path(key), places);
      }
    } else if (before.isArray() && after.isArray() && before.size() == after.size()) {
      for (int i = 0; i < before.size(); i++) {
        compare(pointer + "/" + i, where, before.path(i), after.path(i), places);
      }
    } else {
      places.add(new Place(pointer, where.facet(), json(before), json(after)));
    }
  }

  private static Optional<String> json(JsonNode node) {
    return node.isMissingNode() ? Optional.empty() : Optional.of(node.toString());
  }

  private static JsonNode tree(String json) {
    return JsonText.read(json, JsonNode.class)
        .orElseThrow(() -> new IllegalArgumentException("not a valid definition"));
  }
}
