package dev.toolrack.mcp;

import dev.toolrack.mcp.egress.Tenant;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for about an hour what metadata a server has, and that it has none: verifying again
 * then costs no further request. What is not known any more through an outage stays as it was.
 */
final class KnownMetadata {
  /** Varied by a quarter, so that what was looked up together is not looked up together again. */
  static final Duration LIFE = Duration.ofHours(1);

  /** When to try again after an outage. */
  static final Duration PAUSE = Duration.ofMinutes(5);

  private static final int CAPACITY = 16 * 1024;

  /** In characters, because servers and whoever declares them say how long the texts are. */
  static final int SIZE = 8 * 1024 * 1024;

  /** What an entry takes however short its texts are. */
  private static final int ENTRY = 256;

  private final LongSupplier nanoTime;
  private final int capacity;
  private final Map<Key, Remembered> entries = new LinkedHashMap<>(16, 0.75f, true);
  private long size;

  /** Finds out what is not known. */
  interface Source {
    MetadataFinding find() throws InterruptedException;
  }

  /** Whose view of which server: what the guard and the TLS connection allow depends on these. */
  private record Key(ProtectedResource server, Tenant tenant, String trust) {}

  private record Remembered(Optional<String> named, MetadataFinding finding, long end) {}

  /**
   * An empty memory.
   *
   * @param nanoTime a clock that only runs forward, in nanoseconds
   */
  KnownMetadata(LongSupplier nanoTime) {
    this(nanoTime, CAPACITY);
  }

  KnownMetadata(LongSupplier nanoTime, int capacity) {
    this.nanoTime = nanoTime;
    this.capacity = capacity;
  }

  /**
   * What is known of a server, found out first if nothing is or if it is too old.
   *
   * @param named where the server says now that its metadata are; if it said otherwise before, what
   *     is known does not count
   */
  MetadataFinding of(
      ProtectedResource server, VerificationRequest request, Optional<String> named, Source source)
      throws InterruptedException {
    Key key =
        new Key(server, request.tenant(), request.trust().map(TrustBundle::digest).orElse(""));
    Remembered known = get(key);
    boolean sameSource = known != null && (named.isEmpty() || named.equals(known.named()));
    if (known != null && sameSource && known.end() - nanoTime.getAsLong() > 0) {
      return known.finding();
    }
    MetadataFinding found = source.find();
    boolean outage = found instanceof MetadataFinding.Unknown;
    MetadataFinding finding = outage && known != null ? known.finding() : found;
    long end = nanoTime.getAsLong() + (outage ? PAUSE : life()).toNanos();
    put(key, new Remembered(named, finding, end));
    return finding;
  }

  private synchronized @Nullable Remembered get(Key key) {
    return entries.get(key);
  }

  private synchronized void put(Key key, Remembered entry) {
    Remembered before = entries.put(key, entry);
    size += size(key, entry) - (before == null ? 0 : size(key, before));
    while (entries.size() > capacity || size > SIZE) {
      Map.Entry<Key, Remembered> eldest = entries.entrySet().iterator().next();
      size -= size(eldest.getKey(), eldest.getValue());
      entries.remove(eldest.getKey());
    }
  }

  /** How many servers are remembered. */
  synchronized int servers() {
    return entries.size();
  }

  private static int size(Key key, Remembered entry) {
    int texts =
        entry.finding() instanceof MetadataFinding.Found found
            ? found.resource().length()
                + found.authorizationServer().length()
                + found.scopes().stream().mapToInt(scope -> scope.length() + 32).sum()
            : 0;
    return ENTRY
        + key.server().url().toString().length()
        + entry.named().map(String::length).orElse(0)
        + texts;
  }

  private static Duration life() {
    return LIFE.multipliedBy(ThreadLocalRandom.current().nextInt(75, 126)).dividedBy(100);
  }
}
