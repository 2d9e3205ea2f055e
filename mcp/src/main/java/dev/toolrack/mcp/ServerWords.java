package dev.toolrack.mcp;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Reads words of a server that are to be used, not only shown: in these no blank may hide. */
final class ServerWords {
  private ServerWords() {}

  /** Whether a text is visible ASCII throughout. */
  static boolean areVisible(String text) {
    return text.chars().allMatch(c -> c > ' ' && c <= '~');
  }

  /**
   * Reads a URL, which may be a relative one.
   *
   * @param longest how many characters it may have
   * @return empty if it is none
   */
  static Optional<URI> url(String text, int longest) {
    if (text.length() > longest || !areVisible(text)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new URI(text));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
