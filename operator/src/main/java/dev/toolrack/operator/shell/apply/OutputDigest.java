package dev.toolrack.operator.shell.apply;

import dev.toolrack.crds.Api;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether an object in the cluster is what it should be, without keeping what is in it: the
 * caches of outputs hold a digest in place of the data.
 *
 * <p>The digest is an HMAC under a key that lives as long as this process, so nothing that could be
 * compared with a guessed secret exists anywhere, not even in a heap dump of another run. It covers
 * data, binaryData, labels, ownerReferences and immutable; of the annotations, which other tools
 * add, only the one that says whom the object was made for.
 */
public final class OutputDigest {
  /** In memory only: where a cached object carries the digest of what it was. */
  private static final String ANNOTATION = "in-memory.toolrack.dev/digest";

  private static final String ALGORITHM = "HmacSHA256";

  /** Of an output that somebody wrote of whose version only the metadata was told. */
  private static final String UNKNOWN = Base64.getEncoder().encodeToString(new byte[32]);

  private final KnownVersions known = new KnownVersions();
  private final SecretKeySpec key;

  /** Draws a new key. */
  public OutputDigest() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    this.key = new SecretKeySpec(random, ALGORITHM);
  }

  /**
   * What an informer keeps of an output.
   *
   * @param object the whole, or its metadata after somebody wrote it
   */
  public <T extends HasMetadata> T slim(T object) {
    if (!MetadataWatches.KIND.equals(object.getKind())) {
      return slim(object, of(object));
    }
    return slim(object, known.take(object).orElse(UNKNOWN));
  }

  /** What is in this version of an output: it was just written, or read. */
  void learn(HasMetadata output, String digest) {
    known.learn(output, digest);
  }

  /** Whether it is known what is in an output from the cache. */
  boolean isKnown(HasMetadata cached) {
    return !UNKNOWN.equals(of(cached));
  }

  /** A slim object of which it was not known what is in it, and now is. */
  <T extends HasMetadata> Optional<T> learned(T cached) {
    return UNKNOWN.equals(kept(cached))
        ? known.take(cached).map(digest -> slim(cached, digest))
        : Optional.empty();
  }

  /**
   * The same of an output that was just written, and is remembered until the watch tells of it.
   *
   * @param answer what the API server said of it; its metadata is enough
   * @param digest of what was written
   */
  <T extends HasMetadata> T written(T answer, String digest) {
    learn(answer, digest);
    return slim(answer, digest);
  }

  private static <T extends HasMetadata> T slim(T answer, String digest) {
    var metadata = answer.getMetadata();
    var kept =
        new ObjectMetaBuilder()
            .withName(metadata.getName())
            .withNamespace(metadata.getNamespace())
            .withUid(metadata.getUid())
            .withResourceVersion(metadata.getResourceVersion())
            .withDeletionTimestamp(metadata.getDeletionTimestamp())
            .withLabels(metadata.getLabels())
            .withOwnerReferences(metadata.getOwnerReferences())
            .withAnnotations(kept(digest, Ownership.mark(answer)))
            .build();
    T slim = empty(answer);
    slim.setMetadata(kept);
    return slim;
  }

  /** The annotations of a slim object. */
  static Map<String, String> kept(String digest, @Nullable String owner) {
    return owner == null
        ? Map.of(ANNOTATION, digest)
        : Map.of(ANNOTATION, digest, Api.OWNER_ANNOTATION, owner);
  }

  /** The digest of an object, whether it is a slim one or the whole. */
  public String of(HasMetadata object) {
    String kept = kept(object);
    if (kept == null) {
      return compute(object);
    }
    return kept.equals(UNKNOWN) ? known.digest(object).orElse(UNKNOWN) : kept;
  }

  private static @Nullable String kept(HasMetadata object) {
    Map<String, String> annotations = object.getMetadata().getAnnotations();
    return annotations == null ? null : annotations.get(ANNOTATION);
  }

  /** Whether the object may not be changed, only replaced. */
  public static boolean immutable(HasMetadata object) {
    return switch (object) {
      case ConfigMap map -> Boolean.TRUE.equals(map.getImmutable());
      case Secret secret -> Boolean.TRUE.equals(secret.getImmutable());
      default -> false;
    };
  }

  private String compute(HasMetadata object) {
    Mac mac = mac();
    switch (object) {
      case ConfigMap map -> {
        feed(mac, map.getData());
        feed(mac, map.getBinaryData());
      }
      case Secret secret -> feed(mac, secret.getData());
      default -> throw new IllegalArgumentException(object.getKind() + " is no output");
    }
    feed(mac, object.getMetadata().getLabels());
    feed(mac, object.getMetadata().getOwnerReferences());
    feed(mac, Ownership.mark(object));
    feed(mac, String.valueOf(immutable(object)));
    return Base64.getEncoder().encodeToString(mac.doFinal());
  }

  private Mac mac() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  private static void feed(Mac mac, @Nullable Map<String, String> entries) {
    var sorted = new TreeMap<>(entries == null ? Map.of() : entries);
    feed(mac, String.valueOf(sorted.size()));
    sorted.forEach((name, value) -> {
      feed(mac, name);
      feed(mac, value);
    });
  }

  private static void feed(Mac mac, List<OwnerReference> owners) {
    feed(mac, String.valueOf(owners.size()));
    for (OwnerReference owner : owners) {
      feed(mac, owner.getApiVersion() + " " + owner.getKind() + " " + owner.getName());
      feed(mac, owner.getUid() + " " + owner.getController());
    }
  }

  /** The length goes first, so that no two lists of texts feed the same bytes. */
  private static void feed(Mac mac, @Nullable String text) {
    byte[] bytes = (text == null ? "" : text).getBytes(StandardCharsets.UTF_8);
    mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    mac.update(bytes);
  }

  @SuppressWarnings("unchecked") // the class of the result is that of the argument
  private static <T extends HasMetadata> T empty(T full) {
    return switch (full) {
      case ConfigMap map -> {
        var slim = new ConfigMap();
        slim.setImmutable(map.getImmutable());
        yield (T) slim;
      }
      case Secret secret -> {
        var slim = new Secret();
        slim.setImmutable(secret.getImmutable());
        yield (T) slim;
      }
      default -> throw new IllegalArgumentException(full.getKind() + " is no output");
    };
  }
}
