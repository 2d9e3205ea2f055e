package dev.toolrack.core.naming;

import dev.toolrack.core.address.HttpUrl;
import java.util.Locale;

/**
 * Keys of an agent's credentials (outputs.md): "another source or destination is another key, so an
 * old value can never be sent to a new server by a client that expands placeholders from a frozen
 * environment".
 */
public final class CredentialKey {

  private CredentialKey() {}

  /**
   * The key of a token that is sent as {@code Authorization: Bearer}: {@code MCP_<ALIAS>_<8
   * HEX>_TOKEN}.
   *
   * @param alias the server's name
   * @param integration {@code namespace/name}
   * @param server where it is sent
   */
  public static String bearer(String alias, String integration, HttpUrl server) {
    return key(alias, integration, server, "authorization", "TOKEN");
  }

  /**
   * The key of a secret header: {@code MCP_<ALIAS>_<8 HEX>_<HEADER>}.
   *
   * @param alias the server's name
   * @param integration {@code namespace/name}
   * @param server where it is sent
   * @param header its name
   */
  public static String header(String alias, String integration, HttpUrl server, String header) {
    return key(alias, integration, server, header.toLowerCase(Locale.ROOT), upper(header));
  }

  /** The reference to a key that clients expand: the only place where {@code $} is written. */
  public static String placeholder(String key) {
    return "${" + key + "}";
  }

  private static String key(
      String alias, String integration, HttpUrl server, String header, String end) {
    String source =
        String.join(
            "\n",
            integration,
            server.scheme(),
            server.host(),
            Integer.toString(server.port()),
            header);
    String hex = Sha256.hex(source).substring(0, 8).toUpperCase(Locale.ROOT);
    return "MCP_" + upper(alias) + "_" + hex + "_" + end;
  }

  private static String upper(String name) {
    return name.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
