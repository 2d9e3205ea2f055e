package dev.toolrack.operator.shell.apply;

import dev.toolrack.crds.AgentToolBinding;
import dev.toolrack.crds.Api;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.operator.edge.SlimStore;
import dev.toolrack.operator.edge.Uid;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What a cache keeps of an output. Of one that looks as the operator makes them, which is nearly
 * all of them: two UIDs, the version and the digest; everything else follows from its name. Of any
 * other one, its metadata and digest.
 *
 * @param <T> ConfigMap or Secret
 */
public final class OutputForm<T extends HasMetadata> implements SlimStore.Form<T, Object> {
  private static final int DIGEST_BYTES = 4 * Long.BYTES;

  private final OutputDigest digest;
  private final Supplier<T> empty;
  private final String what;
  private final Class<? extends HasMetadata> owner;
  private final String ownerApiVersion;
  private final String ownerKind;
  private final String suffix;

  private OutputForm(
      OutputDigest digest,
      Supplier<T> empty,
      String what,
      Class<? extends HasMetadata> owner,
      String suffix) {
    this.digest = digest;
    this.empty = empty;
    this.what = what;
    this.owner = owner;
    this.ownerApiVersion = HasMetadata.getApiVersion(owner);
    this.ownerKind = HasMetadata.getKind(owner);
    this.suffix = suffix;
  }

  /**
   * The form of an agent's outputs.
   *
   * @param empty makes an object of the type
   * @param what value of {@link Api#MANAGED_LABEL}
   * @param suffix what is added to the binding's name
   */
  public static <T extends HasMetadata> OutputForm<T> ofBinding(
      OutputDigest digest, Supplier<T> empty, String what, String suffix) {
    return new OutputForm<>(digest, empty, what, AgentToolBinding.class, suffix);
  }

  /** The form of what an integration owns; the rest as with bindings. */
  public static <T extends HasMetadata> OutputForm<T> ofIntegration(
      OutputDigest digest, Supplier<T> empty, String what, String suffix) {
    return new OutputForm<>(digest, empty, what, McpIntegration.class, suffix);
  }

  /** An output as the operator makes them. Numbers in place: each object of its own costs more. */
  private record Plain(
      long uidHigh,
      long uidLow,
      long ownerHigh,
      long ownerLow,
      long digest1,
      long digest2,
      long digest3,
      long digest4,
      String resourceVersion) {}

  @Override
  public Object pack(T full) {
    T slim = digest.slim(full);
    ObjectMeta metadata = slim.getMetadata();
    return plain(slim)
        .filter(plain -> object(metadata.getNamespace(), metadata.getName(), plain).equals(slim))
        .<Object>map(plain -> plain)
        .orElse(slim);
  }

  @Override
  @SuppressWarnings("unchecked") // what is not plain came out of pack
  public T unpack(String key, Object kept) {
    int slash = key.indexOf('/');
    return kept instanceof Plain plain
        ? object(key.substring(0, slash), key.substring(slash + 1), plain)
        : (T) kept;
  }

  /** The watch may have told of a write before its answer came. */
  @Override
  public Optional<T> better(T object) {
    return digest.learned(object);
  }

  private Optional<Plain> plain(T slim) {
    ObjectMeta metadata = slim.getMetadata();
    Optional<UUID> uid = Uid.parse(metadata.getUid());
    Optional<UUID> ownerUid = Uid.parse(Ownership.mark(slim));
    byte[] digest = bytes(this.digest.of(slim));
    if (uid.isEmpty()
        || ownerUid.isEmpty()
        || digest.length != DIGEST_BYTES
        || !metadata.getName().endsWith(suffix)) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(digest);
    return Optional.of(
        new Plain(
            uid.get().getMostSignificantBits(),
            uid.get().getLeastSignificantBits(),
            ownerUid.get().getMostSignificantBits(),
            ownerUid.get().getLeastSignificantBits(),
            bytes.getLong(),
            bytes.getLong(),
            bytes.getLong(),
            bytes.getLong(),
            metadata.getResourceVersion()));
  }

  private T object(String namespace, String name, Plain plain) {
    String ownerName = name.substring(0, name.length() - suffix.length());
    String ownerUid = new UUID(plain.ownerHigh(), plain.ownerLow()).toString();
    var metadata = new ObjectMeta();
    metadata.setName(name);
    metadata.setNamespace(namespace);
    metadata.setUid(new UUID(plain.uidHigh(), plain.uidLow()).toString());
    metadata.setResourceVersion(plain.resourceVersion());
    metadata.setLabels(
        owner == AgentToolBinding.class
            ? Map.of(Api.MANAGED_LABEL, what, Api.BINDING_LABEL, ownerName)
            : Map.of(Api.MANAGED_LABEL, what));
    metadata.setOwnerReferences(
        List.of(new OwnerReference(ownerApiVersion, false, true, ownerKind, ownerName, ownerUid)));
    metadata.setAnnotations(OutputDigest.kept(digest(plain), ownerUid));
    T object = empty.get();
    object.setMetadata(metadata);
    return object;
  }

  /** None of what is no digest: anybody may annotate an object with what is kept in memory only. */
  private static byte[] bytes(String digest) {
    try {
      return Base64.getDecoder().decode(digest);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static String digest(Plain plain) {
    return Base64.getEncoder()
        .encodeToString(
            ByteBuffer.allocate(DIGEST_BYTES)
                .putLong(plain.digest1())
                .putLong(plain.digest2())
                .putLong(plain.digest3())
                .putLong(plain.digest4())
                .array());
  }
}
