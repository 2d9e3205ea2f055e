package dev.toolrack.mcp.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks names up for the whole JVM and refuses what the rules of the one who asks refuse. A look-up
 * that nobody answers for has to obey the rules of everybody, unless its host is exempt: a thread
 * of the client that lost its scope must not slip through.
 */
final class FilteringResolver implements InetAddressResolver {
  private final SystemNames system;

  FilteringResolver(InetAddressResolver builtin) {
    this.system = new SystemNames(builtin);
  }

  @Override
  public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
      throws UnknownHostException {
    if (host.equals(ResolverProbe.HOST)) {
      return Stream.of(ResolverProbe.answer());
    }
    Optional<LookupScope> asking = LookupScope.current();
    if (asking.isPresent()) {
      return asking.get().resolve(host, name -> system.resolveExactly(name, policy)).stream();
    }
    List<InetAddress> found = system.resolve(host, policy);
    if (!ExemptHosts.contains(host)) {
      for (LookupScope scope : LookupScope.open()) {
        scope.filter(host, found);
      }
    }
    return found.stream();
  }

  @Override
  public String lookupByAddress(byte[] address) throws UnknownHostException {
    return system.nameOf(address);
  }
}
