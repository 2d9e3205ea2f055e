package dev.toolrack.mcp.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What an address is for, by the IANA special-purpose registries (RFC 6890) and the clouds. */
enum AddressKind {
  LOOPBACK,
  /** Nobody's server: unspecified, link-local, metadata services, multicast, reserved, tunnels. */
  NEVER,
  /** RFC 1918, unique local, shared (CGNAT): where clusters and company networks live. */
  PRIVATE,
  /** Documentation, benchmarks, local NAT64 and the like: only where a setting names the range. */
  SPECIAL,
  PUBLIC;

  private static final List<Cidr> LOOPBACK_RANGES = cidrs("127.0.0.0/8", "::1");
  private static final List<Cidr> NEVER_RANGES =
      cidrs(
          "0.0.0.0/8",
          "169.254.0.0/16",
          "224.0.0.0/4",
          "240.0.0.0/4",
          // Metadata services outside link-local: Azure, Alibaba, Oracle; AWS and Google over IPv6.
          "168.63.129.16",
          "100.100.100.200",
          "192.0.0.192",
          "fd00:ec2::254",
          "fd20:ce::254",
          // Unspecified and the abandoned IPv4-compatible form.
          "::/96",
          "fe80::/10",
          "ff00::/8",
          // Teredo hides an IPv4 address behind a server of somebody's choice.
          "2001::/32");
  static final List<Cidr> PRIVATE_RANGES =
      cidrs("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7");
  private static final List<Cidr> SPECIAL_RANGES =
      cidrs(
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "64:ff9b:1::/48",
          "100::/64",
          "2001::/23",
          "2001:db8::/32",
          "3fff::/20",
          "5f00::/16",
          "fec0::/10");

  private static final Cidr NAT64 = Cidr.parse("64:ff9b::/96");
  private static final Cidr SIX_TO_FOUR = Cidr.parse("2002::/16");
  private static final Cidr TRANSLATED = Cidr.parse("::ffff:0:0:0/96");

  static AddressKind of(InetAddress address) {
    if (within(LOOPBACK_RANGES, address)) {
      return LOOPBACK;
    }
    if (within(NEVER_RANGES, address)) {
      return NEVER;
    }
    if (within(PRIVATE_RANGES, address)) {
      return PRIVATE;
    }
    return within(SPECIAL_RANGES, address) ? SPECIAL : PUBLIC;
  }

  /**
   * The IPv4 address that a mapped, NAT64 or 6to4 address really leads to; any other address is
   * returned as it is.
   */
  static InetAddress unwrap(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length != 16) {
      return address;
    }
    if (NAT64.contains(address) || TRANSLATED.contains(address) || isMapped(bytes)) {
      return ipv4(bytes, 12);
    }
    return SIX_TO_FOUR.contains(address) ? ipv4(bytes, 2) : address;
  }

  // Written out because the JDK turns the text of a mapped network into an IPv4 one.
  private static boolean isMapped(byte[] bytes) {
    for (int i = 0; i < 10; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return bytes[10] == -1 && bytes[11] == -1;
  }

  private static InetAddress ipv4(byte[] bytes, int offset) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, offset, offset + 4));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an IPv4 address", e);
    }
  }

  private static boolean within(List<Cidr> ranges, InetAddress address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }

  private static List<Cidr> cidrs(String... texts) {
    return Stream.of(texts).map(Cidr::parse).toList();
  }
}
