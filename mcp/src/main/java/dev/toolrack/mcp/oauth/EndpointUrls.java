package dev.toolrack.mcp.oauth;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Which texts are URLs that something may be sent to. Who may be reached is the guard's matter. */
final class EndpointUrls {
  private static final int MAX = 2048;

  private EndpointUrls() {}

  /** An absolute http or https URL with a host, without user info and fragment. */
  static Optional<URI> read(String text) {
    if (text.length() > MAX || !isVisible(text)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new URI(text)).filter(EndpointUrls::isUsable);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  static boolean isUsable(URI url) {
    return ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))
        && url.getHost() != null
        && url.getRawUserInfo() == null
        && url.getRawFragment() == null;
  }

  /** Whether a text is visible ASCII throughout, and is not empty. */
  static boolean isVisible(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c <= '~');
  }
}
