package dev.toolrack.cli.lint;

import dev.toolrack.cli.WrongUse;
import dev.toolrack.crds.AgentToolBinding;
import dev.toolrack.crds.McpConnector;
import dev.toolrack.crds.McpIntegration;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The objects of files that somebody is about to apply or delete. */
public final class Declarations {
  private Declarations() {}

  /**
   * Reads them; what an API server would refuse is refused.
   *
   * @param files names, directories, or {@code -}
   * @param namespace of objects that name none
   * @param namesOnly whether nothing but kinds and names counts
   */
  public static List<HasMetadata> read(
      List<String> files, InputStream in, String namespace, boolean namesOnly) {
    var manifests = new Manifests(namespace);
    new Inputs().read(files, in).forEach(manifests::add);
    refuse(manifests, namesOnly);
    var objects = new ArrayList<HasMetadata>();
    manifests.others().forEach(manifest -> objects.add(typed(manifest)));
    manifests.ours().forEach(manifest -> objects.add(typed(manifest)));
    if (objects.isEmpty()) {
      throw new WrongUse(
          "-f: no object of Toolrack is in there, and no Namespace, Secret or ConfigMap");
    }
    return objects;
  }

  private static void refuse(Manifests manifests, boolean namesOnly) {
    List<Problem> problems = namesOnly ? manifests.problems() : new Linter().refusals(manifests);
    problems.stream()
        .filter(problem -> problem.severity() == Severity.ERROR)
        .findFirst()
        .ifPresent(problem -> {
          throw new WrongUse(
              "%s:%d: %s; kubectl toolrack lint shows all of it"
                  .formatted(problem.place().file(), problem.place().line(), problem.message()));
        });
  }

  private static HasMetadata typed(Manifest manifest) {
    Optional<? extends HasMetadata> object =
        switch (manifest.kind()) {
          case "Namespace" -> Typed.whole(manifest, Namespace.class);
          case "Secret" -> Typed.whole(manifest, Secret.class);
          case "ConfigMap" -> Typed.whole(manifest, ConfigMap.class);
          case "McpConnector" -> Typed.whole(manifest, McpConnector.class);
          case "McpIntegration" -> Typed.whole(manifest, McpIntegration.class);
          default -> Typed.whole(manifest, AgentToolBinding.class);
        };
    return object.orElseThrow(() ->
        new WrongUse(
            "%s:%d: %s cannot be understood"
                .formatted(
                    manifest.document().file(), manifest.place("").line(), manifest.describe())));
  }
}
