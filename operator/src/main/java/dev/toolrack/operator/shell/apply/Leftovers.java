package dev.toolrack.operator.shell.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what the operator made for owners that are gone and what Kubernetes would keep, because
 * somebody took the owner reference from it: by hand, or by deleting the owner with {@code
 * --cascade=orphan}. Whatever still has its reference is left to Kubernetes.
 *
 * <p>Nothing is searched for: the informers show each such object, once when they are filled and
 * again when it or its owner changes. That the owner is gone is confirmed by one live read.
 */
public final class Leftovers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final KubernetesClient client;
  private final Set<Suspect> waiting = new HashSet<>();
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("leftovers").factory());
  private boolean open;

  public Leftovers(KubernetesClient client) {
    this.client = client;
  }

  /**
   * One kind of object that the operator makes.
   *
   * @param owner the kind it is made for
   * @param suffix what is added to the owner's name
   */
  public record Output(
      OwnedObjects<?> objects, Class<? extends HasMetadata> owner, String suffix) {}

  /** An object that may have lost its owner. */
  private record Suspect(Output output, ResourceID object) {}

  /** An object of ours is there, or has changed. */
  public void seen(Output output, HasMetadata object) {
    if (Ownership.abandonedBy(object).isPresent()) {
      look(new Suspect(output, ResourceID.fromResource(object)));
    }
  }

  /** An owner is gone. */
  public void ownerGone(Output output, HasMetadata owner) {
    String name = owner.getMetadata().getName() + output.suffix();
    output
        .objects()
        .cachedIfStarted(owner.getMetadata().getNamespace(), name)
        .ifPresent(object -> seen(output, object));
  }

  /** From now on this replica works; what was seen before is looked at. */
  public synchronized void open() {
    open = true;
    waiting.forEach(suspect -> later(suspect, Duration.ZERO));
    waiting.clear();
  }

  @Override
  public synchronized void close() {
    open = false;
    worker.shutdownNow();
  }

  private synchronized void look(Suspect suspect) {
    if (open) {
      later(suspect, Duration.ZERO);
    } else {
      waiting.add(suspect);
    }
  }

  private void later(Suspect suspect, Duration pause) {
    try {
      var _ = worker.schedule(() -> remove(suspect), pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("stopping; the next operator looks at {}", suspect.object(), e);
    }
  }

  private void remove(Suspect suspect) {
    String namespace = suspect.object().getNamespace().orElseThrow();
    String name = suspect.object().getName();
    Output output = suspect.output();
    try {
      var uid = output.objects().abandonedBy(namespace, name);
      if (uid.isEmpty() || !name.endsWith(output.suffix())) {
        return;
      }
      String owner = name.substring(0, name.length() - output.suffix().length());
      HasMetadata live =
          client.resources(output.owner()).inNamespace(namespace).withName(owner).get();
      if (live != null && uid.get().equals(live.getMetadata().getUid())) {
        // Its owner's reconciler puts it in order.
        return;
      }
      if (output.objects().remove(namespace, name, uid.get()) == Written.CONFLICT) {
        later(suspect, RETRY);
      }
    } catch (WriteGate.ClosedException e) {
      LOG.debug("stopping; the next operator looks at {}", suspect.object(), e);
    } catch (KubernetesClientException e) {
      LOG.warn(
          "{} in {} lost its owner and could not be deleted (status {}); tried again in {} s",
          name,
          namespace,
          e.getCode(),
          RETRY.toSeconds());
      later(suspect, RETRY);
    }
  }
}
