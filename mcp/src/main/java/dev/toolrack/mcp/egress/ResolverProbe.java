package dev.toolrack.mcp.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Finds out whether this JVM really asks our resolver, each time anew: another provider, or a cache
 * in between, would open every door in silence.
 */
final class ResolverProbe {
  /** Names below "invalid" exist nowhere (RFC 6761). */
  static final String HOST = "resolver.toolrack.invalid";

  private static final AtomicLong ANSWERS = new AtomicLong();

  private ResolverProbe() {}

  /** An address of documentation (RFC 3849), a different one each time. */
  static InetAddress answer() throws UnknownHostException {
    return InetAddress.getByAddress(
        HOST,
        ByteBuffer.allocate(16)
            .putLong(0x2001_0db8_0000_0000L)
            .putLong(ANSWERS.incrementAndGet())
            .array());
  }

  /**
   * Asks twice.
   *
   * @throws IllegalStateException if the answers are not ours, or are equal
   */
  static void demand() {
    try {
      if (!InetAddress.getAllByName(HOST)[0].equals(InetAddress.getAllByName(HOST)[0])) {
        return;
      }
    } catch (UnknownHostException e) {
      throw new IllegalStateException(
          "this JVM does not use the resolver that filters addresses: remove other providers of"
              + " InetAddressResolverProvider from the class path",
          e);
    }
    throw new IllegalStateException("this JVM caches the addresses of hosts");
  }
}
