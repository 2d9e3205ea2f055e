package dev.toolrack.mcp.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What look-ups for one HTTP client have to obey. The client's own tasks and every call of it are
 * run inside; whatever name is looked up there is filtered by these rules, so the address checked
 * is the address used.
 */
public final class LookupScope implements AutoCloseable {
  private static final ScopedValue<LookupScope> CURRENT = ScopedValue.newInstance();
  private static final Set<LookupScope> OPEN = ConcurrentHashMap.newKeySet();

  private final AddressRules rules;
  private final @Nullable Names names;

  private LookupScope(AddressRules rules, @Nullable Names names) {
    this.rules = rules;
    this.names = names;
  }

  /**
   * Opens a scope with the machine's own resolver.
   *
   * @param rules what addresses have to obey
   * @return the scope, to be closed when its client is
   * @throws IllegalStateException if this JVM does not ask our resolver: nothing would be filtered
   */
  public static LookupScope over(AddressRules rules) {
    return opened(new LookupScope(rules, null));
  }

  /**
   * Opens a scope with another source of addresses, for tests.
   *
   * @param rules what addresses have to obey
   * @param names asked instead of the machine's resolver
   * @return the scope, to be closed when its client is
   * @throws IllegalStateException if this JVM does not ask our resolver: nothing would be filtered
   */
  public static LookupScope over(AddressRules rules, Names names) {
    return opened(new LookupScope(rules, names));
  }

  private static LookupScope opened(LookupScope scope) {
    ResolverProbe.demand();
    OPEN.add(scope);
    return scope;
  }

  static Optional<LookupScope> current() {
    return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
  }

  static Set<LookupScope> open() {
    return OPEN;
  }

  /**
   * An executor whose tasks run inside.
   *
   * @param executor runs them
   * @return to be given to the client
   */
  public Executor around(Executor executor) {
    return task -> executor.execute(() -> ScopedValue.where(CURRENT, this).run(task));
  }

  /**
   * Runs something inside.
   *
   * @param work what to run
   * @return its result
   * @throws Exception what it throws
   */
  public <T> T call(Callable<T> work) throws Exception {
    return ScopedValue.where(CURRENT, this).call(work::call);
  }

  /**
   * Whether the rules refuse what a host stands for right now; it tells why a connection failed.
   *
   * @param host of a URL
   * @return empty if they allow it, or if it stands for nothing
   */
  public Optional<Refusal> refusal(String host) {
    try {
      call(() -> InetAddress.getAllByName(host));
      return Optional.empty();
    } catch (RefusedAddressException e) {
      return Optional.of(e.refusal());
    } catch (Exception e) {
      return Optional.empty();
    }
  }

  List<InetAddress> resolve(String host, Names otherwise) throws UnknownHostException {
    List<InetAddress> found = (names == null ? otherwise : names).resolve(host);
    if (!rules.isProxy(host)) {
      filter(host, found);
    }
    return found;
  }

  void filter(String host, List<InetAddress> found) throws UnknownHostException {
    for (InetAddress address : found) {
      Optional<Refusal> refusal = rules.check(host, address);
      if (refusal.isPresent()) {
        throw new RefusedAddressException(refusal.get());
      }
    }
  }

  /** Nothing is looked up inside any more. */
  @Override
  public void close() {
    OPEN.remove(this);
  }
}
