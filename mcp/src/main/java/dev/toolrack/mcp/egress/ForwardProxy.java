package dev.toolrack.mcp.egress;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * The HTTP proxy through which everything outside the cluster goes.
 *
 * @param host its name or address, as the administrator wrote it; never filtered
 * @param port its port
 */
public record ForwardProxy(String host, int port) {
  /**
   * Reads {@code http://host:port}.
   *
   * @param url the setting
   * @return the proxy
   * @throws IllegalArgumentException for any other form; credentials are not for settings
   */
  public static ForwardProxy parse(String url) {
    try {
      URI uri = new URI(url);
      boolean plain =
          "http".equals(uri.getScheme())
              && uri.getHost() != null
              && uri.getPort() > 0
              && uri.getPort() < 65_536
              && (uri.getHost() + ":" + uri.getPort()).equals(uri.getRawAuthority())
              && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null;
      if (plain) {
        return new ForwardProxy(uri.getHost(), uri.getPort());
      }
    } catch (URISyntaxException e) {
      // Said below, without the text: somebody may have put a password into it.
    }
    throw new IllegalArgumentException("proxy: not of the form http://host:port");
  }
}
