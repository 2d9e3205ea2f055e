package dev.toolrack.operator.shell.gather;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;

/**
 * Two informers of the same kind hear of a change at different times. Whoever is woken by the one
 * and asks the other would decide on what was, and write once more when the other one has heard.
 */
final class Newer {

  private Newer() {}

  /**
   * The newer of two versions of the same object.
   *
   * @param other empty where the other cache has none
   */
  static <T extends HasMetadata> T of(T own, Optional<T> other) {
    return other.filter(there -> version(there) > version(own)).orElse(own);
  }

  private static long version(HasMetadata object) {
    return Long.parseLong(object.getMetadata().getResourceVersion());
  }
}
