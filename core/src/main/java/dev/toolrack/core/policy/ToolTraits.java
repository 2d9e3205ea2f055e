package dev.toolrack.core.policy;

import org.jspecify.annotations.Nullable;

/**
 * What classification needs to know of a tool; everything in it was said by the server.
 *
 * @param name the server's own name of it
 * @param describedWrite the Write verb its description begins with, see {@link Verbs#writeVerbOf};
 *     {@code null} = nothing
 * @param readOnlyHint the annotation; {@code null} = absent or no boolean
 * @param destructiveHint the annotation; {@code null} = absent or no boolean
 * @param foldsLike another tool of the same server whose name folds to the same; such tools always
 *     ask
 */
public record ToolTraits(
    String name,
    @Nullable String describedWrite,
    @Nullable Boolean readOnlyHint,
    @Nullable Boolean destructiveHint,
    @Nullable String foldsLike) {

  /** A tool that says nothing but its name. */
  public static ToolTraits named(String name) {
    return new ToolTraits(name, null, null, null, null);
  }

  /** The same tool, beside another one that looks like it. */
  public ToolTraits foldingLike(@Nullable String other) {
    return new ToolTraits(name, describedWrite, readOnlyHint, destructiveHint, other);
  }
}
