package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.toolrack.core.naming.Sha256;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.operator.KubectlToolrack.Answer;
import dev.toolrack.testbed.ControlPlane;
import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.Behaviour;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A change rolled through {@code impact} predicts exactly what the operator then writes: random
 * changes are predicted, applied, and every toolset compared with its prediction byte for byte.
 */
class PredictionIT extends OperatorCase {
  private static final int CHANGES = 12;

  @SuppressWarnings("NullAway.Init") // set by each test
  private KubectlToolrack toolrack;

  @SuppressWarnings("NullAway.Init") // set by each test
  private RandomFleet fleet;

  @AfterEach
  void cleanUp() {
    fleet.namespaces().forEach(name -> cluster.client().namespaces().withName(name).delete());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aChangeIsPredictedToTheByte(long seed, ControlPlane controlPlane, TestNamespace namespace) {
    toolrack = new KubectlToolrack(controlPlane.kubeconfigFile());
    fleet = new RandomFleet(new Random(seed), namespace.name(), servers);
    cluster.apply(fleet.everything());
    settled();
    int touched = 0;
    for (int i = 0; i < CHANGES; i++) {
      touched += step(seed, i);
    }
    assertThat(touched).as("agents that were touched").isGreaterThan(5);
  }

  /** Number of agents that the change touched. */
  private int step(long seed, int number) {
    RandomFleet.Step step = fleet.next();
    String what = "seed %d, change %d: %s".formatted(seed, number, step);
    Answer answer =
        step.deletes()
            ? toolrack.fed(step.yaml(), "impact", "--delete", "-f", "-", "-o", "json")
            : toolrack.fed(step.yaml(), "impact", "-f", "-", "-o", "json");
    assertThat(answer.status()).as(what + answer.err()).isZero();
    JsonNode impact = answer.json();
    assertThat(impact.path("undecided")).as(what).isEmpty();
    SortedMap<String, String> expected = digests();
    SortedMap<String, SortedSet<String>> keys = keys();
    for (JsonNode agent : impact.path("agents")) {
      expected.put(agent.path("agent").asText(), agent.path("toolsetDigest").asText());
      SortedSet<String> own = requireNonNull(keys.get(agent.path("agent").asText()));
      agent.path("credentialsGained").forEach(key -> own.add(key.asText()));
      agent.path("credentialsLost").forEach(key -> own.remove(key.asText()));
    }
    // Whoever is asked anew does not answer before everything is compared.
    var compared = new CountDownLatch(1);
    fleet.endpoints().forEach(endpoint -> endpoint.behave(new Behaviour.Held(compared)));
    if (step.deletes()) {
      cluster.load(step.yaml()).forEach(object -> cluster.client().resource(object).delete());
    } else {
      cluster.apply(step.yaml());
    }
    eventually(() -> {
      assertThat(digests()).as(what + "\n" + answer.out()).isEqualTo(expected);
      assertThat(keys()).as(what + "\n" + answer.out()).isEqualTo(keys);
    });
    fleet.endpoints().forEach(endpoint -> endpoint.behave(new Behaviour.Correct()));
    compared.countDown();
    settled();
    return impact.path("agents").size();
  }

  /** Waits until every server that is to be asked has answered and everything is written. */
  private void settled() {
    eventually(() -> {
      for (McpIntegration integration : integrations()) {
        var status = integration.getStatus();
        assertThat(status).isNotNull();
        assertThat(status.observedGeneration())
            .isEqualTo(integration.getMetadata().getGeneration());
        assertThat(status.conditions())
            .as(integration.getMetadata().getName())
            .noneMatch(c ->
                c.getType().equals("Verified")
                    && List.of("NotVerifiedYet", "Timeout").contains(c.getReason()));
      }
      // What was decided has arrived everywhere.
      Answer nothing = toolrack.fed(fleet.nothing(), "impact", "-f", "-", "-o", "json");
      assertThat(nothing.json().path("agents")).isEmpty();
      for (String agent : fleet.agents()) {
        String[] name = agent.split("/", 2);
        JsonNode why = toolrack.run("why", agent, "-o", "json").json();
        assertThat(why.path("delivered").asText()).as(name[1]).isEqualTo("UpToDate");
      }
    });
  }

  private List<McpIntegration> integrations() {
    return fleet.namespaces().stream()
        .flatMap(namespace ->
            cluster
                .client()
                .resources(McpIntegration.class)
                .inNamespace(namespace)
                .list()
                .getItems()
                .stream())
        .toList();
  }

  private SortedMap<String, String> digests() {
    var digests = new TreeMap<String, String>();
    for (String agent : fleet.agents()) {
      ConfigMap toolset = (ConfigMap) output(agent, new ConfigMap(), "-toolset");
      String text = toolset.getData().getOrDefault("toolset.json", "");
      digests.put(agent, Sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    }
    return digests;
  }

  private SortedMap<String, SortedSet<String>> keys() {
    var keys = new TreeMap<String, SortedSet<String>>();
    for (String agent : fleet.agents()) {
      Secret secret = (Secret) output(agent, new Secret(), "-credentials");
      var own = new TreeSet<>(secret.getData().keySet());
      own.remove("mcp.resolved.json");
      keys.put(agent, own);
    }
    return keys;
  }

  private HasMetadata output(String agent, HasMetadata kind, String suffix) {
    String[] name = agent.split("/", 2);
    return cluster
        .client()
        .resources(kind.getClass())
        .inNamespace(name[0])
        .withName(name[1] + suffix)
        .require();
  }
}
