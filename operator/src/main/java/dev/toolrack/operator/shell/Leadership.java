package dev.toolrack.operator.shell;

import dev.toolrack.operator.shell.settings.Settings;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this replica works, and how it stops to: by its own will or because it lost the Lease.
 */
final class Leadership {
  private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);

  private final KubernetesClient client;
  private final Settings.LeaderElection settings;
  private final String identity;
  private final AtomicBoolean held = new AtomicBoolean();
  private final AtomicBoolean givenUp = new AtomicBoolean();
  private final AtomicReference<@Nullable Runnable> waiting = new AtomicReference<>();

  Leadership(KubernetesClient client, Settings.LeaderElection settings, String instance) {
    this.client = client;
    this.settings = settings;
    this.identity = settings.identity().isEmpty() ? instance : settings.identity();
  }

  /** Name under which this replica holds the Lease. */
  String identity() {
    return identity;
  }

  boolean held() {
    return held.get();
  }

  /**
   * Whether this replica works, by the Lease itself: after a long pause of the process it may have
   * been lost without anybody here knowing.
   */
  boolean confirmed() {
    if (!held() || !settings.enabled()) {
      return held();
    }
    try {
      Lease live = lease().get();
      return live != null && identity.equals(live.getSpec().getHolderIdentity());
    } catch (KubernetesClientException e) {
      LOG.debug("the Lease cannot be read; nothing is asked that only one replica may ask", e);
      return false;
    }
  }

  void gained() {
    held.set(true);
    run(waiting.getAndSet(null));
  }

  /** Runs something as soon as this replica works. */
  void onceHeld(Runnable task) {
    waiting.set(task);
    if (held()) {
      run(waiting.getAndSet(null));
    }
  }

  private static void run(@Nullable Runnable task) {
    if (task != null) {
      task.run();
    }
  }

  /** Another replica may work from now on, so this process must not: it ends at once. */
  void lost() {
    held.set(false);
    if (!givenUp.get()) {
      LOG.error("the Lease was lost; this replica ends and starts anew");
      // Not on this thread, which the shutdown waits for.
      Thread.ofPlatform().start(() -> System.exit(1));
    }
  }

  /** From now on the loss is wanted. */
  void giveUp() {
    givenUp.set(true);
  }

  /** Lets the next replica work at once instead of after the Lease has run out. */
  void release() {
    if (!settings.enabled()) {
      return;
    }
    try {
      Resource<Lease> lease = lease();
      Lease live = lease.get();
      if (live != null && identity.equals(live.getSpec().getHolderIdentity())) {
        lease.edit(mine -> {
          mine.getSpec().setHolderIdentity("");
          return mine;
        });
      }
    } catch (KubernetesClientException e) {
      LOG.debug("the Lease was not released; it runs out by itself", e);
    }
  }

  private Resource<Lease> lease() {
    return client
        .leases()
        .inNamespace(settings.namespace().isEmpty() ? client.getNamespace() : settings.namespace())
        .withName(Framework.LEASE);
  }
}
