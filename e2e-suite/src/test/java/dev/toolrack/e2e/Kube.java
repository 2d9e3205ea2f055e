package dev.toolrack.e2e;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** What somebody with kubectl does and sees. */
final class Kube {
  /** Nodes that are busy take their time; nothing here says how fast something is. */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final KubernetesClient client = new KubernetesClientBuilder().build();

  /** The end of a command in a container; the status is -1 if it could not be started. */
  record Ended(int status, String output, String errors) {}

  KubernetesClient client() {
    return client;
  }

  /** Repeats the assertions until they hold. */
  static void eventually(ThrowingRunnable assertions) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(250))
        .pollDelay(Duration.ZERO)
        .ignoreExceptions()
        .untilAsserted(assertions);
  }

  List<HasMetadata> load(String yaml) {
    return client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))).items();
  }

  /** Like kubectl apply. */
  void apply(String yaml) {
    for (HasMetadata item : load(yaml)) {
      client.resource(item).forceConflicts().serverSideApply();
    }
  }

  /**
   * A namespace that admits only pods that Pod Security calls restricted. Created once, stays until
   * it is deleted.
   */
  void restrictedNamespace(String name) {
    // What another class has left is on its way out, and somebody may still be clearing up for it.
    eventually(() -> {
      boolean leaving =
          client.namespaces().withLabel("toolrack-e2e").list().getItems().stream()
              .anyMatch(namespace -> namespace.getMetadata().getDeletionTimestamp() != null);
      if (leaving) {
        throw new AssertionError("namespaces are being deleted");
      }
    });
    apply(
        """
        apiVersion: v1
        kind: Namespace
        metadata:
          name: %s
          labels: {pod-security.kubernetes.io/enforce: restricted, toolrack-e2e: "yes"}
        """
            .formatted(name));
  }

  /** All objects of one of the three kinds. */
  List<GenericKubernetesResource> custom(String kind) {
    return client
        .genericKubernetesResources("toolrack.dev/v1alpha1", kind)
        .inAnyNamespace()
        .list()
        .getItems();
  }

  /** Pods with a label, those that are going left out. */
  List<Pod> pods(String namespace, String key, String value) {
    return client.pods().inNamespace(namespace).withLabel(key, value).list().getItems().stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .toList();
  }

  /** The one pod with a label, when it is ready and no other is left. */
  Pod readyPod(String namespace, String key, String value) {
    eventually(() -> {
      List<Pod> pods = pods(namespace, key, value);
      if (pods.size() != 1 || !Readiness.isPodReady(pods.getFirst())) {
        throw new AssertionError(key + "=" + value + ": " + states(pods));
      }
    });
    return pods(namespace, key, value).getFirst();
  }

  private static List<String> states(List<Pod> pods) {
    return pods.stream()
        .map(pod -> pod.getMetadata().getName() + " " + pod.getStatus().getContainerStatuses())
        .toList();
  }

  /** The pod, as something that has logs and runs commands. */
  PodResource resource(Pod pod) {
    return client
        .pods()
        .inNamespace(pod.getMetadata().getNamespace())
        .withName(pod.getMetadata().getName());
  }

  /** Runs a command in a container of a pod. */
  Ended exec(Pod pod, String container, String... command) {
    var output = new ByteArrayOutputStream();
    var errors = new ByteArrayOutputStream();
    try (var running =
        resource(pod)
            .inContainer(container)
            .writingOutput(output)
            .writingError(errors)
            .exec(command)) {
      int status = running.exitCode().get(1, TimeUnit.MINUTES);
      return new Ended(
          status, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
    } catch (ExecutionException e) {
      return new Ended(-1, "", String.valueOf(e.getMessage()));
    } catch (TimeoutException e) {
      throw new AssertionError(String.join(" ", command), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
