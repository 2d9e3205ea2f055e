package dev.toolrack.mcp.oauth;

import dev.toolrack.mcp.TrustBundle;
import dev.toolrack.mcp.egress.Tenant;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for about an hour what authorization servers say of themselves; failures it does not.
 */
final class KnownServers {
  /** Varied by a quarter, so that what was looked up together is not looked up together again. */
  static final Duration LIFE = Duration.ofHours(1);

  /** One may take some forty kilobytes, if a server is hostile. */
  private static final int CAPACITY = 512;

  private final LongSupplier nanoTime;
  private final Map<Key, Known> entries =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Known> eldest) {
          return size() > CAPACITY;
        }
      };

  /**
   * Whose view of which server: what the guard and the TLS connection allow depends on these.
   *
   * @param trust the digest of the bundle, which itself would be kept long after its end
   */
  record Key(String issuer, Tenant tenant, Optional<String> trust) {
    static Key of(AskedServer server) {
      return new Key(server.issuer(), server.tenant(), server.trust().map(TrustBundle::digest));
    }
  }

  private record Known(ServerMetadata metadata, long end) {}

  /**
   * An empty memory.
   *
   * @param nanoTime a clock that only runs forward, in nanoseconds
   */
  KnownServers(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** What is known of a server, found out first if nothing is or if it is too old. */
  ServerMetadata of(AskedServer server, Conversation conversation)
      throws OAuthException, InterruptedException {
    Key key = Key.of(server);
    Known known = get(key);
    if (known != null && known.end() - nanoTime.getAsLong() > 0) {
      return known.metadata();
    }
    ServerMetadata found = Discovery.find(server.issuer(), conversation);
    put(key, new Known(found, nanoTime.getAsLong() + life().toNanos()));
    return found;
  }

  /** Forgets a server: what it said may be why something failed. */
  synchronized void forget(AskedServer server) {
    entries.remove(Key.of(server));
  }

  private synchronized @Nullable Known get(Key key) {
    return entries.get(key);
  }

  private synchronized void put(Key key, Known known) {
    entries.put(key, known);
  }

  private static Duration life() {
    return LIFE.multipliedBy(ThreadLocalRandom.current().nextInt(75, 126)).dividedBy(100);
  }
}
