package dev.toolrack.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.Watchable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Counts how often each of the operator's objects was written, by watching them. */
final class WriteLog implements AutoCloseable {
  private static final String MANAGED = "toolrack.dev/managed";

  private final ConcurrentMap<String, Integer> writes = new ConcurrentHashMap<>();
  private final List<Watch> watches;

  /** From now on. */
  WriteLog(KubernetesClient client) {
    watches =
        List.of(
            watch(
                client
                    .configMaps()
                    .inAnyNamespace()
                    .withLabel(MANAGED)
                    .withResourceVersion(
                        client
                            .configMaps()
                            .inAnyNamespace()
                            .list()
                            .getMetadata()
                            .getResourceVersion())),
            watch(
                client
                    .secrets()
                    .inAnyNamespace()
                    .withLabel(MANAGED)
                    .withResourceVersion(
                        client
                            .secrets()
                            .inAnyNamespace()
                            .list()
                            .getMetadata()
                            .getResourceVersion())));
  }

  /** By {@code Kind namespace/name}; what was not written is not in it. */
  Map<String, Integer> writes() {
    return Map.copyOf(writes);
  }

  @Override
  public void close() {
    watches.forEach(Watch::close);
  }

  private <T extends HasMetadata> Watch watch(Watchable<T> objects) {
    return objects.watch(
        new Watcher<>() {
          @Override
          public void eventReceived(Action action, T object) {
            if (action != Action.BOOKMARK) {
              writes.merge(
                  "%s %s/%s"
                      .formatted(
                          object.getKind(),
                          object.getMetadata().getNamespace(),
                          object.getMetadata().getName()),
                  1,
                  Integer::sum);
            }
          }

          @Override
          public void onClose(WatcherException cause) {
            throw new AssertionError("the watch that counts writes has ended", cause);
          }
        });
  }
}
