package dev.toolrack.cli.kubectl;

import dev.toolrack.cli.WrongUse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which cluster and namespace, in kubectl's words. No class of the client is loaded by it. */
public final class ClusterOptions {
  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "The kubeconfig. Default: as kubectl finds it (KUBECONFIG, ~/.kube/config).")
  private @Nullable Path kubeconfig;

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "The context of the kubeconfig. Default: its current one.")
  private @Nullable String context;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      description = "The namespace. Default: that of the context, else default.")
  private @Nullable String namespace;

  @Option(
      names = "--as",
      paramLabel = "USER",
      description = "The user to impersonate; you need the right to.")
  private @Nullable String user;

  @Option(
      names = "--as-group",
      paramLabel = "GROUP",
      description = "A group to impersonate; may be repeated, needs --as.")
  private List<String> groups = List.of();

  @Option(
      names = "--request-timeout",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "How long one request may take. Default: 10.")
  private int requestTimeout = 10;

  /** Prepares the client; nothing is sent yet. */
  public Cluster connect() {
    if (kubeconfig != null && !Files.isReadable(kubeconfig)) {
      throw new WrongUse("--kubeconfig: " + kubeconfig + " cannot be read; name an existing file");
    }
    if (requestTimeout < 1) {
      throw new WrongUse("--request-timeout: at least 1 second");
    }
    if (!groups.isEmpty() && user == null) {
      throw new WrongUse("--as-group: needs --as, which says who is to be in the group");
    }
    return Cluster.of(
        new Cluster.Choice(kubeconfig, context, namespace, user, groups, requestTimeout));
  }
}
