package dev.toolrack.properties.model;

import dev.toolrack.properties.model.Cluster.Tool;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random tools. */
public final class Tools {
  /** Names that look alike, in every spelling, with and without verbs. */
  public static final List<String> NAMES =
      List.of(
          "get_item",
          "getItem",
          "get-item",
          "get.item",
          "delete_item",
          "deleteItem",
          "Delete-Item",
          "deleted_items",
          "list_and_delete",
          "list_then_show",
          "search_or_fetch",
          "item_get",
          "item",
          "items.list",
          "updateHTTPUrl",
          "readURL",
          "GET",
          "x");

  private static final List<String> DESCRIPTIONS =
      List.of(
          "",
          "Deletes the item.",
          "Lists items; deletes nothing.",
          "Creating things",
          "Searches, then removes.",
          "An item.",
          "applies a change",
          "The item is moved to a folder");

  private Tools() {}

  /** A tool with any name of {@link #NAMES}, or one made of words. */
  public static Arbitrary<Tool> any() {
    return Combinators.combine(
            name(),
            Arbitraries.of(DESCRIPTIONS),
            Arbitraries.of(true, false).optional(0.4),
            Arbitraries.of(true, false).optional(0.3))
        .as(Tool::new);
  }

  /** Any name. */
  public static Arbitrary<String> name() {
    return Arbitraries.frequencyOf(
        Tuple.of(5, Arbitraries.of(NAMES)), Tuple.of(2, ofWords()), Tuple.of(1, ofLetters()));
  }

  /** Words of the table, and such that only look like them, joined in every way. */
  private static Arbitrary<String> ofWords() {
    Arbitrary<String> word =
        Arbitraries.of(
            "get", "delete", "list", "deleted", "posts", "item", "and", "Then", "Read", "WRITE",
            "Http", "URL", "b2b", "v2");
    return Combinators.combine(word, word, word, Arbitraries.of("_", "-", ".", "", "__"))
        .as((a, b, c, between) -> a + between + b + between + c);
  }

  /** Whatever MCP allows. */
  private static Arbitrary<String> ofLetters() {
    return Arbitraries.strings().withChars("abAB01_-.").ofMinLength(1).ofMaxLength(6);
  }
}
