package dev.toolrack.core.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.toolrack.core.scope.Belonging;
import dev.toolrack.core.scope.NamespaceScope;
import dev.toolrack.core.scope.Providing;
import dev.toolrack.core.scope.ScopePath;
import org.jspecify.annotations.Nullable;

/**
 * What the labels of a namespace say.
 *
 * @param namespace its name
 * @param belongs its path; {@code island}, {@code cluster} or {@code invalid} where it has none
 * @param provides whom its integrations may reach
 * @param problem what is wrong with its labels
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Place(String namespace, String belongs, String provides, @Nullable String problem) {

  /** Of a namespace. */
  static Place of(NamespaceScope scope) {
    String belongs =
        switch (scope.belonging()) {
          case Belonging.Placed(ScopePath path) -> path.toString();
          case Belonging.Island() -> "island";
          case Belonging.Root() -> "cluster";
          case Belonging.Invalid(String _) -> "invalid";
        };
    return switch (scope.providing()) {
      case Providing.For(ScopePath path) -> new Place(scope.namespace(), belongs, "" + path, null);
      case Providing.Cluster() -> new Place(scope.namespace(), belongs, "cluster", null);
      case Providing.Own() -> new Place(scope.namespace(), belongs, "itself only", null);
      case Providing.Invalid(String problem) ->
          new Place(scope.namespace(), belongs, "nobody", problem);
    };
  }
}
