package dev.toolrack.operator.shell.apply;

import dev.toolrack.crds.Api;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose an object is. The controller reference says so; where somebody took it away, the annotation
 * with the owner's UID does, which nothing but the operator writes. An object with another
 * controller is somebody else's, whatever its annotations say.
 */
enum Ownership {
  /** Our controller reference is on it. */
  OURS,
  /** It was made for this owner, and the reference is gone: Kubernetes would keep it for ever. */
  STRIPPED,
  /** Not ours. */
  FOREIGN;

  /** What an object is to the owner with this UID. */
  static Ownership of(HasMetadata object, String uid) {
    Optional<OwnerReference> controller = controller(object);
    if (controller.isPresent()) {
      return uid.equals(controller.get().getUid()) ? OURS : FOREIGN;
    }
    return uid.equals(mark(object)) ? STRIPPED : FOREIGN;
  }

  /** The UID of the owner that an object was made for, if it refers to no controller any more. */
  static Optional<String> abandonedBy(HasMetadata object) {
    return controller(object).isPresent() ? Optional.empty() : Optional.ofNullable(mark(object));
  }

  /** The UID of the owner that an object was made for. */
  static @Nullable String mark(HasMetadata object) {
    Map<String, String> annotations = object.getMetadata().getAnnotations();
    return annotations == null ? null : annotations.get(Api.OWNER_ANNOTATION);
  }

  private static Optional<OwnerReference> controller(HasMetadata object) {
    return Objects.requireNonNullElse(
            object.getMetadata().getOwnerReferences(), List.<OwnerReference>of())
        .stream()
        .filter(reference -> Boolean.TRUE.equals(reference.getController()))
        .findFirst();
  }
}
