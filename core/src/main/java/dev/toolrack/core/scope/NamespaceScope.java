package dev.toolrack.core.scope;

import dev.toolrack.crds.Api;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a namespace's labels say (resolution.md, Scope).
 *
 * @param namespace its name
 * @param belonging what its agents may use
 * @param providing whom its connectors and integrations may reach
 */
public record NamespaceScope(String namespace, Belonging belonging, Providing providing) {

  private static final String PREFIX = Api.GROUP + "/";
  private static final Set<String> KNOWN =
      Set.of(Api.ORG_LABEL, Api.TEAM_LABEL, Api.PROJECT_LABEL, Api.PROVIDES_LABEL);

  /**
   * Reads the labels of a namespace.
   *
   * <p>Empty, unknown and malformed {@code toolrack.dev/*} labels and a broken chain make both
   * halves invalid. A {@code provides} that does not fit spoils only the providing half: it says
   * nothing about where the namespace's agents belong.
   */
  public static NamespaceScope of(String namespace, @Nullable Map<String, String> labels) {
    Map<String, String> own = ours(labels);
    String problem = problem(namespace, own);
    if (problem != null) {
      return new NamespaceScope(
          namespace, new Belonging.Invalid(problem), new Providing.Invalid(problem));
    }
    String org = own.get(Api.ORG_LABEL);
    ScopePath path =
        org == null
            ? null
            : new ScopePath(org, own.get(Api.TEAM_LABEL), own.get(Api.PROJECT_LABEL));
    Providing providing = providing(namespace, path, own.get(Api.PROVIDES_LABEL));
    return new NamespaceScope(namespace, belonging(path, providing), providing);
  }

  /**
   * Whether what this namespace holds may be used from the other one: "of the same namespace or of
   * one that provides for it".
   */
  public boolean providesFor(NamespaceScope other, CrossNamespace cross) {
    return namespace.equals(other.namespace)
        || (cross == CrossNamespace.ON && covers(providing, other.belonging));
  }

  /** The one key under which this namespace's integrations are filed; none when invalid. */
  public List<AudienceKey> audience(CrossNamespace cross) {
    if (providing instanceof Providing.Invalid) {
      return List.of();
    }
    if (cross == CrossNamespace.OFF) {
      return List.of(new AudienceKey.Namespace(namespace));
    }
    return switch (providing) {
      case Providing.Own() -> List.of(new AudienceKey.Namespace(namespace));
      case Providing.Cluster() -> List.of(new AudienceKey.Cluster());
      case Providing.For(ScopePath path) -> List.of(new AudienceKey.Path(path));
      case Providing.Invalid(String _) -> List.of();
    };
  }

  /** The keys under which whatever may reach agents of this namespace is filed, nearest first. */
  public List<AudienceKey> candidates(CrossNamespace cross) {
    AudienceKey own = new AudienceKey.Namespace(namespace);
    if (belonging instanceof Belonging.Invalid) {
      return List.of();
    }
    if (cross == CrossNamespace.OFF) {
      return List.of(own);
    }
    return switch (belonging) {
      case Belonging.Invalid(String _) -> List.of();
      case Belonging.Island() -> List.of(own);
      case Belonging.Root() -> List.of(own, new AudienceKey.Cluster());
      case Belonging.Placed(ScopePath path) ->
          Stream.of(
                  Stream.of(own),
                  path.prefixes().stream().<AudienceKey>map(AudienceKey.Path::new),
                  Stream.of(new AudienceKey.Cluster()))
              .<AudienceKey>flatMap(keys -> keys)
              .toList();
    };
  }

  /** Whether somewhere lies in what is provided; the own namespace of {@code Own} is no place. */
  public static boolean covers(Providing providing, Belonging belonging) {
    return switch (providing) {
      case Providing.Own() -> false;
      case Providing.Invalid(String _) -> false;
      case Providing.Cluster() ->
          belonging instanceof Belonging.Placed || belonging instanceof Belonging.Root;
      case Providing.For(ScopePath path) ->
          belonging instanceof Belonging.Placed(ScopePath place) && path.covers(place);
    };
  }

  /** Whether Kubernetes would take it as the value of a label; the empty value aside. */
  static boolean isLabelValue(String value) {
    if (value.isEmpty() || value.length() > 63) {
      return false;
    }
    return isAlphanumeric(value.charAt(0))
        && isAlphanumeric(value.charAt(value.length() - 1))
        && value.chars().allMatch(c -> isAlphanumeric(c) || c == '-' || c == '_' || c == '.');
  }

  private static boolean isAlphanumeric(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /** The labels that concern us, in one order so that messages do not flicker. */
  private static Map<String, String> ours(@Nullable Map<String, String> labels) {
    Map<String, String> own = new TreeMap<>();
    if (labels != null) {
      labels.forEach((key, value) -> {
        if (key.startsWith(PREFIX)) {
          own.put(key, value == null ? "" : value);
        }
      });
    }
    return own;
  }

  private static @Nullable String problem(String namespace, Map<String, String> own) {
    for (Map.Entry<String, String> label : own.entrySet()) {
      if (!KNOWN.contains(label.getKey())) {
        return "namespace %s: remove the unknown label %s".formatted(namespace, label.getKey());
      }
      if (!isLabelValue(label.getValue())) {
        return "namespace %s: label %s needs a value, or remove it"
            .formatted(namespace, label.getKey());
      }
    }
    if (own.containsKey(Api.PROJECT_LABEL) && !own.containsKey(Api.TEAM_LABEL)) {
      return chain(namespace, Api.PROJECT_LABEL, Api.TEAM_LABEL);
    }
    if (own.containsKey(Api.TEAM_LABEL) && !own.containsKey(Api.ORG_LABEL)) {
      return chain(namespace, Api.TEAM_LABEL, Api.ORG_LABEL);
    }
    return null;
  }

  private static String chain(String namespace, String has, String needs) {
    return "namespace %s: label %s needs label %s too".formatted(namespace, has, needs);
  }

  private static Belonging belonging(@Nullable ScopePath path, Providing providing) {
    if (path != null) {
      return new Belonging.Placed(path);
    }
    return providing instanceof Providing.Cluster ? new Belonging.Root() : new Belonging.Island();
  }

  private static Providing providing(
      String namespace, @Nullable ScopePath path, @Nullable String provides) {
    if (provides == null) {
      return new Providing.Own();
    }
    if (path != null && provides.equals(levelOf(path))) {
      return new Providing.For(path);
    }
    if (path == null && provides.equals("Cluster")) {
      return new Providing.Cluster();
    }
    return new Providing.Invalid(
        path == null
            ? "namespace %s: without label %s, label %s can only be Cluster"
                .formatted(namespace, Api.ORG_LABEL, Api.PROVIDES_LABEL)
            : "namespace %s belongs to %s: label %s can only be %s"
                .formatted(namespace, path, Api.PROVIDES_LABEL, levelOf(path)));
  }

  /** The value of {@code toolrack.dev/provides} for a place: its deepest label. */
  static String levelOf(ScopePath path) {
    return switch (path.depth()) {
      case 1 -> "Org";
      case 2 -> "Team";
      default -> "Project";
    };
  }
}
