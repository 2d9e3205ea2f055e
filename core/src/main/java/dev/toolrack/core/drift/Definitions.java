package dev.toolrack.core.drift;

import dev.toolrack.core.tool.KnownTools;
import dev.toolrack.core.tool.ToolDefinition;
import dev.toolrack.core.tool.ToolSet;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The valid definitions of one listing, and the digest by which people approve the whole of it.
 *
 * @param digest {@code sha256:<hex>} of the whole set, invalid tools included
 * @param byName digest of each valid tool's definition, by the tool's name
 */
public record Definitions(String digest, SortedMap<String, String> byName) {

  /** Keeps its own copy. */
  public Definitions {
    byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
  }

  /** Those of a listing that is remembered. */
  public static Definitions of(KnownTools tools) {
    var byName = new TreeMap<String, String>();
    tools.tools().forEach(tool -> byName.put(tool.name(), tool.digest()));
    return new Definitions(tools.digest(), byName);
  }

  /** Those of a listing that was read. */
  public static Definitions of(ToolSet set) {
    var byName = new TreeMap<String, String>();
    for (ToolDefinition tool : set.tools()) {
      byName.put(tool.name(), tool.digest());
    }
    return new Definitions(set.digest(), byName);
  }

  /** Whether exactly this definition is in the set. */
  public boolean contains(String name, String definition) {
    return definition.equals(byName.get(name));
  }
}
