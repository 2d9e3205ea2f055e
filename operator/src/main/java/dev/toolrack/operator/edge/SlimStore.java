package dev.toolrack.operator.edge;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An informer's cache that keeps less than the objects.
 *
 * <p>Handlers are told of the objects of a first list when the list is complete, and then with what
 * is kept. With the framework's own store the whole objects of the list would wait for them: its
 * event sources take no event before they have started.
 *
 * @param <T> the kind
 * @param <K> what is kept of an object
 */
public final class SlimStore<T extends HasMetadata, K> implements ItemStore<T> {
  private final Map<String, K> kept = new ConcurrentHashMap<>();
  private final Form<T, K> form;

  public SlimStore(Form<T, K> form) {
    this.form = form;
  }

  /**
   * What is kept of objects of a kind.
   *
   * @param <T> the kind
   * @param <K> what is kept
   */
  public interface Form<T extends HasMetadata, K> {

    /** What is to be kept of an object; total. */
    K pack(T full);

    /**
     * The object as far as it was kept: a new one each time, or one that nobody may change.
     *
     * @param key {@code namespace/name}, or the name of an object without namespace
     */
    T unpack(String key, K kept);

    /** What has become known of an object since it was packed: the object to be kept instead. */
    default Optional<T> better(T object) {
      return Optional.empty();
    }
  }

  /** A store of objects that lack something. */
  public static <T extends HasMetadata> SlimStore<T, T> of(UnaryOperator<T> slim) {
    return new SlimStore<>(
        new Form<>() {
          @Override
          public T pack(T full) {
            return slim.apply(full);
          }

          @Override
          public T unpack(String key, T kept) {
            return kept;
          }
        });
  }

  @Override
  public String getKey(T object) {
    return Cache.metaNamespaceKeyFunc(object);
  }

  @Override
  public @Nullable T put(String key, T full) {
    return unpack(key, kept.put(key, form.pack(full)));
  }

  @Override
  public @Nullable T remove(String key) {
    return unpack(key, kept.remove(key));
  }

  @Override
  public @Nullable T get(String key) {
    K packed = kept.get(key);
    if (packed == null) {
      return null;
    }
    T object = form.unpack(key, packed);
    Optional<T> better = form.better(object);
    // Unless the informer has put another version there meanwhile.
    better.ifPresent(known -> kept.replace(key, packed, form.pack(known)));
    return better.orElse(object);
  }

  @Override
  public Stream<String> keySet() {
    return kept.keySet().stream();
  }

  @Override
  public Stream<T> values() {
    return kept.entrySet().stream().map(entry -> form.unpack(entry.getKey(), entry.getValue()));
  }

  @Override
  public int size() {
    return kept.size();
  }

  private @Nullable T unpack(String key, @Nullable K packed) {
    return packed == null ? null : form.unpack(key, packed);
  }
}
