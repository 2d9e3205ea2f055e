package dev.toolrack.cli.token;

import dev.toolrack.cli.WrongUse;
import java.net.URI;

/** The metadata document of an OAuth client, whose URL is the client's ID. */
public final class ClientDocument {
  private ClientDocument() {}

  /**
   * A URL that can be a client's ID (OAuth Client ID Metadata Document, section 3: https, with a
   * path).
   *
   * @param option what it was given as
   * @throws WrongUse if it cannot
   */
  public static URI checked(String option, URI url) {
    String path = url.getRawPath();
    if (!"https".equals(url.getScheme()) || url.getHost() == null || path.length() < 2) {
      throw new WrongUse(option + ": an https URL with a path");
    }
    return url;
  }
}
