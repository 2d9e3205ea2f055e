package dev.toolrack.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The operator as the chart installs it, once for all test classes of a JVM. Whoever changes the
 * release leaves it as it was.
 */
final class Installed {
  private static final String APP = "app.kubernetes.io/name";
  private static final Installed ONLY = new Installed();

  private final Given given = Given.read();
  private final Helm helm = new Helm(given);
  private final Kube kube = new Kube();
  private boolean there;

  private Installed() {}

  /** Installs it unless that was done before. */
  static Installed operator() {
    if (!ONLY.there) {
      ONLY.kube.restrictedNamespace(Helm.NAMESPACE);
      ONLY.install();
      ONLY.there = true;
    }
    return ONLY;
  }

  Given given() {
    return given;
  }

  Helm helm() {
    return helm;
  }

  Kube kube() {
    return kube;
  }

  /** With the chart's defaults. */
  void install() {
    helm.install(given.operator(), Map.of());
  }

  /** The operator's pods, those that are going left out. */
  List<Pod> pods() {
    return kube.pods(Helm.NAMESPACE, APP, "toolrack");
  }

  /** The pod that holds the Lease, when it is ready and its version is as wanted. */
  Pod leader(Given.Image image) {
    Kube.eventually(() -> {
      Pod holder = holder();
      if (!image(holder).equals(image.toString())
          || !Readiness.isPodReady(holder)
          || !metric(holder, "toolrack_leader").equals("1.0")) {
        throw new AssertionError("leader: " + holder.getMetadata().getName());
      }
    });
    return holder();
  }

  private Pod holder() {
    String name =
        Objects.requireNonNull(
                kube.client()
                    .leases()
                    .inNamespace(Helm.NAMESPACE)
                    .withName("toolrack-operator")
                    .require()
                    .getSpec()
                    .getHolderIdentity(),
                "holder")
            .split("_", 2)[0];
    return pods().stream()
        .filter(pod -> pod.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no pod " + name));
  }

  static String image(Pod pod) {
    return pod.getSpec().getContainers().getFirst().getImage();
  }

  /** All lines of a metric of one pod, their values added up; {@code 0.0} if there is none. */
  String metric(Pod pod, String name) {
    return Double.toString(
        metrics(pod)
            .lines()
            .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
            .sum());
  }

  private String metrics(Pod pod) {
    String path =
        "/api/v1/namespaces/%s/pods/%s:8080/proxy/metrics"
            .formatted(Helm.NAMESPACE, pod.getMetadata().getName());
    return Objects.requireNonNull(kube.client().raw(path), "metrics");
  }
}
