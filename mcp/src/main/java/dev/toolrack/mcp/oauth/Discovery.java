package dev.toolrack.mcp.oauth;

import dev.toolrack.mcp.GuardedExchange.Answer;
import dev.toolrack.mcp.JsonFields;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks up an authorization server's metadata: RFC 8414 first, then OpenID Connect Discovery. */
final class Discovery {
  private static final String OAUTH = "/.well-known/oauth-authorization-server";
  private static final String OPENID = "/.well-known/openid-configuration";

  private Discovery() {}

  /**
   * Tries one place after the other until there is a document.
   *
   * @throws OAuthException if there is none, or none that may be used
   */
  static ServerMetadata find(String issuer, Conversation conversation)
      throws OAuthException, InterruptedException {
    URI identifier = identifier(issuer);
    Optional<OAuthFailure> outage = Optional.empty();
    for (URI url : places(identifier)) {
      Answer answer = conversation.get(url);
      Optional<OAuthFailure> failure = Statuses.outage(answer.status());
      outage = outage.or(() -> failure);
      // Not found, not allowed, moved, or a page for people: the document may be elsewhere.
      if (answer.status() == 200 && answer.mediaType().equals("application/json")) {
        JsonFields document = answer.json().orElseThrow(ServerMetadata::invalid);
        return ServerMetadata.read(document, issuer);
      }
    }
    throw new OAuthException(outage.orElse(OAuthFailure.NO_METADATA));
  }

  /** An issuer is a URL without query and fragment (RFC 8414 section 2). */
  private static URI identifier(String issuer) throws OAuthException {
    return EndpointUrls.read(issuer)
        .filter(url -> url.getRawQuery() == null)
        .orElseThrow(ServerMetadata::invalid);
  }

  /** Best first. A slash at the end of the path does not count (RFC 8414 section 3). */
  static List<URI> places(URI issuer) {
    String origin = issuer.getScheme() + "://" + issuer.getRawAuthority();
    String whole = issuer.getRawPath();
    String path = whole.endsWith("/") ? whole.substring(0, whole.length() - 1) : whole;
    List<URI> places = new ArrayList<>();
    places.add(URI.create(origin + OAUTH + path));
    places.add(URI.create(origin + OPENID + path));
    if (!path.isEmpty()) {
      places.add(URI.create(origin + path + OPENID));
    }
    return places;
  }
}
