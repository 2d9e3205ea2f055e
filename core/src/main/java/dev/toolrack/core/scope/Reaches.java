package dev.toolrack.core.scope;

import dev.toolrack.crds.Api;
import dev.toolrack.crds.McpIntegrationSpec;
import dev.toolrack.crds.McpIntegrationSpec.Access;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How {@link Reach} is decided and described. */
final class Reaches {

  private static final List<String> FIELDS =
      List.of("access.scope.org", "access.scope.team", "access.scope.project");

  private Reaches() {}

  static Reach of(NamespaceScope home, Access access) {
    if (home.providing() instanceof Providing.Invalid(String message)) {
      return new Reach.ScopeInvalid(home, message);
    }
    if (!access.unknown().isEmpty()) {
      return notUnderstood(home);
    }
    return switch (access.from()) {
      case NAMESPACE -> new Reach.OwnNamespace(home);
      case SCOPE -> scoped(home, access.scope());
      case SELECTED -> selected(home, access.selected());
      case UNRECOGNISED -> notUnderstood(home);
    };
  }

  static String describe(NamespaceScope home, Providing audience) {
    return switch (audience) {
      case Providing.Cluster() -> "cluster";
      case Providing.For(ScopePath path) -> path.toString();
      case Providing.Own(), Providing.Invalid(String _) -> "namespace " + home.namespace();
    };
  }

  private static Reach notUnderstood(NamespaceScope home) {
    return new Reach.NotUnderstood(
        home, "spec.access says something that this version does not know: nobody is reached");
  }

  private static Reach scoped(NamespaceScope home, McpIntegrationSpec.@Nullable Scope scope) {
    List<String> provided;
    switch (home.providing()) {
      case Providing.Cluster() -> provided = List.of();
      case Providing.For(ScopePath path) -> provided = segments(path);
      default -> {
        return forbidden(home, "access.from: Scope");
      }
    }
    if (scope == null) {
      return new Reach.Scoped(home, home.providing());
    }
    // A level that this version does not know would narrow further.
    if (!scope.unknown().isEmpty()) {
      return notUnderstood(home);
    }
    return narrow(home, provided, scope);
  }

  /**
   * Narrows what the namespace provides. Levels above it may be repeated but not changed; levels
   * below it must follow without a gap.
   */
  private static Reach narrow(
      NamespaceScope home, List<String> provided, McpIntegrationSpec.Scope scope) {
    @Nullable String[] given = {scope.org(), scope.team(), scope.project()};
    List<String> path = new ArrayList<>(provided);
    for (int level = 0; level < given.length; level++) {
      String value = given[level];
      if (value == null) {
        continue;
      }
      String fault = fault(home, provided, path.size(), level, value);
      if (fault != null) {
        return new Reach.ScopeForbidden(home, fault);
      }
      if (level == path.size()) {
        path.add(value);
      }
    }
    return new Reach.Scoped(
        home,
        path.isEmpty()
            ? new Providing.Cluster()
            : new Providing.For(
                new ScopePath(
                    path.get(0),
                    path.size() > 1 ? path.get(1) : null,
                    path.size() > 2 ? path.get(2) : null)));
  }

  private static @Nullable String fault(
      NamespaceScope home, List<String> provided, int reached, int level, String value) {
    String field = FIELDS.get(level);
    if (!NamespaceScope.isLabelValue(value)) {
      return field + " must be the value of a label";
    }
    if (level < provided.size() && !value.equals(provided.get(level))) {
      return "%s: namespace %s provides for %s only; leave it out or make it %s"
          .formatted(field, home.namespace(), String.join("/", provided), provided.get(level));
    }
    return level > reached ? field + " needs " + FIELDS.get(reached) : null;
  }

  private static Reach selected(NamespaceScope home, List<McpIntegrationSpec.Selected> entries) {
    List<Selection> selections = entries.stream().map(Selection::of).toList();
    boolean elsewhere = selections.stream().anyMatch(s -> !s.isOnly(home.namespace()));
    if (elsewhere && home.providing() instanceof Providing.Own) {
      return forbidden(home, "access.selected with other namespaces");
    }
    return new Reach.Selected(home, selections);
  }

  /** Names the label that would allow it: whoever reads this may not be who may label. */
  private static Reach forbidden(NamespaceScope home, String what) {
    String level =
        home.belonging() instanceof Belonging.Placed(ScopePath path)
            ? Api.PROVIDES_LABEL + ": " + NamespaceScope.levelOf(path)
            : "%s and %s: Org".formatted(Api.ORG_LABEL, Api.PROVIDES_LABEL);
    return new Reach.ScopeForbidden(
        home,
        "%s: label namespace %s with %s, or use access.from: Namespace"
            .formatted(what, home.namespace(), level));
  }

  private static List<String> segments(ScopePath path) {
    List<String> segments = new ArrayList<>(3);
    segments.add(path.org());
    if (path.team() != null) {
      segments.add(path.team());
    }
    if (path.project() != null) {
      segments.add(path.project());
    }
    return segments;
  }
}
