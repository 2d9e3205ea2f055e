package dev.toolrack.mcp.oauth;

import java.net.URI;
import java.net.URISyntaxException;

/** What RFC 8707 takes for a resource. */
final class Resources {
  private Resources() {}

  /**
   * An absolute URI without fragment.
   *
   * @throws OAuthException with RESOURCE_REFUSED if it is none
   */
  static URI checked(String resource) throws OAuthException {
    try {
      URI uri = new URI(resource);
      if (uri.isAbsolute() && uri.getRawFragment() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // As if it were relative.
    }
    throw new OAuthException(OAuthFailure.RESOURCE_REFUSED);
  }
}
