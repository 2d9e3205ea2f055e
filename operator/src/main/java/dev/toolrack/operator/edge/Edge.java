package dev.toolrack.operator.edge;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Set;
import java.util.function.Function;

/**
 * A reference from one kind to another, declared once. The index over those who refer, the mapper
 * from what changed to who has to look again, and the mapper from who refers to what it reads are
 * all made from {@link #refs()}, so they cannot differ.
 *
 * @param name of the event source and of the index
 * @param from the kind that refers
 * @param to the kind that is referred to
 * @param selector label selector of the watch; empty = every object
 * @param refs what an object refers to; total, never throws
 */
public record Edge<F extends HasMetadata, T extends HasMetadata>(
    String name, Class<F> from, Class<T> to, String selector, Function<F, Set<ResourceID>> refs) {

  /** The key of an object in indexes of this edge. */
  public static String key(ResourceID id) {
    return id.getNamespace().orElse("") + "/" + id.getName();
  }
}
