package dev.toolrack.operator.shell.gather;

import dev.toolrack.mcp.egress.Cidr;
import dev.toolrack.mcp.egress.ExemptHosts;
import dev.toolrack.mcp.egress.Surroundings;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.ServiceCIDR;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches what the guard has to know of the cluster: where Services have their addresses, and where
 * the API server is.
 */
public final class ClusterWatch implements Supplier<Surroundings>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterWatch.class);
  private static final String API_SERVICE = "kubernetes";

  private final Set<InetAddress> own;
  private final String apiHost;
  private final Map<String, List<Cidr>> services = new ConcurrentHashMap<>();
  private final Map<String, Set<InetAddress>> apiServer = new ConcurrentHashMap<>();
  private final List<SharedIndexInformer<?>> informers = new ArrayList<>();
  private volatile Surroundings now;

  /**
   * @param apiHost name or address under which this process reaches the API server
   * @param own addresses that are known from the start: this machine's
   */
  public ClusterWatch(String apiHost, Set<InetAddress> own) {
    this.own = own;
    this.apiHost = apiHost;
    ExemptHosts.add(apiHost);
    this.now = new Surroundings(List.of(), own, Set.of(apiHost));
  }

  @Override
  public Surroundings get() {
    return now;
  }

  /** Reads everything once and watches it from then on. */
  public void start(KubernetesClient client) {
    apiServer.put("", OwnAddresses.of(apiHost));
    watch(
        "ServiceCIDRs (networking.k8s.io/v1)",
        client.resources(ServiceCIDR.class),
        services,
        ClusterWatch::ranges);
    watch(
        "the Service default/kubernetes",
        client.services().inNamespace("default").withName(API_SERVICE),
        apiServer,
        ClusterWatch::addresses);
    watch(
        "the EndpointSlice default/kubernetes",
        client.discovery().v1().endpointSlices().inNamespace("default").withName(API_SERVICE),
        apiServer,
        ClusterWatch::addresses);
    look();
  }

  @Override
  public void close() {
    informers.forEach(SharedIndexInformer::close);
  }

  private <T extends HasMetadata, V> void watch(
      String what, Informable<T> objects, Map<String, V> into, Function<T, V> read) {
    try {
      informers.add(objects.inform(handler(into, read)));
    } catch (KubernetesClientException e) {
      // Old clusters have no ServiceCIDR. What is private stays refused without it.
      LOG.warn(
          "cannot watch {} (status {}): name your cluster's networks in egress.clusterNetworks and"
              + " egress.deny",
          what,
          e.getCode());
    }
  }

  private <T extends HasMetadata, V> ResourceEventHandler<T> handler(
      Map<String, V> into, Function<T, V> read) {
    return new ResourceEventHandler<>() {
      @Override
      public void onAdd(T object) {
        into.put(key(object), read.apply(object));
        look();
      }

      @Override
      public void onUpdate(T before, T object) {
        onAdd(object);
      }

      @Override
      public void onDelete(T object, boolean unknown) {
        into.remove(key(object));
        look();
      }
    };
  }

  private static String key(HasMetadata object) {
    return object.getKind() + "/" + object.getMetadata().getName();
  }

  private synchronized void look() {
    var untouchable = new HashSet<>(own);
    apiServer.values().forEach(untouchable::addAll);
    now =
        new Surroundings(
            services.values().stream().flatMap(List::stream).toList(),
            untouchable,
            Set.of(apiHost));
  }

  private static List<Cidr> ranges(ServiceCIDR object) {
    return object.getSpec() == null
        ? List.of()
        : object.getSpec().getCidrs().stream().map(Cidr::parse).toList();
  }

  private static Set<InetAddress> addresses(Service service) {
    return service.getSpec().getClusterIPs().stream()
        .flatMap(ClusterWatch::literal)
        .collect(Collectors.toSet());
  }

  private static Set<InetAddress> addresses(EndpointSlice slice) {
    return slice.getEndpoints().stream()
        .flatMap(endpoint -> endpoint.getAddresses().stream())
        .flatMap(ClusterWatch::literal)
        .collect(Collectors.toSet());
  }

  /** Nothing where there is no address: a headless Service, an endpoint by name. */
  private static Stream<InetAddress> literal(String text) {
    try {
      return Stream.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Stream.of();
    }
  }
}
