package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.testbed.junit.KubernetesApi;
import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import dev.toolrack.testbed.mcp.FakeMcpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator that dies at any write is followed by one that ends with the same bytes. */
@KubernetesApi(crds = "crds/yaml")
class CrashIT {

  /**
   * Lets a number of writes through and fails every request after them, as a dead process would.
   */
  private static final class Death implements Interceptor {
    private final AtomicInteger left;
    private final CountDownLatch dead = new CountDownLatch(1);

    Death(int writes) {
      left = new AtomicInteger(writes);
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
      // Reads go on: an informer that fails ends the whole JVM, which is right, but not here.
      if (!request.method().equals("GET") && left.getAndDecrement() <= 0) {
        dead.countDown();
        throw new IllegalStateException("dead");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
  void endsWithTheSameBytes(
      int writes, KubernetesClient client, Config config, TestNamespace namespace)
      throws InterruptedException {
    var cluster = new Cluster(client);
    String ns = namespace.name();
    Config rights = ShippedRole.impersonate(client, config);
    try (var servers = FakeMcpServer.start()) {
      FakeEndpoint server =
          servers.endpoint("s").tools(OperatorCase.TWO_TOOLS).requireToken("canary-token-t");
      declare(cluster, ns, server.url().toString());
      var death = new Death(writes);
      try (var _ = RunningOperator.start(mortal(rights, death))) {
        assertThat(death.dead.await(30, TimeUnit.SECONDS)).isTrue();
      }
      try (var _ = RunningOperator.start(rights, RunningOperator.SETTINGS)) {
        for (String bot : new String[] {"one", "two"}) {
          cluster.eventuallyTools(ns, bot, "server:create_note", "server:get_note");
          eventually(() -> assertThat(cluster.bindingReady(ns, bot)).isEqualTo("Ready"));
        }
        cluster.eventuallyState(ns, "server", "Connected/Ready");
      }
      assertThat(cluster.credentialValues(ns, "one")).containsExactly("canary-token-t");
      assertThat(bytes(client, ns, "one")).isEqualTo(bytes(client, ns, "two"));
      assertThat(client.configMaps().inNamespace(ns).withName("server-catalog").get()).isNotNull();
    }
  }

  private static KubernetesClient mortal(Config config, Death death) {
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientBuilderConsumer(b -> b.addOrReplaceInterceptor("death", death))
        .build();
  }

  private static void declare(Cluster cluster, String ns, String url) {
    cluster.secret(ns, "token", "canary-token-t", "Namespace", url);
    cluster.connector(ns, "server", "server: {url: \"%s\"}".formatted(url));
    cluster.integration(
        ns,
        "server",
        """
        connectorRef: {name: server}
        credentials: {bearer: {secretKeyRef: {name: token, key: token}}}
        """);
    cluster.binding(ns, "one", "");
    cluster.binding(ns, "two", "");
  }

  /** Both outputs of an agent without what names it. */
  private static String bytes(KubernetesClient client, String ns, String bot) {
    var toolset = client.configMaps().inNamespace(ns).withName(bot + "-toolset").require();
    var secret = client.secrets().inNamespace(ns).withName(bot + "-credentials").require();
    return (toolset.getData() + " " + secret.getData())
        .replace("\"name\" : \"" + bot + "\"", "\"name\" : \"bot\"");
  }
}
