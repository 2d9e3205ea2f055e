package dev.toolrack.operator.edge;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceAction;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceEvent;
import java.util.Collection;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Lets other parts of the operator ask for a decision: what changed is in memory and no object.
 *
 * @param <P> the kind that is decided about
 */
public final class Wake<P extends HasMetadata> extends AbstractEventSource<Void, P>
    implements ResourceEventAware<P> {
  private final Consumer<P> onSeen;
  private final Consumer<P> onDeleted;

  /**
   * @param name of the event source
   * @param onDeleted told of every deleted object of the kind
   */
  public Wake(String name, Consumer<P> onDeleted) {
    this(name, _ -> {}, onDeleted);
  }

  /**
   * @param name of the event source
   * @param onSeen told of every new or changed object of the kind, before it is decided about
   * @param onDeleted told of every deleted object of the kind
   */
  public Wake(String name, Consumer<P> onSeen, Consumer<P> onDeleted) {
    super(Void.class, name);
    this.onSeen = onSeen;
    this.onDeleted = onDeleted;
  }

  /**
   * Asks for a new decision about each of these; those that do not exist are passed over. Before
   * the framework has started, nobody has to be asked: everything is decided about then.
   *
   * @param objects looked up only if somebody can be asked
   */
  public void wake(Supplier<? extends Collection<ResourceID>> objects) {
    if (isRunning()) {
      objects.get().forEach(id -> getEventHandler().handleEvent(new Event(id)));
    }
  }

  /**
   * Asks for a decision about an object that the framework takes for one that is gone, and would
   * not be woken for: as if the watch told of it now.
   */
  public void tellAgain(P resource) {
    if (isRunning()) {
      var id = ResourceID.fromResource(resource);
      getEventHandler().handleEvent(new ResourceEvent(ResourceAction.ADDED, id, resource));
    }
  }

  @Override
  public void onResourceCreated(P resource) {
    onSeen.accept(resource);
  }

  @Override
  public void onResourceUpdated(P now, P before) {
    onSeen.accept(now);
  }

  @Override
  public void onResourceDeleted(P resource) {
    onDeleted.accept(resource);
  }

  @Override
  public Set<Void> getSecondaryResources(P primary) {
    return Set.of();
  }
}
