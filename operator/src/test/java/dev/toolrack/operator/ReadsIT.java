package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.crds.McpConnector;
import dev.toolrack.testbed.junit.KubernetesApi;
import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import dev.toolrack.testbed.mcp.FakeMcpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the operator asks the API server before it decides, and when writes fail. */
@KubernetesApi(crds = "crds/yaml")
class ReadsIT {
  /** Kinds that decisions depend on, as they are in URLs. */
  private static final List<String> KINDS =
      List.of(
          "/namespaces",
          "/mcpconnectors",
          "/mcpintegrations",
          "/agenttoolbindings",
          "/secrets",
          "/configmaps");

  private static final int BOTS = 8;

  /** Decisions about the one integration: when it changes, and when its own status did. */
  private static final int DECISIONS = 3;

  private final Requests requests = new Requests();
  private FakeMcpServer servers;
  private RunningOperator operator;
  private Cluster cluster;
  private String ns;

  /** Remembers every request; those whose URL contains a word are refused while that is wanted. */
  private static final class Requests implements Interceptor {
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final Queue<String> answered = new ConcurrentLinkedQueue<>();
    private volatile List<String> unwritable = List.of();

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
      String line = request.method() + " " + request.uri();
      asked.add(line);
      answered.add("? " + line);
      if (!request.method().equals("GET") && unwritable.stream().anyMatch(line::contains)) {
        throw new IllegalStateException("refused by the test");
      }
    }

    @Override
    public void after(
        HttpRequest request,
        HttpResponse<?> response,
        AsyncBody.Consumer<List<ByteBuffer>> consumer) {
      answered.add(request.method() + " " + request.uri());
    }

    List<String> gets(String path) {
      return asked.stream().filter(line -> line.matches("GET .*" + path)).toList();
    }
  }

  @BeforeEach
  void declare(KubernetesClient client, Config config, TestNamespace namespace) {
    cluster = new Cluster(client);
    ns = namespace.name();
    servers = FakeMcpServer.start();
    FakeEndpoint server =
        servers.endpoint("s").tools(OperatorCase.TWO_TOOLS).requireToken("canary-token-t");
    cluster.secret(ns, "token", "canary-token-t", "Namespace", server.url().toString());
    cluster.connector(ns, "notes", "server: {url: \"%s\"}".formatted(server.url()));
    cluster.integration(
        ns,
        "notes",
        """
        connectorRef: {name: notes}
        credentials: {bearer: {secretKeyRef: {name: token, key: token}}}
        """);
    for (int i = 0; i < BOTS; i++) {
      cluster.binding(ns, "bot-" + i, "");
    }
    operator =
        RunningOperator.start(
            new KubernetesClientBuilder()
                .withConfig(ShippedRole.impersonate(client, config))
                .withHttpClientBuilderConsumer(b -> b.addOrReplaceInterceptor("requests", requests))
                .build());
    eventuallyEach("notes:create_note", "notes:get_note");
    // Agents do not wait for the integration's status.
    cluster.eventuallyState(ns, "notes", "Connected/Ready");
  }

  @AfterEach
  void stop() {
    operator.close();
    servers.close();
  }

  private void eventuallyEach(String... tools) {
    for (int i = 0; i < BOTS; i++) {
      cluster.eventuallyTools(ns, "bot-" + i, tools);
    }
  }

  private static boolean lists(String line, String kind) {
    return line.startsWith("GET ")
        && line.contains(kind + "?")
        && !line.contains("watch=true")
        && !line.contains("/namespaces/");
  }

  /** A list from the API server's cache may be older than what was decided before a restart. */
  @Tag("scope-13")
  @Test
  void nothingIsWrittenBeforeEverythingWasListedConsistently() {
    for (String kind : KINDS) {
      assertThat(requests.asked).as(kind).anyMatch(line -> lists(line, kind));
    }
    assertThat(requests.asked)
        .filteredOn(line -> KINDS.stream().anyMatch(kind -> lists(line, kind)))
        .noneMatch(line -> line.contains("resourceVersion=0"));
    assertListedBeforeWritten("secrets|agenttoolbindings", KINDS);
    List<String> ofIntegrations = new ArrayList<>(KINDS);
    ofIntegrations.remove("/agenttoolbindings");
    assertListedBeforeWritten("configmaps|mcpintegrations", ofIntegrations);
  }

  private void assertListedBeforeWritten(String written, List<String> kinds) {
    Pattern writes = Pattern.compile("\\? (POST|PUT|PATCH) .*/(" + written + ")\\b.*");
    List<String> before =
        requests.answered.stream().takeWhile(line -> !writes.matcher(line).matches()).toList();
    assertThat(before).as(written).hasSizeLessThan(requests.answered.size());
    for (String kind : kinds) {
      assertThat(before).as("%s before %s", kind, written).anyMatch(line -> lists(line, kind));
    }
  }

  @Tag("get-29")
  @Test
  void thatAConnectorIsGoneIsAskedByTheIntegrationAndNotForEachAgent() {
    requests.asked.clear();
    cluster.client().resources(McpConnector.class).inNamespace(ns).withName("notes").delete();
    eventuallyEach();
    assertThat(requests.gets("/" + ns + "/mcpconnectors/notes")).hasSizeBetween(1, DECISIONS);
  }

  @Tag("get-29")
  @Test
  void thatASecretIsGoneIsAskedByTheIntegrationAndNotForEachAgent() {
    requests.asked.clear();
    cluster.client().secrets().inNamespace(ns).withName("token").delete();
    eventuallyEach();
    assertThat(cluster.credentialValues(ns, "bot-0")).isEmpty();
    assertThat(requests.gets("/" + ns + "/secrets/token")).hasSizeBetween(1, DECISIONS);
  }

  @Tag("get-28")
  @Test
  void toolsAndKeysGoAlsoWhileStatusAndCatalogCannotBeWritten() {
    requests.unwritable = List.of("/status", "-catalog");
    cluster
        .client()
        .secrets()
        .inNamespace(ns)
        .withName("token")
        .edit(secret -> {
          secret.getMetadata().setLabels(Map.of());
          return secret;
        });
    eventuallyEach();
    eventually(() -> assertThat(cluster.credentialValues(ns, "bot-3")).isEmpty());
    assertThat(cluster.integrationState(ns, "notes"))
        .as("nobody could write that it is over")
        .isEqualTo("Connected/Ready");
    requests.unwritable = List.of();
    cluster.eventuallyState(ns, "notes", "Pending/SecretNotConsented");
  }
}
