package dev.toolrack.cli.lint;

import dev.toolrack.core.scope.Belonging;
import dev.toolrack.core.scope.NamespaceScope;
import dev.toolrack.core.scope.Providing;
import dev.toolrack.core.status.Reason;
import io.fabric8.kubernetes.api.model.Namespace;
import java.util.List;

/** The labels of a Namespace that say where it belongs and whom it provides for. */
final class NamespaceCheck {
  private NamespaceCheck() {}

  static List<Problem> of(Manifest manifest) {
    return Typed.read(manifest, Namespace.class)
        .map(namespace -> NamespaceScope.of(manifest.name(), namespace.getMetadata().getLabels()))
        .map(NamespaceCheck::message)
        .filter(message -> !message.isEmpty())
        .map(message ->
            List.of(
                manifest.problem(
                    "/metadata/labels", Severity.ERROR, Reason.SCOPE_INVALID.wire(), message)))
        .orElse(List.of());
  }

  private static String message(NamespaceScope scope) {
    if (scope.belonging() instanceof Belonging.Invalid(String message)) {
      return message;
    }
    return scope.providing() instanceof Providing.Invalid(String message) ? message : "";
  }
}
