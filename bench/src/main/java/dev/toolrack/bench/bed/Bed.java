package dev.toolrack.bench.bed;

import dev.toolrack.testbed.ApiRequests;
import dev.toolrack.testbed.ControlPlane;
import dev.toolrack.testbed.mcp.FakeMcpServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An empty control plane with the three kinds, MCP servers, a client and its watches. Everybody who
 * is measured on it shares them.
 */
public final class Bed implements AutoCloseable {
  /** The kind that most lanes write. */
  public static final String CONFIG_MAPS = "/api/v1/configmaps";

  private static final String BINDINGS = "/apis/toolrack.dev/v1alpha1/agenttoolbindings";
  private static final Set<String> SERVERS = Set.of("etcd", "kube-apiserver");

  private final ControlPlane controlPlane;
  private final KubernetesClient client;
  private final FakeMcpServer servers = FakeMcpServer.start();
  private final ParallelClient parallel = new ParallelClient();
  private final ApiRequests requests;
  private final Map<String, Sightings> watches = new ConcurrentHashMap<>();
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
    calm = new Calm(requests, watches.values());
    watch(CONFIG_MAPS);
    watch(BINDINGS);
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

  /** ConfigMaps of all namespaces, watched from the beginning to the end. */
  public Sightings configMaps() {
    return watch(CONFIG_MAPS);
  }

  /** Bindings of all namespaces, watched from the beginning to the end. */
  public Sightings bindings() {
    return watch(BINDINGS);
  }

  /**
   * Objects of any kind, watched from now on to the end.
   *
   * @param path of the kind in the API, for example {@code /apis/apps/v1/deployments}
   */
  public Sightings watch(String path) {
    return watches.computeIfAbsent(path, kind -> new Sightings(client, kind));
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
    watches.values().forEach(Sightings::close);
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
