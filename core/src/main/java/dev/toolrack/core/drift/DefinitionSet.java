package dev.toolrack.core.drift;

import dev.toolrack.core.tool.ToolSet;
import java.util.List;

/**
 * One listing with its definitions as the server sent them: what can be stored and compared later.
 *
 * @param definitions names and digests of the valid ones, and the digest of the whole
 * @param raws each tool's JSON text as sent, invalid ones included: they are part of the digest
 */
public record DefinitionSet(Definitions definitions, List<String> raws) {

  /** Keeps its own copy. */
  public DefinitionSet {
    raws = List.copyOf(raws);
  }

  /** Reads a listing; the digest is computed, never believed. */
  public static DefinitionSet of(List<String> raws) {
    return of(ToolSet.of(raws));
  }

  /** Of a listing that was read. */
  public static DefinitionSet of(ToolSet set) {
    return new DefinitionSet(Definitions.of(set), set.raws());
  }

  /** The listing, read again. */
  public ToolSet tools() {
    return ToolSet.of(raws);
  }

  /** {@code sha256:<hex>} of the whole set. */
  public String digest() {
    return definitions.digest();
  }
}
