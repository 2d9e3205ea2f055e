package dev.toolrack.mcp.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolver.LookupPolicy;
import java.util.ArrayList;
import java.util.List;

/** The machine's own resolver. */
final class SystemNames {
  private final InetAddressResolver builtin;

  SystemNames(InetAddressResolver builtin) {
    this.builtin = builtin;
  }

  List<InetAddress> resolve(String host, LookupPolicy policy) throws UnknownHostException {
    return builtin.lookupByName(host, policy).toList();
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
      // Without the dot again: the client takes the name for TLS from here.
      found.add(InetAddress.getByAddress(host, address.getAddress()));
    }
    return found;
  }

  String nameOf(byte[] address) throws UnknownHostException {
    return builtin.lookupByAddress(address);
  }
}
