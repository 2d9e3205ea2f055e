package dev.toolrack.bench.bed;

import dev.toolrack.testbed.ApiRequests;
import dev.toolrack.testbed.ControlPlane;
import dev.toolrack.testbed.mcp.FakeMcpServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * An empty control plane with the three kinds, MCP servers, a client and its watches. Everybody who
 * is measured on it shares them.
 */
public final class Bed implements AutoCloseable {
  private static final Set<String> SERVERS = Set.of("etcd", "kube-apiserver");

  private final ControlPlane controlPlane;
  private final KubernetesClient client;
  private final FakeMcpServer servers = FakeMcpServer.start();
  private final ParallelClient parallel = new ParallelClient();
  private final ApiRequests requests;
  private final Sightings configMaps;
  private final Sightings bindings;
  private final Calm calm;
  private final List<RunningProcess> control;

  /**
   * Starts everything.
   *
   * @param root of the source tree
   */
  public Bed(Path root) {
    Set<Long> before = children();
    controlPlane = ControlPlane.start();
    control =
        ProcessHandle.current()
            .descendants()
            .filter(handle -> !before.contains(handle.pid()) && isServer(handle))
            .map(handle -> new RunningProcess(handle.pid()))
            .toList();
    client = controlPlane.newClient();
    requests = new ApiRequests(client);
    Definitions.install(client, root.resolve("crds/yaml"));
    configMaps = new Sightings(client, "/api/v1/configmaps");
    bindings = new Sightings(client, "/apis/toolrack.dev/v1alpha1/agenttoolbindings");
    calm = new Calm(requests, List.of(configMaps, bindings));
  }

  /** With an administrator's rights. */
  public KubernetesClient client() {
    return client;
  }

  /** Sends many requests at once. */
  public ParallelClient parallel() {
    return parallel;
  }

  /** The API server's own counts. */
  public ApiRequests requests() {
    return requests;
  }

  /** Watched from the beginning to the end. */
  public Sightings configMaps() {
    return configMaps;
  }

  /** Watched from the beginning to the end. */
  public Sightings bindings() {
    return bindings;
  }

  /** For another process. */
  public Path kubeconfig() {
    return controlPlane.kubeconfigFile();
  }

  /** An organisation that is to live here. */
  public Fleet fleet(Shape shape) {
    return new Fleet(client, servers, shape);
  }

  /** Waits until nobody writes any more. */
  public void calm() {
    calm.await();
  }

  /** The processor time of etcd and the API server so far, in milliseconds. */
  public double controlPlaneCpuMillis() {
    return control.stream().mapToDouble(RunningProcess::cpuMillis).sum();
  }

  @Override
  public void close() {
    configMaps.close();
    bindings.close();
    parallel.close();
    client.close();
    servers.close();
    controlPlane.close();
  }

  private static Set<Long> children() {
    return Set.copyOf(ProcessHandle.current().descendants().map(ProcessHandle::pid).toList());
  }

  private static boolean isServer(ProcessHandle handle) {
    return handle
        .info()
        .command()
        .map(command -> SERVERS.contains(String.valueOf(Path.of(command).getFileName())))
        .orElse(false);
  }
}
