package dev.toolrack.cli.kubectl;

import dev.toolrack.cli.WrongUse;
import dev.toolrack.crds.AgentToolBinding;
import dev.toolrack.crds.McpIntegration;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** Names of objects in the cluster that a command line means; none if it does not answer soon. */
final class ClusterNames {
  private ClusterNames() {}

  /** The cluster's options out of any command line. */
  @CommandLine.Command(name = "options")
  private static final class Options {
    @Mixin private ClusterOptions cluster = new ClusterOptions();
  }

  /**
   * The names of what a label stands for.
   *
   * @param label of an argument: INTEGRATION, AGENT, NAMESPACE, or several of them
   * @param words the command line so far
   */
  static List<String> of(String label, List<String> words) {
    List<Class<? extends HasMetadata>> types = new ArrayList<>();
    if (label.contains("INTEGRATION")) {
      types.add(McpIntegration.class);
    }
    if (label.contains("AGENT")) {
      types.add(AgentToolBinding.class);
    }
    if (label.equals("NAMESPACE")) {
      types.add(Namespace.class);
    }
    if (types.isEmpty()) {
      return List.of();
    }
    Options options = new Options();
    try {
      List<String> all = new ArrayList<>(words);
      // An option whose value is just being written.
      if (!all.isEmpty() && all.getLast().startsWith("-")) {
        all.removeLast();
      }
      all.addAll(List.of("--request-timeout", "2"));
      new CommandLine(options)
          .setUnmatchedArgumentsAllowed(true)
          .parseArgs(all.toArray(String[]::new));
      try (Cluster cluster = options.cluster.connect()) {
        Collection<String> names = new TreeSet<>();
        types.forEach(type -> names.addAll(names(cluster, type)));
        return List.copyOf(names);
      }
    } catch (KubernetesClientException | CommandLine.ParameterException | NoAnswer | WrongUse e) {
      return List.of();
    }
  }

  private static <T extends HasMetadata> List<String> names(Cluster cluster, Class<T> type) {
    var resources = cluster.client().resources(type);
    var list =
        type.equals(Namespace.class)
            ? resources.list()
            : resources.inNamespace(cluster.namespace()).list();
    return list.getItems().stream().map(object -> object.getMetadata().getName()).toList();
  }
}
