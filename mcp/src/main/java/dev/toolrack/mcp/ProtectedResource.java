package dev.toolrack.mcp;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A server as the protected resource of RFC 9728: where its metadata may be, and whether metadata
 * is about it.
 *
 * @param url the server's URL without its query, which may hold a key
 */
record ProtectedResource(URI url) {
  private static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";
  private static final int MAX_URL = 2048;

  static ProtectedResource at(URI server) {
    return new ProtectedResource(
        URI.create(server.getScheme() + "://" + server.getRawAuthority() + server.getRawPath()));
  }

  /**
   * Where metadata may be, best first (section 3.1): the URL that the server itself names, then
   * that of its path, then that of its origin. The origin that a server names may be another one,
   * over TLS only.
   *
   * @param named what its challenge says; empty if nothing
   */
  List<URI> metadataUrls(Optional<String> named) {
    Set<URI> urls = new LinkedHashSet<>();
    named.flatMap(ProtectedResource::parsed).filter(this::mayBeNamed).ifPresent(urls::add);
    String path = path(url);
    if (!path.isEmpty()) {
      urls.add(url.resolve(WELL_KNOWN + url.getRawPath()));
    }
    urls.add(url.resolve(WELL_KNOWN));
    return new ArrayList<>(urls);
  }

  /**
   * Whether metadata for a resource holds for this server: it is the server's URL or one above it
   * on the same origin, by whole segments of the path. Anything else could be somebody else's.
   *
   * @param resource the {@code resource} of the metadata
   */
  boolean isWithin(String resource) {
    return parsed(resource)
        .filter(other -> Origin.same(url, other) && other.getRawQuery() == null)
        .filter(other ->
            path(url).equals(path(other)) || url.getRawPath().startsWith(path(other) + "/"))
        .isPresent();
  }

  private boolean mayBeNamed(URI metadata) {
    return Origin.same(url, metadata)
        || (Origin.of(metadata) != null && "https".equalsIgnoreCase(metadata.getScheme()));
  }

  /** A path without the slash at its end, so that the origin's is empty. */
  private static String path(URI url) {
    String path = url.getRawPath();
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static Optional<URI> parsed(String text) {
    return ServerWords.url(text, MAX_URL)
        .filter(url -> url.getRawPath() != null && url.getRawFragment() == null);
  }
}
