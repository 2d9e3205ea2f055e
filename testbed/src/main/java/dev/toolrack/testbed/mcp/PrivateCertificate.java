package dev.toolrack.testbed.mcp;

import dev.toolrack.testbed.TestbedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate for 127.0.0.1 that nobody knows, made by the JDK's keytool.
 *
 * @param pem it
 * @param tls for a server that shows it
 */
public record PrivateCertificate(String pem, SSLContext tls) {
  /** Makes one in a directory that is the caller's to delete. */
  public static PrivateCertificate make(Path directory, String name) {
    try {
      return made(directory, name);
    } catch (IOException | GeneralSecurityException e) {
      throw new TestbedException("no certificate for " + name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TestbedException("no certificate for " + name, e);
    }
  }

  private static PrivateCertificate made(Path directory, String name)
      throws IOException, GeneralSecurityException, InterruptedException {
    Path file = directory.resolve(name + ".p12");
    generate(file, name);
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, "password".toCharArray());
    }
    KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(keys, "password".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    String base64 =
        Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(keys.getCertificate("a").getEncoded());
    return new PrivateCertificate(
        "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n", context);
  }

  private static void generate(Path file, String name) throws IOException, InterruptedException {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=ip:127.0.0.1",
                "-storepass",
                "password",
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException("keytool failed");
    }
  }
}
