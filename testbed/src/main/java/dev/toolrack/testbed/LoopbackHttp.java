package dev.toolrack.testbed;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** HTTP servers in this JVM that only this machine reaches. */
public final class LoopbackHttp {
  private static final int BACKLOG = 1024;

  static {
    // Otherwise each answer waits 40 ms for a delayed acknowledgement. Read once by the JDK.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private LoopbackHttp() {}

  /**
   * A server that is not started yet.
   *
   * @param port 0 for any that is free
   * @param tls for HTTPS
   */
  public static HttpServer bind(int port, @Nullable SSLContext tls) {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try {
      if (tls == null) {
        return HttpServer.create(address, BACKLOG);
      }
      var https = HttpsServer.create(address, BACKLOG);
      https.setHttpsConfigurator(new HttpsConfigurator(tls));
      return https;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
