package dev.toolrack.cli.lint;

import dev.toolrack.core.scope.Belonging;
import dev.toolrack.core.scope.NamespaceScope;
import dev.toolrack.core.scope.Providing;
import dev.toolrack.core.status.Reason;
import java.util.List;

/** The labels of a Namespace that say where it belongs and whom it provides for. */
final class NamespaceCheck {
  private NamespaceCheck() {}

  static List<Problem> of(Manifest manifest) {
    var labels = Typed.namespace(manifest).getMetadata().getLabels();
    String message = message(NamespaceScope.of(manifest.name(), labels));
    return message.isEmpty()
        ? List.of()
        : List.of(
            manifest.problem(
                "/metadata/labels", Severity.ERROR, Reason.SCOPE_INVALID.wire(), message));
  }

  private static String message(NamespaceScope scope) {
    if (scope.belonging() instanceof Belonging.Invalid(String message)) {
      return message;
    }
    return scope.providing() instanceof Providing.Invalid(String message) ? message : "";
  }
}
