package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A hundred agents, of teams of two organisations and of an island: each event reaches those who
 * had something and those who get something, and writes nobody else's outputs.
 */
class AudienceIT extends OperatorCase {
  private static final int BINDINGS = 20;
  private static final List<String> PLACES = List.of("a1", "a2", "b1", "b2", "island");

  private String prefix;

  @BeforeEach
  void settle(TestNamespace namespace) {
    prefix = namespace.name();
    for (String org : List.of("a", "b")) {
      cluster.namespace(name(org), "org=%s,provides=Org".formatted(name(org)));
      share(org, "access: {from: Scope}");
    }
    cluster.namespace(name("all"), "provides=Cluster");
    for (String place : PLACES) {
      cluster.namespace(name(place), labels(place));
    }
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (String place : PLACES) {
        IntStream.range(0, BINDINGS)
            .forEach(i -> threads.execute(() -> cluster.binding(name(place), "bot-" + i, "{}")));
      }
    }
    eventuallyServers(Map.of("a1", "a", "a2", "a", "b1", "b", "b2", "b", "island", ""));
  }

  @AfterEach
  void cleanUp() {
    PLACES.forEach(place -> cluster.client().namespaces().withName(name(place)).delete());
    List.of("a", "b", "all")
        .forEach(org -> cluster.client().namespaces().withName(name(org)).delete());
  }

  @Test
  void aNamespaceThatMovesLosesOneAndGetsTheOther(KubernetesClient client) {
    try (var log = new WriteLog(client)) {
      cluster.namespace(name("a1"), "org=%s,team=b1".formatted(name("b")));
      eventuallyServers(Map.of("a1", "b", "a2", "a", "b1", "b", "b2", "b", "island", ""));
      assertWritten(log, "a1");
    }
  }

  @Test
  void aNamespaceThatBecomesAnIslandLosesAndAnIslandThatIsLabelledGets(KubernetesClient client) {
    try (var log = new WriteLog(client)) {
      cluster.namespace(name("a2"), "");
      cluster.namespace(name("island"), "org=%s,team=new".formatted(name("b")));
      eventuallyServers(Map.of("a1", "a", "a2", "", "b1", "b", "b2", "b", "island", "b"));
      assertWritten(log, "a2", "island");
    }
  }

  @Test
  void invalidLabelsTakeEverythingAndTheRightOnesBringItBack(KubernetesClient client) {
    try (var log = new WriteLog(client)) {
      cluster.namespace(name("b2"), "team=b2");
      eventuallyServers(Map.of("a1", "a", "a2", "a", "b1", "b", "b2", "", "island", ""));
      assertWritten(log, "b2");
    }
    cluster.namespace(name("b2"), labels("b2"));
    eventuallyServers(Map.of("a1", "a", "a2", "a", "b1", "b", "b2", "b", "island", ""));
  }

  @Test
  void aProviderThatMovesServesTheOthers(KubernetesClient client) {
    try (var log = new WriteLog(client)) {
      cluster.namespace(name("a"), "org=%s,provides=Org".formatted(name("b")));
      eventuallyServers(Map.of("a1", "", "a2", "", "b1", "a b", "b2", "a b", "island", ""));
      assertWritten(log, "a1", "a2", "b1", "b2");
    }
  }

  @Test
  void narrowedAccessIsWrittenToThoseWhoLoseIt(KubernetesClient client) {
    try (var log = new WriteLog(client)) {
      share("a", "access: {from: Scope, scope: {team: a2}}");
      eventuallyServers(Map.of("a1", "", "a2", "a", "b1", "b", "b2", "b", "island", ""));
      assertWritten(log, "a1");
    }
  }

  @Test
  void whatIsProvidedForTheClusterReachesEveryLabelledNamespace(KubernetesClient client) {
    share("all", "access: {from: Scope}");
    eventuallyServers(
        Map.of("a1", "a all", "a2", "a all", "b1", "all b", "b2", "all b", "island", ""));
    try (var log = new WriteLog(client)) {
      cluster.namespace(name("all"), "");
      eventuallyServers(Map.of("a1", "a", "a2", "a", "b1", "b", "b2", "b", "island", ""));
      assertWritten(log, "a1", "a2", "b1", "b2");
    }
  }

  private void share(String org, String access) {
    FakeEndpoint server =
        servers.endpoint(org + "-" + prefix).tools(TWO_TOOLS).requireToken(org + "-canary-token");
    cluster.secret(name(org), "token", org + "-canary-token", "Scope", server.url().toString());
    cluster.connector(name(org), org, "server: {url: \"%s\"}".formatted(server.url()));
    cluster.integration(
        name(org),
        org,
        """
        connectorRef: {name: %s}
        credentials: {bearer: {secretKeyRef: {name: token, key: token}}}
        %s
        """
            .formatted(org, access));
  }

  private String name(String place) {
    return prefix + "-" + place;
  }

  private String labels(String place) {
    return place.equals("island")
        ? ""
        : "org=%s,team=%s".formatted(name(place.substring(0, 1)), place);
  }

  /** Every agent of each place has these servers and no other. */
  private void eventuallyServers(Map<String, String> expected) {
    Cluster.await(Duration.ofSeconds(90))
        .untilAsserted(() -> assertThat(servers()).isEqualTo(new TreeMap<>(expected)));
    eventually(() -> {
      for (String place : PLACES) {
        String tokens =
            String.join("", cluster.credentialValues(name(place), "bot-" + (BINDINGS - 1)));
        for (String org : List.of("a", "b", "all")) {
          assertThat(tokens.contains(org + "-canary-token"))
              .as(place)
              .isEqualTo(List.of(requireNonNull(expected.get(place)).split(" ")).contains(org));
        }
      }
    });
  }

  /** The servers of each place's agents; all that there are, where agents differ. */
  private Map<String, String> servers() {
    var servers = new TreeMap<String, String>();
    for (String place : PLACES) {
      var kinds = new HashMap<String, Integer>();
      for (ConfigMap map :
          cluster
              .client()
              .configMaps()
              .inNamespace(name(place))
              .withLabel("toolrack.dev/managed", "toolset")
              .list()
              .getItems()) {
        String json = map.getData().getOrDefault("mcp.json", "");
        String has =
            String.join(
                " ",
                List.of("a", "all", "b").stream()
                    .filter(org -> json.contains("\"" + org + "\""))
                    .toList());
        kinds.merge(has, 1, Integer::sum);
      }
      servers.put(
          place,
          kinds.size() == 1 && kinds.containsValue(BINDINGS)
              ? kinds.keySet().iterator().next()
              : kinds.toString());
    }
    return servers;
  }

  /** Both outputs of each agent of these places, once, and none of the other ones. */
  private void assertWritten(WriteLog log, String... places) {
    var expected = new TreeMap<String, Integer>();
    for (String place : places) {
      for (int i = 0; i < BINDINGS; i++) {
        expected.put("ConfigMap %s/bot-%d-toolset".formatted(name(place), i), 1);
        expected.put("Secret %s/bot-%d-credentials".formatted(name(place), i), 1);
      }
    }
    eventually(() -> {
      var written = new TreeMap<>(log.writes());
      written
          .keySet()
          .removeIf(key -> !key.contains(" " + prefix + "-") || key.endsWith("-catalog"));
      assertThat(written).isEqualTo(expected);
    });
  }
}
