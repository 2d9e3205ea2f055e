package dev.toolrack.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds a loopback port for a process that cannot choose one itself. */
public final class FreePort {
  private FreePort() {}

  /** A port that was free a moment ago; whoever uses it must be ready to try again. */
  public static int next() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
