package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.crds.AgentToolBinding;
import dev.toolrack.crds.McpConnector;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.operator.shell.apply.MetadataWatches;
import dev.toolrack.testbed.junit.KubernetesApi;
import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.FakeMcpServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * People and pipelines write objects while their status is being written. That is no fault of the
 * operator: it is not counted as one, for which an alert would wake somebody, and costs nothing but
 * another try, or none where the object is gone.
 */
@KubernetesApi(crds = "crds/yaml")
class StatusConflictIT {

  @Test
  void whoeverIsQuickerThanAStatusIsNoFailure(
      KubernetesClient client, Config config, TestNamespace namespace) {
    var cluster = new Cluster(client);
    String ns = namespace.name();
    var meddler =
        new Meddler(
            ns,
            plural -> {
              switch (plural) {
                case "mcpconnectors" -> label(client, McpConnector.class, ns, "notes");
                case "mcpintegrations" -> label(client, McpIntegration.class, ns, "notes");
                default -> label(client, AgentToolBinding.class, ns, "bot");
              }
            });
    Config shipped = ShippedRole.impersonate(client, config);
    try (var servers = FakeMcpServer.start();
        var operator = RunningOperator.start(meddler.client(shipped))) {
      cluster.connector(
          ns, "notes", "server: {url: \"%s\"}".formatted(servers.endpoint("a").url()));
      cluster.integration(ns, "notes", "connectorRef: {name: notes}");
      cluster.binding(ns, "bot", "");
      cluster.eventuallyState(ns, "notes", "Connected/Ready");
      cluster.eventuallyReachable(ns, "notes", "True/Reachable");
      eventually(() -> assertThat(cluster.bindingReady(ns, "bot")).isEqualTo("Ready"));
      assertThat(meddler.met)
          .containsExactlyInAnyOrder("mcpconnectors", "mcpintegrations", "agenttoolbindings");
      assertThat(failures(operator)).isEmpty();
    }
  }

  @Test
  void whatIsDeletedBeforeItsStatusIsNoFailure(
      KubernetesClient client, Config config, TestNamespace namespace) {
    var cluster = new Cluster(client);
    String ns = namespace.name();
    var meddler =
        new Meddler(
            ns,
            plural -> {
              switch (plural) {
                case "mcpconnectors" -> delete(client, McpConnector.class, ns, "notes");
                case "mcpintegrations" -> delete(client, McpIntegration.class, ns, "notes");
                default -> delete(client, AgentToolBinding.class, ns, "bot");
              }
            });
    Config shipped = ShippedRole.impersonate(client, config);
    try (var servers = FakeMcpServer.start();
        var operator = RunningOperator.start(meddler.client(shipped))) {
      cluster.binding(ns, "bot", "");
      eventually(() -> assertThat(meddler.met).contains("agenttoolbindings"));
      cluster.connector(
          ns, "notes", "server: {url: \"%s\"}".formatted(servers.endpoint("a").url()));
      eventually(() -> assertThat(meddler.met).contains("mcpconnectors"));
      cluster.integration(ns, "notes", "connectorRef: {name: notes}");
      eventually(() -> assertThat(meddler.met).contains("mcpintegrations"));
      // What comes after them is decided about as ever, and they were no failures.
      cluster.connector(
          ns, "files", "server: {url: \"%s\"}".formatted(servers.endpoint("b").url()));
      cluster.integration(ns, "files", "connectorRef: {name: files}");
      cluster.binding(ns, "helper", "");
      cluster.eventuallyState(ns, "files", "Connected/Ready");
      eventually(() -> assertThat(cluster.bindingReady(ns, "helper")).isEqualTo("Ready"));
      assertThat(failures(operator)).isEmpty();
    }
  }

  private static List<String> failures(RunningOperator operator) {
    return operator
        .operator()
        .metrics()
        .scrape()
        .lines()
        .filter(line -> line.startsWith("operator_sdk_reconciliations_failed_total"))
        .toList();
  }

  private static <T extends HasMetadata> void delete(
      KubernetesClient client, Class<T> kind, String namespace, String name) {
    client
        .resources(kind)
        .inNamespace(namespace)
        .withName(name)
        .withTimeout(30, TimeUnit.SECONDS)
        .delete();
  }

  private static <T extends HasMetadata> void label(
      KubernetesClient client, Class<T> kind, String namespace, String name) {
    client
        .resources(kind)
        .inNamespace(namespace)
        .withName(name)
        .edit(object -> {
          object.getMetadata().setLabels(Map.of("touched", "yes"));
          return object;
        });
  }

  /** Does something right before the first status of each kind is written in a namespace. */
  private static final class Meddler implements Interceptor {
    final Set<String> met = ConcurrentHashMap.newKeySet();
    private final String namespace;
    private final Consumer<String> deed;

    Meddler(String namespace, Consumer<String> deed) {
      this.namespace = namespace;
      this.deed = deed;
    }

    KubernetesClient client(Config config) {
      return new KubernetesClientBuilder()
          .withConfig(config)
          .withHttpClientBuilderConsumer(http -> {
            http.addOrReplaceInterceptor("metadata", new MetadataWatches());
            http.addOrReplaceInterceptor("meddler", this);
          })
          .build();
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
      String[] path = request.uri().getPath().split("/", -1);
      // .../namespaces/NAMESPACE/PLURAL/NAME/status; what other tests left behind is not meant.
      if (path[path.length - 1].equals("status")
          && path[path.length - 4].equals(namespace)
          && "PATCH".equals(request.method())) {
        String plural = path[path.length - 3];
        if (met.add(plural)) {
          deed.accept(plural);
        }
      }
    }
  }
}
