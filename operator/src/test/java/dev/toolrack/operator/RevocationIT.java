package dev.toolrack.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.Behaviour;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every kind of revocation takes tool and key from the agent's files, all kinds at the same time:
 * while all writes work, while the operator may not write something else, and while it is down.
 */
class RevocationIT extends OperatorCase {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private List<Case> cases = List.of();

  /** A kind of revocation, and the organisation that it happens to. */
  private record Case(Revocation kind, Scene scene) {

    String has() {
      return scene.has();
    }

    String state() {
      return kind.state().isEmpty() ? "" : scene.cluster.integrationState(scene.org, "wiki");
    }
  }

  /** One of the revocations is a label that the policy refuses. */
  @BeforeAll
  void labelsAreEverybodys(KubernetesClient client) {
    ShippedPolicies.liftScopes(client);
  }

  @AfterEach
  void cleanUp() {
    cases.forEach(c -> c.scene().end());
  }

  @Test
  void takesEffectWithOneWriteOfEachOutput(TestNamespace namespace, KubernetesClient client) {
    settle(namespace);
    try (var log = new WriteLog(client)) {
      Map<String, Map<String, String>> before = outputs();
      revoke();
      eventuallyRevoked();
      eventuallyTold();
      Map<String, Map<String, String>> now = outputs();
      for (String output : before.keySet()) {
        int changes = Objects.equals(now.get(output), before.get(output)) ? 0 : 1;
        // The log is a watch, and may be behind.
        Cluster.eventually(
            () -> assertThat(log.writes().getOrDefault(output, 0)).as(output).isEqualTo(changes));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Wall.Refusing.class,
      names = {"STATUS", "CATALOGS"})
  void takesEffectWhileOtherWritesAreRefused(
      Wall.Refusing refused, TestNamespace namespace, KubernetesClient client) {
    settle(namespace);
    try (var _ = Wall.raise(client, operatorConfig, refused)) {
      revoke();
      eventuallyRevoked();
    }
    eventuallyTold();
  }

  /** The other output does not wait for it. */
  @ParameterizedTest
  @EnumSource(
      value = Wall.Refusing.class,
      names = {"TOOLSETS", "CREDENTIALS"})
  void takesEffectInOneOutputWhileTheOtherIsRefused(
      Wall.Refusing refused, TestNamespace namespace, KubernetesClient client) {
    settle(namespace);
    String untouched =
        refused == Wall.Refusing.TOOLSETS ? "tools .*, mcp.resolved" : ", mcp.resolved.*";
    try (var _ = Wall.raise(client, operatorConfig, refused)) {
      revoke();
      eventually(Case::has, c -> Scene.expected(c.kind().tools(), c.kind().servers()), untouched);
    }
    eventuallyRevoked();
    eventuallyTold();
  }

  /** No server answers any more, so nothing can depend on what one says. */
  @Test
  void takesEffectAfterAStartWithoutAskingAnyServer(TestNamespace namespace) {
    settle(namespace);
    operator.close();
    cases.forEach(c -> {
      c.scene().wiki.behave(new Behaviour.Hang());
      c.scene().calm.behave(new Behaviour.Hang());
    });
    revoke();
    operator = RunningOperator.start(operatorConfig);
    eventuallyRevoked();
    eventuallyTold();
  }

  /** Every agent has both servers. */
  private void settle(TestNamespace namespace) {
    cases =
        Revocation.all().stream()
            .map(kind ->
                new Case(kind, new Scene(cluster, servers, namespace.name() + "-" + kind.name())))
            .toList();
    each(c -> {
      c.kind().before().accept(c.scene());
      c.scene().declare();
    });
    eventually(Case::has, c -> Scene.expected(List.of(), List.of("calm", "wiki")), "tools .*, mcp");
  }

  /** A few at a time, on threads that the client's own answers do not need. */
  private void each(Consumer<Case> action) {
    try (var threads = Executors.newFixedThreadPool(4)) {
      List<CompletableFuture<Void>> all =
          cases.stream()
              .map(c -> CompletableFuture.runAsync(() -> action.accept(c), threads))
              .toList();
      all.forEach(CompletableFuture::join);
    }
  }

  private void revoke() {
    each(c -> c.kind().revoke().accept(c.scene()));
  }

  private void eventuallyRevoked() {
    eventually(Case::has, c -> Scene.expected(c.kind().tools(), c.kind().servers()), "");
  }

  /** The status of the integration says what became of it. */
  private void eventuallyTold() {
    eventually(Case::state, c -> c.kind().state(), "");
  }

  /**
   * Waits until something is as expected for every case; the failure lists those that differ.
   *
   * @param ignoring a pattern of what does not matter
   */
  private void eventually(
      Function<Case, String> actual, Function<Case, String> expected, String ignoring) {
    Cluster.await(PATIENCE)
        .untilAsserted(() -> {
          var wrong = new TreeMap<String, String>();
          for (Case c : cases) {
            String is = actual.apply(c).replaceAll(ignoring, "");
            if (!is.equals(expected.apply(c).replaceAll(ignoring, ""))) {
              wrong.put(c.kind().name(), is);
            }
          }
          assertThat(wrong).isEmpty();
        });
  }

  private Map<String, Map<String, String>> outputs() {
    var outputs = new TreeMap<String, Map<String, String>>();
    cases.stream().filter(c -> !c.kind().steps()).forEach(c -> outputs.putAll(c.scene().outputs()));
    return outputs;
  }
}
