package dev.toolrack.mcp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate that nobody knows, made by the JDK's keytool.
 *
 * @param pem it
 * @param tls for a server that shows it
 */
record Authority(String pem, SSLContext tls) {
  /** One for 127.0.0.1 that is valid now. */
  static Authority make(Path directory, String name) throws Exception {
    return make(directory, name, "san=ip:127.0.0.1", "-1d");
  }

  /**
   * One that is valid for two days.
   *
   * @param san what it is for, such as {@code san=ip:127.0.0.1}
   * @param start when it begins to be, such as {@code -365d}
   */
  static Authority make(Path directory, String name, String san, String start) throws Exception {
    Path file = directory.resolve(name + ".p12");
    generate(file, name, san, start);
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
    return new Authority(
        "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n", context);
  }

  private static void generate(Path file, String name, String san, String start)
      throws IOException, InterruptedException {
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
                san,
                "-startdate",
                start,
                "-validity",
                "2",
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
