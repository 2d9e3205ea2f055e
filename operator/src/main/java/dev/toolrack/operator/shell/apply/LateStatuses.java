package dev.toolrack.operator.shell.apply;

import dev.toolrack.core.status.Finding;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes statuses when no agent waits for its tools: a change that concerns ten thousand agents
 * reaches all of them first. Of each object only the latest status is written, and never two at the
 * same time.
 *
 * @param <P> the kind
 * @param <S> its status
 */
public final class LateStatuses<P extends CustomResource<?, S>, S> {
  private static final Logger LOG = LoggerFactory.getLogger(LateStatuses.class);

  /**
   * Statuses that are kept, a few kilobytes each. Whoever finds no room is decided about once more
   * when it is their turn: that costs less than it costs to write one.
   */
  private static final int ROOM = 1000;

  private final Writer<P, S> writer;
  private final Executor later;
  private final Function<ResourceID, Optional<P>> current;
  private final Consumer<ResourceID> decideAnew;

  private final ConcurrentMap<ResourceID, Entry<P, S>> entries = new ConcurrentHashMap<>();
  private final Set<ResourceID> failed = ConcurrentHashMap.newKeySet();
  private final AtomicInteger kept = new AtomicInteger();
  private final Queue<ResourceID> withoutRoom = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean asking = new AtomicBoolean();

  /** Writes the status of one object. */
  public interface Writer<P extends CustomResource<?, S>, S> {

    /** Whether the status would say something new. */
    boolean isNews(P resource, S facts, List<Finding> findings);

    /**
     * Brings the status up to date.
     *
     * @param resource the object as it is now
     * @param generation of the object that the decision is about
     * @param facts the status apart from its conditions
     * @return {@link Written#CONFLICT} if it has to be decided about once more
     */
    Written patchIfChanged(
        P resource, long generation, S facts, List<Finding> findings, Context<P> context);
  }

  /**
   * @param later runs what is to be done when there is nothing better to do
   * @param current an object as it is in the cache
   * @param decideAnew asks for another decision about an object
   */
  public LateStatuses(
      Writer<P, S> writer,
      Executor later,
      Function<ResourceID, Optional<P>> current,
      Consumer<ResourceID> decideAnew) {
    this.writer = writer;
    this.later = later;
    this.current = current;
    this.decideAnew = decideAnew;
  }

  private record Status<P extends CustomResource<?, S>, S>(
      P decided, S facts, List<Finding> findings, Context<P> context) {}

  /** What waits for one object; changed within its map only. */
  private static final class Entry<P extends CustomResource<?, S>, S> {
    /** {@code null} = it is being written, or there was no room. */
    private @Nullable Status<P, S> status;

    /** Somebody will write it, or is writing now. */
    private boolean scheduled;

    /** It found no room and is to be decided about once more. */
    private boolean again;
  }

  /**
   * Brings the status up to date, soon. A status that could not be written the last time, or whose
   * object is decided about once more after a failure, is written at once: whoever is called then
   * fails as well, and the framework tries again, less and less often.
   *
   * @param facts the status apart from its conditions
   * @return {@link Written#CONFLICT} if it has to be decided about once more
   */
  public Written patchIfChanged(P resource, S facts, List<Finding> findings, Context<P> context) {
    ResourceID id = ResourceID.fromResource(resource);
    if (failed.remove(id) || context.getRetryInfo().isPresent()) {
      // What waits was decided earlier and must not be written after this.
      take(id);
      return writer.patchIfChanged(
          resource, resource.getMetadata().getGeneration(), facts, findings, context);
    }
    var status = new Status<>(resource, facts, findings, context);
    var next = new ArrayList<Runnable>(1);
    entries.compute(
        id,
        (key, known) -> {
          if (known == null && !writer.isNews(resource, facts, findings)) {
            return null;
          }
          Entry<P, S> entry = known == null ? new Entry<>() : known;
          if (!keep(entry, status)) {
            if (!entry.again) {
              entry.again = true;
              withoutRoom.add(id);
            }
          } else if (!entry.scheduled) {
            entry.scheduled = true;
            next.add(() -> later.execute(() -> write(id)));
          }
          return entry;
        });
    next.forEach(Runnable::run);
    return Written.UNCHANGED;
  }

  /** Forgets a deleted object. */
  public void forget(ResourceID id) {
    failed.remove(id);
  }

  private boolean keep(Entry<P, S> entry, Status<P, S> status) {
    if (entry.status == null && kept.incrementAndGet() > ROOM) {
      kept.decrementAndGet();
      return false;
    }
    entry.status = status;
    return true;
  }

  private void write(ResourceID id) {
    try {
      take(id).ifPresent(status -> write(id, status));
    } catch (WriteGate.ClosedException e) {
      LOG.debug("status of {} is left to the next one", id);
    } catch (RuntimeException e) {
      LOG.debug("status of {} not written", id, e);
      if (current.apply(id).isPresent()) {
        failed.add(id);
        decideAnew.accept(id);
      }
    } finally {
      written(id);
    }
  }

  private Optional<Status<P, S>> take(ResourceID id) {
    var taken = new ArrayList<Status<P, S>>(1);
    entries.computeIfPresent(
        id,
        (key, entry) -> {
          if (entry.status != null) {
            taken.add(entry.status);
            entry.status = null;
            kept.decrementAndGet();
          }
          return entry;
        });
    return taken.stream().findFirst();
  }

  private void write(ResourceID id, Status<P, S> status) {
    String uid = status.decided().getMetadata().getUid();
    current
        .apply(id)
        .filter(now -> uid.equals(now.getMetadata().getUid()))
        .filter(now -> !now.isMarkedForDeletion())
        .map(now ->
            writer.patchIfChanged(
                now,
                status.decided().getMetadata().getGeneration(),
                status.facts(),
                status.findings(),
                status.context()))
        .filter(written -> written == Written.CONFLICT)
        .ifPresent(_ -> decideAnew.accept(id));
  }

  /** Whatever was decided meanwhile is next. */
  private void written(ResourceID id) {
    var next = new ArrayList<Runnable>(1);
    entries.computeIfPresent(
        id,
        (key, entry) -> {
          if (entry.status != null) {
            next.add(() -> later.execute(() -> write(id)));
            return entry;
          }
          entry.scheduled = false;
          return entry.again ? entry : null;
        });
    next.forEach(Runnable::run);
    askSoon();
  }

  private void askSoon() {
    if (!withoutRoom.isEmpty() && asking.compareAndSet(false, true)) {
      later.execute(this::ask);
    }
  }

  /** One after the other, while there is room: nobody is asked twice in vain. */
  private void ask() {
    asking.set(false);
    ResourceID id = withoutRoom.poll();
    if (id == null) {
      return;
    }
    entries.computeIfPresent(
        id,
        (key, entry) -> {
          entry.again = false;
          return entry.scheduled ? entry : null;
        });
    decideAnew.accept(id);
    if (kept.get() < ROOM) {
      askSoon();
    }
  }
}
