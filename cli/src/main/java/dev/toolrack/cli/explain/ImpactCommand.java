package dev.toolrack.cli.explain;

import dev.toolrack.cli.kubectl.Cluster;
import dev.toolrack.cli.kubectl.ClusterCommand;
import dev.toolrack.cli.kubectl.ExitCode;
import dev.toolrack.cli.kubectl.Toolrack;
import dev.toolrack.cli.lint.Declarations;
import dev.toolrack.core.cluster.ObjectName;
import dev.toolrack.core.impact.Change;
import dev.toolrack.core.impact.Impact;
import dev.toolrack.core.impact.Prediction;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kubectl toolrack impact -f FILE}. */
@Command(
    name = "impact",
    description = {
      "Which agents would gain or lose which tools if files were applied.",
      "Nothing is changed: the operator's own rules decide about the cluster's objects as they"
          + " would be then."
    })
public final class ImpactCommand extends ClusterCommand {
  @Option(
      names = {"-f", "--filename"},
      paramLabel = "FILE",
      required = true,
      arity = "1..*",
      description =
          "YAML or JSON files, directories with such files, or - for the standard input. May be"
              + " repeated.")
  private List<String> files = List.of();

  @Option(
      names = "--delete",
      description = "What if the objects of the files were deleted, not applied.")
  private boolean delete;

  @Option(
      names = "--exit-code",
      description = "Exit with 1 if anything would change, as git diff does.")
  private boolean exitCode;

  @Spec private @Nullable CommandSpec spec;

  @Override
  protected int run(Cluster cluster) throws InterruptedException {
    var in = Toolrack.of(Objects.requireNonNull(spec).commandLine()).surroundings().in();
    List<HasMetadata> declared = Declarations.read(files, in, cluster.namespace(), delete);
    var own = new HashSet<String>();
    own.add(cluster.namespace());
    declared.forEach(object -> own.add(namespaceOf(object)));
    var reader = new ClusterReader(cluster.client(), own);
    var world = reader.delivering(reader.read());
    Impact impact = Prediction.of(world, change(declared, reader)).impact();
    output().print(new ImpactReport(impact));
    return exitCode && !impact.isNothing() ? ExitCode.BAD_NEWS : ExitCode.DONE;
  }

  private static String namespaceOf(HasMetadata object) {
    return object instanceof Namespace
        ? object.getMetadata().getName()
        : ObjectName.of(object).namespace();
  }

  private Change change(List<HasMetadata> declared, ClusterReader reader) {
    if (delete) {
      return new Change(
          List.of(),
          declared.stream()
              .map(object -> new Change.Removed(object.getKind(), ObjectName.of(object)))
              .toList());
    }
    List<HasMetadata> applied =
        declared.stream()
            .map(object ->
                object instanceof Namespace namespace
                    ? Labels.applied(namespace, reader.namespace(namespace.getMetadata().getName()))
                    : object)
            .toList();
    return new Change(applied, List.of());
  }
}
