package dev.toolrack.mcp;

import dev.toolrack.mcp.HostileBehaviour.Running;
import dev.toolrack.mcp.RawServer.Script;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Certificates of our own making, each made once. */
final class TestCertificates {
  private static final char[] PASSWORD = "password".toCharArray();
  private static final Map<String, SSLContext> MADE = new ConcurrentHashMap<>();

  private TestCertificates() {}

  /** A server with a certificate that is valid for a day from a start like {@code -365d}. */
  static Running server(String name, String start, Script script) throws Exception {
    var factory = selfSigned(name, start).getServerSocketFactory();
    return HostileBehaviour.running(
        new RawServer(
            "https", factory.createServerSocket(0, 50, InetAddress.getLoopbackAddress()), script));
  }

  /** A context whose key signed its own certificate. */
  static SSLContext selfSigned(String name, String start) throws Exception {
    SSLContext made = MADE.get(name + start);
    if (made == null) {
      made = make(name, start);
      MADE.put(name + start, made);
    }
    return made;
  }

  private static SSLContext make(String name, String start) throws Exception {
    Path directory = Files.createTempDirectory("certificates");
    Path file = directory.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                name,
                "-startdate",
                start,
                "-validity",
                "1",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException("keytool failed");
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    Files.delete(file);
    Files.delete(directory);
    KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
