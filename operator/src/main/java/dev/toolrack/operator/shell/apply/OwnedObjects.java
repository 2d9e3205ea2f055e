package dev.toolrack.operator.shell.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.net.HttpURLConnection;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the objects of one type that the operator owns: POST to create, PUT with the
 * resourceVersion that was compared to update, DELETE guarded by it. Never server-side apply, and
 * never adoption: an object without our controller reference is left alone, unless it was made for
 * the same owner and lost the reference; then it is deleted and made anew.
 *
 * <p>A write happens only if the digest of the live object differs from the desired one's. Our own
 * writes are put into the informer's cache at once, so a decision that follows closely compares
 * with what was written, not with what the watch has delivered so far.
 *
 * @param <T> ConfigMap or Secret
 */
public final class OwnedObjects<T extends HasMetadata> {
  private static final Logger LOG = LoggerFactory.getLogger(OwnedObjects.class);
  private static final int TRIES = 4;

  private final KubernetesClient client;
  private final OutputRequests requests;
  private final InformerEventSource<T, ?> cache;
  private final OutputDigest digest;
  private final WriteCounter counter;
  private final WriteGate gate;
  private final WritesUnderWay underWay;

  public OwnedObjects(
      KubernetesClient client,
      InformerEventSource<T, ?> cache,
      OutputDigest digest,
      WriteCounter counter,
      WriteGate gate,
      WritesUnderWay underWay) {
    this.client = client;
    this.requests = new OutputRequests(client);
    this.cache = cache;
    this.digest = digest;
    this.counter = counter;
    this.gate = gate;
    this.underWay = underWay;
  }

  /** The object as the cache has it: metadata and digest, no data. */
  public Optional<T> cached(String namespace, String name) {
    return cache.get(new ResourceID(name, namespace));
  }

  /** The same, and nothing before the informer was started: it shows everything then. */
  Optional<T> cachedIfStarted(String namespace, String name) {
    return cache.isRunning() ? cached(namespace, name) : Optional.empty();
  }

  /**
   * Whether an object with the desired one's name is not the owner's. One that is not in the cache
   * may be there all the same, without our labels: it is looked for once.
   */
  public boolean isTaken(T desired) {
    return cached(namespace(desired), name(desired))
        .or(() -> read(desired))
        .filter(live -> Ownership.of(live, ownerUid(desired)) == Ownership.FOREIGN)
        .isPresent();
  }

  /** Brings the object into the desired form. */
  public Written ensure(T desired) {
    Optional<T> live = known(desired);
    for (int i = 0; i < TRIES; i++) {
      Optional<Written> done = live.isEmpty() ? create(desired) : replace(live.get(), desired);
      if (done.isPresent()) {
        return done.get();
      }
      live = read(desired);
    }
    return Written.CONFLICT;
  }

  /**
   * Brings the object into the desired form if it is there; one that can only be replaced by
   * another one is deleted. For owners that are about to go: nothing is made anew for them.
   */
  public Written reduce(T desired) {
    Optional<T> live = known(desired);
    for (int i = 0; i < TRIES && live.isPresent(); i++) {
      Optional<Written> done =
          switch (Ownership.of(live.get(), ownerUid(desired))) {
            case FOREIGN -> Optional.of(Written.UNCHANGED);
            case STRIPPED -> deleted(live.get());
            case OURS ->
                OutputDigest.immutable(live.get())
                    ? deleted(live.get())
                    : update(live.get(), desired);
          };
      if (done.isPresent()) {
        return done.get();
      }
      live = read(desired);
    }
    return live.isEmpty() ? Written.UNCHANGED : Written.CONFLICT;
  }

  /** Deletes the object if it is there and was made for the owner with this UID. */
  public Written remove(String namespace, String name, String ownerUid) {
    Optional<T> live = cached(namespace, name);
    if (live.isEmpty() || live.get().getMetadata().getDeletionTimestamp() != null) {
      return Written.UNCHANGED;
    }
    return Ownership.of(live.get(), ownerUid) == Ownership.FOREIGN
        ? Written.UNCHANGED
        : delete(live.get());
  }

  /** The owner that an object was made for and does not refer to any more, by UID. */
  Optional<String> abandonedBy(String namespace, String name) {
    return cached(namespace, name).flatMap(Ownership::abandonedBy);
  }

  /** As the cache has it, or, where that does not know what is in it, as it is. */
  private Optional<T> known(T desired) {
    return cached(namespace(desired), name(desired))
        .flatMap(cached -> digest.isKnown(cached) ? Optional.of(cached) : read(desired));
  }

  /** Empty = look at the live object and try again. */
  private Optional<Written> create(T desired) {
    try (var write = underWay.begin(desired)) {
      gate.check();
      T created = digest.written(requests.create(desired), digest.of(desired));
      cache.handleRecentResourceCreate(ResourceID.fromResource(created), created);
      return changed("create", desired, write.metOthers(created));
    } catch (KubernetesClientException e) {
      return switch (e.getCode()) {
        case HttpURLConnection.HTTP_CONFLICT -> Optional.empty();
        // The namespace is being deleted, or is gone: nothing can be created in it.
        case HttpURLConnection.HTTP_FORBIDDEN, HttpURLConnection.HTTP_NOT_FOUND ->
            namespaceGoesAway(e) ? Optional.of(Written.CONFLICT) : rethrow(e);
        default -> rethrow(e);
      };
    }
  }

  private Optional<Written> replace(T live, T desired) {
    return switch (Ownership.of(live, ownerUid(desired))) {
      case FOREIGN -> Optional.of(Written.NAME_TAKEN);
      case STRIPPED -> deleted(live).flatMap(_ -> create(desired));
      case OURS ->
          OutputDigest.immutable(live) && !same(live, desired)
              ? deleted(live).flatMap(_ -> create(desired))
              : update(live, desired);
    };
  }

  private boolean same(T live, T desired) {
    return digest.of(live).equals(digest.of(desired));
  }

  private Optional<Written> update(T live, T desired) {
    String wanted = digest.of(desired);
    if (wanted.equals(digest.of(live))) {
      return Optional.of(Written.UNCHANGED);
    }
    try (var write = underWay.begin(desired)) {
      gate.check();
      T updated = requests.update(desired, live.getMetadata().getResourceVersion());
      remember(digest.written(updated, wanted), live);
      return changed("update", desired, write.metOthers(updated));
    } catch (KubernetesClientException e) {
      return e.getCode() == HttpURLConnection.HTTP_CONFLICT
              || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND
          ? Optional.empty()
          : rethrow(e);
    }
  }

  /** An object that lost our label is in no cache; it comes back like a new one. */
  private void remember(T updated, T before) {
    var id = ResourceID.fromResource(updated);
    if (cache.get(id).isPresent()) {
      cache.handleRecentResourceUpdate(id, updated, before);
    } else {
      cache.handleRecentResourceCreate(id, updated);
    }
  }

  private Optional<Written> deleted(T live) {
    return delete(live) == Written.CHANGED ? Optional.of(Written.CHANGED) : Optional.empty();
  }

  private Written delete(T live) {
    try {
      gate.check();
      Resource<T> resource = client.resource(live);
      resource.lockResourceVersion(live.getMetadata().getResourceVersion()).delete();
      changed("delete", live);
      return Written.CHANGED;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return Written.CONFLICT;
      }
      throw e;
    }
  }

  private Optional<T> read(T desired) {
    T live = client.resource(desired).get();
    if (live != null) {
      digest.learn(live, digest.of(live));
    }
    return Optional.ofNullable(live);
  }

  /** Empty if somebody else wrote it too, meanwhile: the live object has to be looked at. */
  private Optional<Written> changed(String verb, T object, boolean metOthers) {
    Optional<Written> written = changed(verb, object);
    return metOthers ? Optional.empty() : written;
  }

  private Optional<Written> changed(String verb, T object) {
    counter.wrote(verb, object.getKind());
    LOG.debug("{} {} {}/{}", verb, object.getKind(), namespace(object), name(object));
    return Optional.of(Written.CHANGED);
  }

  private static boolean namespaceGoesAway(KubernetesClientException e) {
    var details = e.getStatus() == null ? null : e.getStatus().getDetails();
    return details != null
        && ("namespaces".equals(details.getKind())
            || details.getCauses().stream()
                .anyMatch(cause -> "NamespaceTerminating".equals(cause.getReason())));
  }

  private static Optional<Written> rethrow(KubernetesClientException e) {
    throw e;
  }

  private static String ownerUid(HasMetadata desired) {
    return desired.getMetadata().getOwnerReferences().getFirst().getUid();
  }

  private static String namespace(HasMetadata object) {
    return object.getMetadata().getNamespace();
  }

  private static String name(HasMetadata object) {
    return object.getMetadata().getName();
  }
}
