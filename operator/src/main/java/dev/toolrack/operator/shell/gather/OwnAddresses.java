package dev.toolrack.operator.shell.gather;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Addresses of this process and of what it depends on: no destination of anybody's. */
public final class OwnAddresses {
  private static final Logger LOG = LoggerFactory.getLogger(OwnAddresses.class);

  private OwnAddresses() {}

  /** The addresses of all network interfaces; in a cluster, the pod's. */
  public static Set<InetAddress> ofInterfaces() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          // Loopback has a rule of its own.
          .filter(address -> !address.isLoopbackAddress())
          .collect(Collectors.toSet());
    } catch (SocketException e) {
      LOG.warn("the addresses of this machine are not known; name them in egress.deny");
      return Set.of();
    }
  }

  /** What a name stands for now. */
  static Set<InetAddress> of(String host) {
    try {
      return Set.of(InetAddress.getAllByName(host));
    } catch (UnknownHostException e) {
      LOG.warn("the addresses of the API server are not known; name them in egress.deny");
      return Set.of();
    }
  }
}
