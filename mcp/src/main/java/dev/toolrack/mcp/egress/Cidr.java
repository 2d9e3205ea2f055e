package dev.toolrack.mcp.egress;

import java.net.InetAddress;
import java.util.regex.Pattern;

/**
 * An IPv4 or IPv6 network, e.g. {@code 10.20.0.0/16}.
 *
 * @param network the first address of the network
 * @param prefix how many leading bits count, 0-32 or 0-128
 */
public record Cidr(InetAddress network, int prefix) {
  private static final Pattern IPV4 =
      Pattern.compile("(?:0|[1-9]\\d{0,2})(?:\\.(?:0|[1-9]\\d{0,2})){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  /**
   * Checks that the prefix fits the family and that no bit behind it is set.
   *
   * @throws IllegalArgumentException if not
   */
  public Cidr {
    byte[] bytes = network.getAddress();
    if (prefix < 0 || prefix > bytes.length * 8) {
      throw new IllegalArgumentException(
          "%s/%d: the prefix is at most %d"
              .formatted(network.getHostAddress(), prefix, bytes.length * 8));
    }
    for (int bit = prefix; bit < bytes.length * 8; bit++) {
      if (bit(bytes, bit) != 0) {
        throw new IllegalArgumentException(
            "%s/%d is the address of a host; write the first one of its network"
                .formatted(network.getHostAddress(), prefix));
      }
    }
  }

  /**
   * Reads the usual notation; a bare address is a network of one.
   *
   * @param text such as {@code 10.0.0.0/8} or {@code fd00::/8}
   * @return the network
   * @throws IllegalArgumentException if the text is anything else; never asks DNS
   */
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    // The JDK also reads short and octal forms of IPv4; a typo must not become another network.
    if (!IPV4.matcher(address).matches() && !IPV6.matcher(address).matches()) {
      throw new IllegalArgumentException("not an IP network: " + text);
    }
    InetAddress network = InetAddress.ofLiteral(address);
    try {
      int bits =
          slash < 0
              ? network.getAddress().length * 8
              : Integer.parseInt(text, slash + 1, text.length(), 10);
      return new Cidr(network, bits);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not an IP network: " + text, e);
    }
  }

  /**
   * Whether an address lies in this network. An IPv6 form of an IPv4 address is another family.
   *
   * @param address the address
   * @return true if it does
   */
  public boolean contains(InetAddress address) {
    byte[] own = network.getAddress();
    byte[] other = address.getAddress();
    if (own.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit++) {
      if (bit(own, bit) != bit(other, bit)) {
        return false;
      }
    }
    return true;
  }

  private static int bit(byte[] bytes, int index) {
    return bytes[index / 8] >> (7 - index % 8) & 1;
  }

  @Override
  public String toString() {
    return network.getHostAddress() + "/" + prefix;
  }
}
