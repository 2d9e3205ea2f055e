package dev.toolrack.testbed.leaks;

import dev.toolrack.testbed.Pause;
import dev.toolrack.testbed.TestbedException;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * Watches an API server: the values of all Secrets are secrets, and everything else is said aloud,
 * the Secrets' own metadata included. Each version of each object counts, however soon it is
 * replaced or deleted.
 */
public final class ClusterEars implements AutoCloseable {
  /** What people, Kubernetes and the operator write in the tests, besides custom resources. */
  private static final List<ResourceDefinitionContext> BUILT_IN =
      List.of(
          kind("", "v1", "Secret", "secrets", true),
          kind("", "v1", "ConfigMap", "configmaps", true),
          kind("", "v1", "Event", "events", true),
          kind("", "v1", "Pod", "pods", true),
          kind("", "v1", "Namespace", "namespaces", false),
          kind("coordination.k8s.io", "v1", "Lease", "leases", true));

  private static final List<ClusterEars> LISTENING = new CopyOnWriteArrayList<>();
  private static final Duration RETRY = Duration.ofMillis(50);
  private static final int ATTEMPTS = 200;

  private final KubernetesClient client;
  private final Leaks leaks;
  private final Predicate<String> secretive;
  private final Map<String, Watch> watches = new ConcurrentHashMap<>();
  private final Set<String> deaf = ConcurrentHashMap.newKeySet();
  private final HeardMarks marks = new HeardMarks();

  private ClusterEars(KubernetesClient client, Leaks leaks, Predicate<String> secretive) {
    this.client = client;
    this.leaks = leaks;
    this.secretive = secretive;
    BUILT_IN.forEach(this::listen);
    listenToCustomResources();
    LISTENING.add(this);
  }

  /** Listens from now on, on behalf of {@link LeakCheck}. The client is closed by the caller. */
  public static ClusterEars of(KubernetesClient client) {
    return new ClusterEars(
        client, Leaks.here(), namespace -> !namespace.startsWith(LeakCheck.ON_PURPOSE));
  }

  /** Listens for others, and takes the Secrets of all namespaces for secrets. */
  public static ClusterEars of(KubernetesClient client, Leaks leaks) {
    return new ClusterEars(client, leaks, _ -> true);
  }

  /** Listens to kinds too that were defined meanwhile. */
  public void listenToCustomResources() {
    for (var definition :
        client.apiextensions().v1().customResourceDefinitions().list().getItems()) {
      for (var version : definition.getSpec().getVersions()) {
        if (Boolean.TRUE.equals(version.getStorage())) {
          var names = definition.getSpec().getNames();
          listen(
              kind(
                  definition.getSpec().getGroup(),
                  version.getName(),
                  names.getKind(),
                  names.getPlural(),
                  definition.getSpec().getScope().equals("Namespaced")));
        }
      }
    }
  }

  static void settleAll() {
    LISTENING.forEach(ClusterEars::settle);
  }

  /** Waits until everything has been heard that was written before. */
  public void settle() {
    if (!deaf.isEmpty()) {
      throw new TestbedException("Nobody listens any more to " + deaf);
    }
    marks.awaitNewOnes(client);
  }

  /** What was written before has been heard. */
  @Override
  public void close() {
    LISTENING.remove(this);
    settle();
    watches.values().forEach(Watch::close);
  }

  private void listen(ResourceDefinitionContext kind) {
    watches.computeIfAbsent(kind.getPlural() + "." + kind.getGroup(), _ -> watch(kind));
  }

  private Watch watch(ResourceDefinitionContext kind) {
    for (var attempt = 1; ; attempt++) {
      try {
        return begin(kind);
      } catch (KubernetesClientException e) {
        // A kind that was defined just now is served a moment later.
        if (e.getCode() != 404 || attempt == ATTEMPTS) {
          throw e;
        }
        Pause.of(RETRY);
      }
    }
  }

  private Watch begin(ResourceDefinitionContext kind) {
    var objects = client.genericKubernetesResources(kind).inAnyNamespace();
    var list = objects.list();
    list.getItems().forEach(object -> hear(kind.getKind(), object));
    var since =
        new ListOptionsBuilder()
            .withResourceVersion(list.getMetadata().getResourceVersion())
            .withAllowWatchBookmarks(true)
            .build();
    return objects.watch(since, new Ear(kind));
  }

  private void hear(String kind, GenericKubernetesResource object) {
    var metadata = object.getMetadata();
    var namespace = Objects.requireNonNullElse(metadata.getNamespace(), "");
    if (marks.heard(kind, metadata.getName())) {
      return;
    }
    var name = kind + " " + namespace + "/" + metadata.getName();
    if (kind.equals("Secret")) {
      var data = object.getAdditionalProperties().remove("data");
      if (secretive.test(namespace)) {
        SecretValues.of(data).forEach((key, value) -> leaks.secret(name + " key " + key, value));
      }
    }
    leaks.said(name, client.getKubernetesSerialization().asJson(object));
  }

  private static ResourceDefinitionContext kind(
      String group, String version, String kind, String plural, boolean namespaced) {
    return new ResourceDefinitionContext.Builder()
        .withGroup(group)
        .withVersion(version)
        .withKind(kind)
        .withPlural(plural)
        .withNamespaced(namespaced)
        .build();
  }

  /** Reconnects by itself, but not to a history that is gone. */
  private final class Ear implements Watcher<GenericKubernetesResource> {
    private final ResourceDefinitionContext kind;

    Ear(ResourceDefinitionContext kind) {
      this.kind = kind;
    }

    @Override
    public void eventReceived(Action action, GenericKubernetesResource object) {
      if (action != Action.BOOKMARK && action != Action.ERROR) {
        hear(kind.getKind(), object);
      }
    }

    @Override
    public void onClose(WatcherException cause) {
      if (cause.isHttpGone()) {
        watches.put(kind.getPlural() + "." + kind.getGroup(), watch(kind));
      } else {
        deaf.add(kind.getKind());
      }
    }
  }
}
