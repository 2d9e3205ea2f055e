package dev.toolrack.operator.shell.gather;

import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.core.view.IntegrationView;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The effective views of all integrations, published in memory before anything is written: tools
 * are withdrawn also while the API refuses writes. By name and UID, so that an integration that was
 * deleted and created anew has none until it is decided about.
 */
public final class ViewStore {
  private final ConcurrentMap<IntegrationRef, IntegrationView> views = new ConcurrentHashMap<>();
  private final List<Consumer<IntegrationRef>> listeners = new CopyOnWriteArrayList<>();

  /** Told of every integration whose view changed. */
  public void onChange(Consumer<IntegrationRef> listener) {
    listeners.add(listener);
  }

  /** Publishes a view; listeners are told if it differs from the one before. */
  public void publish(IntegrationRef ref, IntegrationView view) {
    if (!view.equals(views.put(ref, view))) {
      listeners.forEach(listener -> listener.accept(ref));
    }
  }

  /** Publishes a view unless there is one of the same integration already. */
  public void publishIfNone(IntegrationRef ref, IntegrationView view) {
    if (of(ref, view.uid()).isEmpty()) {
      publish(ref, view);
    }
  }

  /** The view of this very integration. */
  public Optional<IntegrationView> of(IntegrationRef ref, String uid) {
    return Optional.ofNullable(views.get(ref)).filter(view -> view.uid().equals(uid));
  }

  /** Forgets a deleted integration. */
  public void forget(IntegrationRef ref, String uid) {
    views.computeIfPresent(ref, (key, view) -> view.uid().equals(uid) ? null : view);
  }
}
