package dev.toolrack.mcp.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolver.LookupPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The machine's own resolver. It blocks its thread in native code, sometimes for many seconds, so
 * virtual threads leave the waiting to others: they would hold up the few carriers they all share.
 */
final class SystemNames {
  /** Look-ups at the same time; slow name servers of some must not hold up everybody's. */
  private static final int THREADS = 128;

  private final InetAddressResolver builtin;
  private final ThreadPoolExecutor waiting =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          10,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          Thread.ofPlatform().daemon().name("names-", 0).factory());

  SystemNames(InetAddressResolver builtin) {
    this.builtin = builtin;
    waiting.allowCoreThreadTimeOut(true);
  }

  List<InetAddress> resolve(String host, LookupPolicy policy) throws UnknownHostException {
    return Thread.currentThread().isVirtual() ? elsewhere(host, policy) : here(host, policy);
  }

  /**
   * Without the machine's search domains, so that one name means one host everywhere; but Services
   * are named by their short form, which a search domain completes.
   */
  List<InetAddress> resolveExactly(String host, LookupPolicy policy) throws UnknownHostException {
    if (Hosts.isService(host) || !Hosts.isWellFormed(host)) {
      return resolve(host, policy);
    }
    List<InetAddress> found = new ArrayList<>();
    for (InetAddress address : resolve(host + ".", policy)) {
      found.add(InetAddress.getByAddress(host, address.getAddress()));
    }
    return found;
  }

  String nameOf(byte[] address) throws UnknownHostException {
    return builtin.lookupByAddress(address);
  }

  private List<InetAddress> elsewhere(String host, LookupPolicy policy)
      throws UnknownHostException {
    FutureTask<List<InetAddress>> task = new FutureTask<>(() -> here(host, policy));
    waiting.execute(task);
    try {
      return task.get();
    } catch (InterruptedException e) {
      // Whoever waited has gone; nobody should look up what nobody waits for.
      waiting.remove(task);
      Thread.currentThread().interrupt();
      throw new UnknownHostException(host);
    } catch (ExecutionException e) {
      throw new UnknownHostException(host);
    }
  }

  private List<InetAddress> here(String host, LookupPolicy policy) throws UnknownHostException {
    return builtin.lookupByName(host, policy).toList();
  }
}
