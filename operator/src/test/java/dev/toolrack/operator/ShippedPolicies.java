package dev.toolrack.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ThrowingRunnable;

/**
 * The admission policies that the chart ships, as they are.
 *
 * <p>The API server learns of policies and of bindings in the order of their changes. So the last
 * one that was written tells of all: it is in force, or it is no more.
 */
final class ShippedPolicies {
  /** What every cluster gets, the one that tells of all at the end. */
  private static final List<String> VALIDATING =
      List.of("scopes", "operator", "status", "powers", "outputs");

  private ShippedPolicies() {}

  /** Installs all that only validate, and returns when they are in force. */
  static void install(KubernetesClient admin) {
    all(admin).forEach(object -> admin.resource(object).forceConflicts().serverSideApply());
    awaitUntil(admin, true);
  }

  /** Removes them, and returns when they are not in force any more. */
  static void uninstall(KubernetesClient admin) {
    all(admin).forEach(object -> admin.resource(object).delete());
    awaitUntil(admin, false);
  }

  /**
   * Does what nobody can while the policies are in force: what was there before they were
   * installed, or after somebody removed them.
   */
  static void lifted(KubernetesClient admin, ThrowingRunnable action) {
    uninstall(admin);
    try {
      action.run();
    } catch (Throwable e) {
      throw new AssertionError(e);
    } finally {
      install(admin);
    }
  }

  /**
   * Leaves labels of namespaces to everybody, for tests of what nobody may write: states from before
   * the policy was there. Returns when it is not in force any more; {@link #install} brings it back.
   */
  static void liftScopes(KubernetesClient admin) {
    named(admin, "scopes").forEach(object -> admin.resource(object).delete());
    var odd =
        new NamespaceBuilder()
            .withNewMetadata()
            .withGenerateName("odd-")
            .withLabels(Map.of("toolrack.dev/unknown", "label"))
            .endMetadata()
            .build();
    Cluster.eventually(
        () -> assertThatNoException().isThrownBy(() -> admin.resource(odd).dryRun().create()));
  }

  /** The policy of that name and its binding. */
  static List<HasMetadata> named(KubernetesClient client, String name) {
    return ShippedRole.load(client, "files/policies/" + name + ".yaml");
  }

  private static List<HasMetadata> all(KubernetesClient client) {
    var objects = new ArrayList<HasMetadata>();
    VALIDATING.forEach(name -> objects.addAll(named(client, name)));
    objects.sort(Comparator.comparing(object -> object.getKind().endsWith("Binding")));
    return objects;
  }

  private static void awaitUntil(KubernetesClient admin, boolean inForce) {
    Cluster.await(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(refusesOutputs(admin)).isEqualTo(inForce));
  }

  private static boolean refusesOutputs(KubernetesClient admin) {
    var output =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withGenerateName("output-")
            .withNamespace("default")
            .withLabels(Map.of("toolrack.dev/managed", "toolset"))
            .endMetadata()
            .build();
    try {
      admin.resource(output).dryRun().create();
      return false;
    } catch (KubernetesClientException e) {
      assertThat(e.getMessage()).contains("outputs.toolrack.dev");
      return true;
    }
  }
}
