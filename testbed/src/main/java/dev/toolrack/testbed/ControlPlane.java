package dev.toolrack.testbed;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A real Kubernetes API for tests: etcd, kube-apiserver and kube-controller-manager with garbage
 * collection and namespace deletion. There is no node and no scheduler: pods stay pending.
 *
 * <p>Everything listens on the loopback interface or on a Unix socket, and is gone after {@link
 * #close()} or when the JVM ends in any way.
 */
public final class ControlPlane implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final int ATTEMPTS = 3;

  private final Workspace workspace;
  private final String kubeconfig;
  private final Path kubeconfigFile;
  private final Path auditLog;

  private ControlPlane(Workspace workspace, Provisioned provisioned, boolean audited) {
    var components = new Components(provisioned, workspace, FreePort.next());
    this.workspace = workspace;
    var etcd = components.etcd();
    etcd.await(START_LIMIT, () -> Files.exists(components.etcdSocket()));
    var apiServer = audited ? components.auditedApiServer() : components.apiServer();
    auditLog = components.auditLog();
    apiServer.await(START_LIMIT, () -> Files.exists(components.servingCertificate()));
    kubeconfig = components.kubeconfig();
    kubeconfigFile = workspace.write("kubeconfig", kubeconfig);
    try (var client = impatientClient()) {
      apiServer.await(START_LIMIT, () -> isReady(client));
      awaitGarbageCollection(components.controllers(kubeconfigFile), client);
    }
  }

  /** Starts a control plane and waits until it serves requests and collects garbage. */
  public static ControlPlane start() {
    return start(false);
  }

  /** The same with an API server that notes every request in {@link #auditLog}. */
  public static ControlPlane startAudited() {
    return start(true);
  }

  private static ControlPlane start(boolean audited) {
    var provisioned = Provisioned.locate();
    for (var attempt = 1; ; attempt++) {
      var workspace = Workspace.create();
      try {
        return new ControlPlane(workspace, provisioned, audited);
      } catch (RuntimeException e) {
        workspace.close();
        // Another process may have taken the port between its choice and its use.
        var portTaken = String.valueOf(e.getMessage()).contains("address already in use");
        if (!portTaken || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** A kubeconfig of a member of {@code system:masters}, complete in itself. */
  public String kubeconfig() {
    return kubeconfig;
  }

  /** The same as a file; it goes away with the control plane. */
  public Path kubeconfigFile() {
    return kubeconfigFile;
  }

  /**
   * Who asked for what, one audit event of JSON in each line; written before the answer. There is
   * none unless the control plane was started for it.
   */
  public Path auditLog() {
    return auditLog;
  }

  /** A fresh client configuration, not shared with anybody. */
  public Config config() {
    return Config.fromKubeconfig(kubeconfig);
  }

  /** A new client that the caller closes. */
  public KubernetesClient newClient() {
    return new KubernetesClientBuilder().withConfig(config()).build();
  }

  @Override
  public void close() {
    workspace.close();
  }

  /** A client that fails at once instead of retrying: this class does the waiting. */
  private KubernetesClient impatientClient() {
    var config = config();
    config.setRequestRetryBackoffLimit(0);
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  private static boolean isReady(KubernetesClient client) {
    try {
      return "ok".equals(client.raw("/readyz"));
    } catch (KubernetesClientException e) {
      return false;
    }
  }

  /**
   * The controller manager's health endpoint answers long before its caches are filled, so ask for
   * the effect: an object whose owner never existed must go away.
   */
  private static void awaitGarbageCollection(GuardedProcess controllers, KubernetesClient client) {
    var orphan =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName("testbed-orphan")
            .withNamespace("default")
            .addNewOwnerReference()
            .withApiVersion("v1")
            .withKind("ConfigMap")
            .withName("never-existed")
            .withUid("00000000-0000-0000-0000-000000000000")
            .endOwnerReference()
            .endMetadata()
            .build();
    client.resource(orphan).create();
    controllers.await(START_LIMIT, () -> client.resource(orphan).get() == null);
  }
}
