package dev.toolrack.mcp;

import dev.toolrack.mcp.egress.EgressGuard;
import dev.toolrack.mcp.egress.ForwardProxy;
import dev.toolrack.mcp.egress.LookupScope;
import dev.toolrack.mcp.egress.Names;
import dev.toolrack.mcp.egress.Tenant;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP clients: one for each bundle of certificate authorities and for each organisation that
 * has networks to itself, because a client keeps connections and hands them to whoever comes next.
 * Only so many are kept; the least recently used one that nobody uses is closed.
 */
final class GuardedClients implements AutoCloseable {
  private final EgressGuard guard;
  private final Limits limits;
  private final @Nullable Names names;
  private final int kept;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final SequencedMap<Key, Kept> clients = new LinkedHashMap<>(16, 0.75f, true);
  private boolean closed;

  /**
   * @param limits how long connecting and waiting for headers may take
   * @param names where addresses come from; {@code null} = from the machine's resolver
   * @param kept how many clients are kept while nobody uses them
   */
  GuardedClients(EgressGuard guard, Limits limits, @Nullable Names names, int kept) {
    this.guard = guard;
    this.limits = limits;
    this.names = names;
    this.kept = kept;
    // Shows now rather than at the first request whether addresses are filtered.
    scope(Optional.empty()).close();
  }

  /** Whose connections may be shared. */
  private record Key(Optional<String> bundle, Optional<String> org) {}

  /** A client and how many are using it; guarded by the map. */
  private static final class Kept {
    final HttpClient client;
    final LookupScope scope;
    int users;

    Kept(HttpClient client, LookupScope scope) {
      this.client = client;
      this.scope = scope;
    }

    void close() {
      client.shutdownNow();
      scope.close();
    }
  }

  /**
   * Requests on behalf of somebody.
   *
   * @param trust authorities to trust instead of the platform's
   * @return to be closed after the last request
   * @throws Stopped if everything was closed
   */
  GuardedHttp open(Tenant tenant, Optional<TrustBundle> trust) throws Stopped {
    Optional<String> org = guard.privateNetworksOf(tenant);
    Key key = new Key(trust.map(TrustBundle::digest), org);
    synchronized (clients) {
      if (closed) {
        throw new Stopped(FailureReason.UNREACHABLE);
      }
      Kept chosen = clients.computeIfAbsent(key, _ -> made(org, trust));
      chosen.users++;
      trim();
      return new GuardedHttp(
          guard, tenant, chosen.client, limits, chosen.scope, executor, () -> release(chosen));
    }
  }

  /** How many clients there are. */
  int size() {
    synchronized (clients) {
      return clients.size();
    }
  }

  private void release(Kept used) {
    synchronized (clients) {
      used.users--;
      trim();
    }
  }

  /** Closes idle clients beyond what is kept; within the lock. */
  private void trim() {
    List<Key> idle = new ArrayList<>();
    clients.forEach((key, client) -> {
      if (client.users == 0) {
        idle.add(key);
      }
    });
    for (Key key : idle) {
      if (clients.size() <= kept) {
        return;
      }
      Kept gone = clients.remove(key);
      if (gone != null) {
        gone.close();
      }
    }
  }

  private Kept made(Optional<String> org, Optional<TrustBundle> trust) {
    LookupScope scope = scope(org);
    IdleConnections.closeSoon();
    ClientBuffers.keepSmall();
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .executor(scope.around(executor))
            .connectTimeout(limits.connect())
            // The upgrade offer of h2c confuses servers, and nothing here needs streams in
            // parallel.
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            // Otherwise system properties choose one.
            .proxy(new Route(guard));
    trust.map(TrustedTls::context).ifPresent(builder::sslContext);
    return new Kept(builder.build(), scope);
  }

  private LookupScope scope(Optional<String> org) {
    return names == null
        ? LookupScope.over(guard.addresses(org))
        : LookupScope.over(guard.addresses(org), names);
  }

  /** Directly, or through the proxy of the settings; never what system properties say. */
  private static final class Route extends ProxySelector {
    private final EgressGuard guard;

    Route(EgressGuard guard) {
      this.guard = guard;
    }

    @Override
    public List<Proxy> select(URI uri) {
      Optional<ForwardProxy> proxy = guard.proxyFor(uri.getHost());
      return List.of(
          proxy
              .map(p ->
                  new Proxy(
                      Proxy.Type.HTTP, InetSocketAddress.createUnresolved(p.host(), p.port())))
              .orElse(Proxy.NO_PROXY));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
      // The request fails, which is enough.
    }
  }

  /** Ends everything under way. */
  @Override
  public void close() {
    synchronized (clients) {
      closed = true;
      clients.values().forEach(Kept::close);
      clients.clear();
    }
    executor.shutdownNow();
  }
}
