package dev.toolrack.operator.shell.gather;

import dev.toolrack.crds.AgentToolBinding;
import dev.toolrack.crds.AgentToolBindingSpec;
import dev.toolrack.crds.AgentToolBindingStatus;
import dev.toolrack.operator.edge.Uid;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The cache of bindings: names, version, spec and status of each, from which an object is made anew
 * for whoever asks. Specs and statuses are shared as far as they are equal, and so are the names,
 * also with those who remember bindings for other reasons.
 */
public final class BindingStore implements ItemStore<AgentToolBinding> {
  private static final ConcurrentMap<String, Kept> NONE = new ConcurrentHashMap<>(1);

  private final ConcurrentMap<String, ConcurrentMap<String, Kept>> namespaces =
      new ConcurrentHashMap<>();
  private final Slim slim;

  public BindingStore(Slim slim) {
    this.slim = slim;
  }

  /**
   * What is kept of a binding.
   *
   * @param uidText the UID where the numbers do not give it
   */
  private record Kept(
      ResourceID id,
      long uidHigh,
      long uidLow,
      @Nullable String uidText,
      long generation,
      String resourceVersion,
      @Nullable String deletionTimestamp,
      @Nullable AgentToolBindingSpec spec,
      @Nullable AgentToolBindingStatus status) {}

  /** The bindings of a namespace. */
  public Stream<ResourceID> in(String namespace) {
    return namespaces.getOrDefault(namespace, NONE).values().stream().map(Kept::id);
  }

  /** All bindings. */
  public Stream<ResourceID> everybody() {
    return namespaces.values().stream().flatMap(names -> names.values().stream()).map(Kept::id);
  }

  /** The name of a binding: of one that is here always the same instance. */
  public ResourceID id(HasMetadata binding) {
    ObjectMeta metadata = binding.getMetadata();
    Kept kept = namespaces.getOrDefault(metadata.getNamespace(), NONE).get(metadata.getName());
    return kept == null ? ResourceID.fromResource(binding) : kept.id();
  }

  @Override
  public String getKey(AgentToolBinding binding) {
    return Cache.metaNamespaceKeyFunc(binding);
  }

  @Override
  public @Nullable AgentToolBinding put(String key, AgentToolBinding full) {
    Kept now = pack(full);
    return unpack(
        namespaces
            .computeIfAbsent(slim.text(namespace(key)), _ -> new ConcurrentHashMap<>())
            .put(now.id().getName(), now));
  }

  @Override
  public @Nullable AgentToolBinding remove(String key) {
    Kept[] before = new Kept[1];
    namespaces.computeIfPresent(
        namespace(key),
        (_, names) -> {
          before[0] = names.remove(name(key));
          return names.isEmpty() ? null : names;
        });
    return unpack(before[0]);
  }

  @Override
  public @Nullable AgentToolBinding get(String key) {
    return unpack(namespaces.getOrDefault(namespace(key), NONE).get(name(key)));
  }

  @Override
  public Stream<String> keySet() {
    return everybody().map(id -> id.getNamespace().orElse("") + "/" + id.getName());
  }

  @Override
  public Stream<AgentToolBinding> values() {
    return namespaces.values().stream()
        .flatMap(names -> names.values().stream())
        .map(BindingStore::object);
  }

  @Override
  public int size() {
    return namespaces.values().stream().mapToInt(Map::size).sum();
  }

  private Kept pack(AgentToolBinding full) {
    ObjectMeta metadata = full.getMetadata();
    Optional<UUID> uid = Uid.parse(metadata.getUid());
    return new Kept(
        new ResourceID(metadata.getName(), slim.text(metadata.getNamespace())),
        uid.map(UUID::getMostSignificantBits).orElse(0L),
        uid.map(UUID::getLeastSignificantBits).orElse(0L),
        uid.isPresent() ? null : metadata.getUid(),
        metadata.getGeneration(),
        metadata.getResourceVersion(),
        metadata.getDeletionTimestamp(),
        slim.same(full.getSpec()),
        slim.status(full.getStatus()));
  }

  private static @Nullable AgentToolBinding unpack(@Nullable Kept kept) {
    return kept == null ? null : object(kept);
  }

  private static AgentToolBinding object(Kept kept) {
    var metadata = new ObjectMeta();
    metadata.setName(kept.id().getName());
    metadata.setNamespace(kept.id().getNamespace().orElseThrow());
    metadata.setUid(
        kept.uidText() == null
            ? new UUID(kept.uidHigh(), kept.uidLow()).toString()
            : kept.uidText());
    metadata.setGeneration(kept.generation());
    metadata.setResourceVersion(kept.resourceVersion());
    metadata.setDeletionTimestamp(kept.deletionTimestamp());
    var binding = new AgentToolBinding();
    binding.setMetadata(metadata);
    binding.setSpec(kept.spec());
    binding.setStatus(kept.status());
    return binding;
  }

  private static String namespace(String key) {
    return key.substring(0, Math.max(key.indexOf('/'), 0));
  }

  private static String name(String key) {
    return key.substring(key.indexOf('/') + 1);
  }
}
