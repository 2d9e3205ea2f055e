package dev.toolrack.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolrack.testbed.ControlPlane;
import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.leaks.ClusterEars;
import dev.toolrack.testbed.leaks.LeakCheck;
import dev.toolrack.testbed.leaks.Leaks;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/**
 * What leaks is found, wherever it does: the check that every test class ends with ({@link
 * LeakCheck}) hears all those places. The name of this class keeps it from taking for a secret what
 * leaks here on purpose.
 */
class LeaksOnPurposeIT extends OperatorCase {
  private static final String VALUE = "leaked-on-purpose-5711";

  @BeforeAll
  static void theCheckIsOn() {
    assertThat(LeakCheck.hasBegun()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: it, namespace: NS}
        data: {a: VALUE}
        """,
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: it, namespace: NS, annotations: {why: "it is VALUE"}}
        """,
        """
        apiVersion: v1
        kind: Event
        metadata: {name: it, namespace: NS}
        involvedObject: {namespace: NS}
        message: "refused: VALUE"
        """,
        """
        apiVersion: coordination.k8s.io/v1
        kind: Lease
        metadata: {name: it, namespace: NS}
        spec: {holderIdentity: VALUE}
        """,
        """
        apiVersion: toolrack.dev/v1alpha1
        kind: McpConnector
        metadata: {name: it, namespace: NS, labels: {a: VALUE}}
        spec: {server: {url: "https://example.com"}}
        """,
        """
        apiVersion: v1
        kind: Namespace
        metadata: {name: NS, annotations: {a: VALUE}}
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: it, namespace: NS}
        spec: {containers: [{name: c, image: example.com/c, env: [{name: TOKEN, value: VALUE}]}]}
        """
      })
  void inAnObject(String yaml, TestNamespace namespace) {
    try (var leaks = leaks()) {
      cluster.apply(yaml.replace("NS", namespace.name()).replace("VALUE", VALUE));
      String kind = cluster.load(yaml.replace("VALUE", VALUE)).getFirst().getKind();
      Cluster.eventually(() ->
          assertThat(leaks.found())
              .anySatisfy(found ->
                  assertThat(found)
                      .startsWith(kind + " ")
                      .contains(namespace.name(), " holds it")));
    }
  }

  @Test
  void inAStatusThatIsOverwrittenAtOnce(TestNamespace namespace) {
    String ns = namespace.name();
    try (var leaks = leaks()) {
      openServer(ns, "notes", servers.endpoint("leaky").url().toString());
      cluster.eventuallyState(ns, "notes", "Connected/Ready");
      tellInStatus(ns, VALUE);
      cluster.eventuallyState(ns, "notes", "Connected/Ready");
      Cluster.eventually(
          () -> assertThat(leaks.found()).contains("McpIntegration " + ns + "/notes holds it"));
    }
  }

  private void tellInStatus(String ns, String text) {
    ShippedPolicies.lifted(
        cluster.client(),
        () ->
            cluster
                .client()
                .resource(cluster.integration(ns, "notes"))
                .editStatus(live -> {
                  live.getStatus().conditions().getFirst().setMessage(text);
                  return live;
                }));
  }

  @Test
  void inWhatIsPrintedOrLogged() {
    try (var leaks = leaks()) {
      System.out.println("printed: " + VALUE);
      System.err.println("printed: " + VALUE);
      Logger.getLogger("java.of.purpose").warning("logged: " + VALUE);
      LoggerFactory.getLogger("dev.toolrack.purpose").trace("finest: {}", VALUE);
      LoggerFactory.getLogger("dev.toolrack.purpose")
          .debug("failed", new IllegalStateException(new IllegalArgumentException(VALUE)));
      assertThat(leaks.found())
          .contains(
              "standard output holds it",
              "standard error holds it",
              "log of java.of.purpose holds it",
              "log of dev.toolrack.purpose: finest: {} holds it",
              "log of dev.toolrack.purpose: failed holds it");
    }
  }

  @Test
  void inTheOutputOfTheCommand(ControlPlane api, TestNamespace namespace) {
    try (var leaks = leaks()) {
      new KubectlToolrack(api.kubeconfigFile()).run("diff", VALUE, "--namespace", namespace.name());
      assertThat(leaks.found()).contains("kubectl toolrack diff holds it");
    }
  }

  @Test
  void inAMetric() {
    try (var leaks = Leaks.besides()) {
      leaks.secret("it", "toolrack_leader 1.0");
      RunningOperator.start(operatorConfig).close();
      assertThat(leaks.found()).contains("metrics holds it");
    }
  }

  /** Nobody has told the value: it was in a Secret once. */
  @Test
  void whatWasInASecret(TestNamespace namespace) {
    String ns = namespace.name();
    try (var leaks = Leaks.besides();
        var ears = ClusterEars.of(cluster.client(), leaks)) {
      var map = new ConfigMapBuilder().withData(Map.of("a", "{\"v\":\"" + VALUE + "\"}"));
      map.withNewMetadata().withNamespace(ns).withName("map").endMetadata();
      var secret = new SecretBuilder().withStringData(Map.of("token", "Bearer " + VALUE));
      secret.withNewMetadata().withNamespace(ns).withName("gone").endMetadata();
      cluster.client().resource(map.build()).create();
      cluster.client().resource(secret.build()).create();
      cluster.client().resource(secret.build()).delete();
      ears.settle();
      String found = "ConfigMap %s/map holds Secret %s/gone key token".formatted(ns, ns);
      assertThatThrownBy(() -> LeakCheck.verify(leaks))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining(found)
          .hasMessageNotContaining(VALUE);
      LeakCheck.verify(leaks);
    }
  }

  @Test
  void secretsOfThisClassAreFoundByTheirShapeToo() {
    for (String shape :
        List.of(
            "Authorization: Bearer abcdefghijkl",
            "{\"access_token\": \"abcdefgh\"}",
            "grant_type=x&client_secret=abcdefgh")) {
      try (var leaks = Leaks.besides()) {
        leaks.said("a place", shape);
        assertThat(leaks.found()).first().asString().contains("a place holds what looks like");
      }
    }
  }

  private static Leaks leaks() {
    Leaks leaks = Leaks.besides();
    leaks.secret("it", VALUE);
    return leaks;
  }
}
