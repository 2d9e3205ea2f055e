package dev.toolrack.core.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.toolrack.core.naming.Sha256;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Tells later which side of a definition changed, without keeping the definition. Both are short:
 * they name a kind of change to people and decide nothing.
 *
 * @param contract 16 hex digits over what may be sent and what comes back
 * @param text 16 hex digits over what a model reads
 */
public record FacetDigests(String contract, String text) {
  private static final int DIGITS = 16;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Of a definition whose sides were not looked at. */
  public static final FacetDigests UNKNOWN = new FacetDigests("", "");

  /** Of a valid definition. */
  static FacetDigests of(String raw) {
    try {
      Map<Facet, StringBuilder> said = new EnumMap<>(Facet.class);
      for (Facet facet : Facet.values()) {
        said.put(facet, new StringBuilder());
      }
      walk("", DefinitionPart.TOP, JSON.readTree(raw), said);
      return new FacetDigests(digest(said, Facet.CONTRACT), digest(said, Facet.TEXT));
    } catch (JsonProcessingException e) {
      return UNKNOWN;
    }
  }

  /**
   * Which side of a definition that is known to differ from the other changed; the one that matters
   * most. Empty = not known.
   */
  public Optional<Facet> changedFrom(FacetDigests before) {
    if (equals(UNKNOWN) || before.equals(UNKNOWN)) {
      return Optional.empty();
    }
    if (!contract.equals(before.contract)) {
      return Optional.of(Facet.CONTRACT);
    }
    return Optional.of(text.equals(before.text) ? Facet.COSMETICS : Facet.TEXT);
  }

  /** Every value with its place, in the order of the keys; of containers, that they are there. */
  private static void walk(
      String pointer, DefinitionPart part, JsonNode node, Map<Facet, StringBuilder> said) {
    String shown = node.isObject() ? "{" : node.isArray() ? "[" : node.toString();
    said.computeIfAbsent(part.facet(), facet -> new StringBuilder())
        .append(pointer)
        .append('\n')
        .append(shown)
        .append('\n');
    if (node.isObject()) {
      var keys = new TreeSet<String>();
      node.fieldNames().forEachRemaining(keys::add);
      keys.forEach(key -> walk(pointer + "/" + key, part.member(key), node.path(key), said));
    } else {
      for (int i = 0; i < node.size(); i++) {
        walk(pointer + "/" + i, part, node.path(i), said);
      }
    }
  }

  private static String digest(Map<Facet, StringBuilder> said, Facet facet) {
    return Sha256.hex(said.getOrDefault(facet, new StringBuilder()).toString())
        .substring(0, DIGITS);
  }
}
