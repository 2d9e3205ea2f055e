package dev.toolrack.cli.kubectl;

import dev.toolrack.cli.WrongUse;
import dev.toolrack.crds.Api;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A cluster, and the namespace that is meant where none is named. What goes wrong with it is
 * explained by {@link ClusterTrouble} at the end of the command.
 */
public final class Cluster implements AutoCloseable {
  private final KubernetesClient client;
  private final String namespace;

  private Cluster(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /** What the options say; seconds. */
  record Choice(
      @Nullable Path kubeconfig,
      @Nullable String context,
      @Nullable String namespace,
      @Nullable String user,
      List<String> groups,
      int requestTimeout) {}

  static Cluster of(Choice choice) {
    Config config = config(choice);
    if (choice.context != null
        && (config.getCurrentContext() == null
            || !choice.context.equals(config.getCurrentContext().getName()))) {
      throw new WrongUse(
          "--context: the kubeconfig has no context of that name; kubectl config get-contexts lists them");
    }
    // The client's default when nothing says where the cluster is.
    if (config.getMasterUrl().startsWith(Config.DEFAULT_MASTER_URL)
        && config.getCurrentContext() == null
        && config.getAutoOAuthToken() == null) {
      throw new NoAnswer(
          "no cluster is configured; set KUBECONFIG, or name a file with --kubeconfig");
    }
    config.setRequestTimeout(choice.requestTimeout * 1000);
    config.setConnectionTimeout(choice.requestTimeout * 1000);
    // A person waits for it: two more tries, not the ten of an operator.
    config.setRequestRetryBackoffLimit(2);
    if (choice.user != null) {
      config.setImpersonateUsername(choice.user);
      config.setImpersonateGroups(choice.groups.toArray(String[]::new));
    }
    String namespace =
        choice.namespace != null
            ? choice.namespace
            : Objects.requireNonNullElse(config.getNamespace(), "default");
    return new Cluster(new KubernetesClientBuilder().withConfig(config).build(), namespace);
  }

  private static Config config(Choice choice) {
    try {
      return choice.kubeconfig == null
          ? Config.autoConfigure(choice.context)
          : Config.fromKubeconfig(choice.context, choice.kubeconfig.toFile());
    } catch (RuntimeException e) {
      throw new WrongUse(
          "the kubeconfig cannot be understood; kubectl config view shows what kubectl reads");
    }
  }

  /** The client, closed with this. */
  public KubernetesClient client() {
    return client;
  }

  /** The namespace that is meant where none is named. */
  public String namespace() {
    return namespace;
  }

  /** An object of the namespace that must be there. */
  public <T extends HasMetadata> T require(Class<T> type, String name) {
    return require(type, namespace, name);
  }

  /** An object that must be there. */
  public <T extends HasMetadata> T require(Class<T> type, String inNamespace, String name) {
    T found = client.resources(type).inNamespace(inNamespace).withName(name).get();
    if (found == null) {
      String plural = HasMetadata.getPlural(type);
      // Absent is also everything whose definition is not installed.
      if (HasMetadata.getGroup(type).equals(Api.GROUP)) {
        ClusterTrouble.requireInstalled(client, plural);
      }
      throw new NoAnswer(
          "%s %s/%s is not there; kubectl get %s -n %s lists those that are"
              .formatted(HasMetadata.getKind(type), inNamespace, name, plural, inNamespace));
    }
    return found;
  }

  @Override
  public void close() {
    client.close();
  }
}
