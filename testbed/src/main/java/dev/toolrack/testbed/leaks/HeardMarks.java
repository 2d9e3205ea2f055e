package dev.toolrack.testbed.leaks;

import dev.toolrack.testbed.TestbedException;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Objects that are written to see them arrive: what was written to the same kind before has arrived
 * as well then. Of other kinds the last words may be heard at the end of the next test class.
 */
final class HeardMarks {
  private static final String PREFIX = "testbed-mark-";
  private static final String NAMESPACE = "default";
  private static final int PATIENCE_SECONDS = 60;

  private volatile @Nullable Awaited awaited;

  private record Awaited(String name, CountDownLatch left) {}

  /** Whether an object is a mark, which is nobody's. */
  boolean heard(String kind, String name) {
    var now = awaited;
    if (now != null && now.name().equals(name + kind)) {
      now.left().countDown();
    }
    return name.startsWith(PREFIX);
  }

  void awaitNewOnes(KubernetesClient client) {
    var name = PREFIX + UUID.randomUUID();
    for (var mark : marks(name)) {
      var next = new Awaited(name + mark.getKind(), new CountDownLatch(1));
      awaited = next;
      client.resource(mark).create();
      try {
        if (!next.left().await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          throw new TestbedException("No " + mark.getKind() + " is heard of any more");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new TestbedException("Interrupted", e);
      } finally {
        client.resource(mark).delete();
      }
    }
  }

  private static List<HasMetadata> marks(String name) {
    var metadata = new ObjectMetaBuilder().withName(name).withNamespace(NAMESPACE).build();
    return List.of(
        new EventBuilder()
            .withMetadata(metadata)
            .withNewInvolvedObject()
            .withNamespace(NAMESPACE)
            .endInvolvedObject()
            .build(),
        new ConfigMapBuilder().withMetadata(metadata).build(),
        new SecretBuilder().withMetadata(metadata).build());
  }
}
