package dev.toolrack.mcp;

import static dev.toolrack.mcp.Scripts.reason;
import static dev.toolrack.mcp.Scripts.verifier;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS that cannot be trusted, or is none. */
@Timeout(60)
class TlsTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  @Test
  void portWithoutTls() throws Exception {
    try (RawServer server = new RawServer(c -> c.send("HTTP/1.1 400 Bad Request\r\n\r\n"));
        McpServerVerifier verifier = verifier()) {
      URI url = URI.create("https://127.0.0.1:" + server.url().getPort() + "/mcp");
      assertThat(reason(verifier.verify(request(url, LONG)))).isEqualTo(FailureReason.TLS_FAILED);
    }
  }

  @Test
  void certificateNobodyKnows(@TempDir Path directory) throws Exception {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(selfSigned(directory)));
    server.start();
    try (McpServerVerifier verifier = verifier()) {
      URI url = URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/mcp");
      assertThat(reason(verifier.verify(request(url, LONG)))).isEqualTo(FailureReason.TLS_FAILED);
    } finally {
      server.stop(0);
    }
  }

  private static SSLContext selfSigned(Path directory) throws Exception {
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
                "san=ip:127.0.0.1",
                "-storepass",
                "password",
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, "password".toCharArray());
    }
    KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(keys, "password".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static VerificationRequest request(URI url, Duration timeout) {
    return new VerificationRequest(url, List.of(), false, timeout);
  }
}
