package dev.toolrack.mcp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * An authority that nobody knows and a certificate that it signed, made by the JDK's keytool.
 *
 * @param pem the authority's own certificate
 * @param tls for a server that shows the signed one
 */
public record Authority(String pem, SSLContext tls) {
  private static final char[] PASSWORD = "password".toCharArray();

  /** One that signed for 127.0.0.1, valid now. */
  public static Authority make(Path directory, String name) throws Exception {
    return make(directory, name, "san=ip:127.0.0.1", "-1d");
  }

  /**
   * One whose signed certificate is valid for two days.
   *
   * @param san what it is for, such as {@code san=ip:127.0.0.1}
   * @param start when it begins to be, such as {@code -365d}
   */
  static Authority make(Path directory, String name, String san, String start) throws Exception {
    Path file = directory.resolve(name + ".p12");
    generate(file, "ca", "CN=" + name, "bc:c", "-1000d", List.of());
    generate(file, "server", "CN=server of " + name, san, start, List.of("-signer", "ca"));
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    String base64 =
        Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(keys.getCertificate("ca").getEncoded());
    // A server has no business with the key of its authority.
    keys.deleteEntry("ca");
    KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return new Authority(
        "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n", context);
  }

  private static void generate(
      Path file, String alias, String subject, String extension, String start, List<String> more)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-keyalg", "EC", "-alias", alias, "-dname", subject));
    command.addAll(List.of("-ext", extension, "-startdate", start));
    command.addAll(List.of("-validity", alias.equals("ca") ? "2000" : "2"));
    command.addAll(List.of("-storepass", new String(PASSWORD), "-keystore", file.toString()));
    command.addAll(more);
    Process keytool =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException("keytool failed");
    }
  }
}
