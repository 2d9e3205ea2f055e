package dev.toolrack.core.impact;

import dev.toolrack.core.cluster.ObjectName;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/**
 * What somebody is about to do.
 *
 * @param applied objects as they would be afterwards; what an API server adds may be absent
 * @param removed objects that would be gone
 */
public record Change(List<HasMetadata> applied, List<Removed> removed) {
  public Change {
    applied = List.copyOf(applied);
    removed = List.copyOf(removed);
  }

  /** An object that would be gone. */
  public record Removed(String kind, ObjectName name) {}
}
