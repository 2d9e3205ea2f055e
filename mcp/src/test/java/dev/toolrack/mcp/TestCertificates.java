package dev.toolrack.mcp;

import dev.toolrack.mcp.HostileBehaviour.Running;
import dev.toolrack.mcp.RawServer.Script;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;

/** Certificates of our own making, each made once. */
final class TestCertificates {
  private static final Map<String, SSLContext> MADE = new ConcurrentHashMap<>();

  private TestCertificates() {}

  /** A server with a certificate that is valid for two days from a start like {@code -365d}. */
  static Running server(String name, String start, Script script) throws Exception {
    var factory = unknown(name, start).getServerSocketFactory();
    return HostileBehaviour.running(
        new RawServer(
            "https", factory.createServerSocket(0, 50, InetAddress.getLoopbackAddress()), script));
  }

  /** A context with a certificate of an authority that nobody knows. */
  static SSLContext unknown(String name, String start) throws Exception {
    SSLContext made = MADE.get(name + start);
    if (made == null) {
      made = make(name, start);
      MADE.put(name + start, made);
    }
    return made;
  }

  private static SSLContext make(String name, String start) throws Exception {
    Path directory = Files.createTempDirectory("certificates");
    SSLContext made = Authority.make(directory, "127.0.0.1", name, start).tls();
    Files.delete(directory.resolve("127.0.0.1.p12"));
    Files.delete(directory);
    return made;
  }
}
