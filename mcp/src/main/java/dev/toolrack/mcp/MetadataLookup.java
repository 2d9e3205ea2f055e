package dev.toolrack.mcp;

import com.fasterxml.jackson.core.JsonFactory;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.Optional;

/**
 * Looks up a server's protected resource metadata: plain GETs through the guard, without any of the
 * headers that the server gets, and without redirects.
 */
final class MetadataLookup {
  /** Real documents have a few hundred bytes. */
  private static final long MAX_BYTES = 64L * 1024;

  private static final int OK = 200;

  private final JsonFactory json;
  private final String userAgent;

  MetadataLookup(JsonFactory json, ClientIdentity client) {
    this.json = json;
    this.userAgent = client.name() + "/" + client.version();
  }

  /**
   * Tries one place after the other until there is a document.
   *
   * @param http whose requests the guard lets through
   * @param named where the server itself says that it is
   * @param deadline for everything together
   */
  MetadataFinding find(
      GuardedHttp http, ProtectedResource server, Optional<String> named, Deadline deadline)
      throws InterruptedException {
    boolean outage = false;
    for (URI url : server.metadataUrls(named)) {
      try {
        Optional<ResourceMetadata> metadata = fetch(http, url, deadline);
        if (metadata.isPresent()) {
          return judged(server, metadata.get());
        }
      } catch (Stopped e) {
        outage |= isOutage(e.reason());
      }
    }
    return outage ? new MetadataFinding.Unknown() : new MetadataFinding.Absent();
  }

  /** Metadata about something else ends the search (RFC 9728 section 3.3): it must not be used. */
  private static MetadataFinding judged(ProtectedResource server, ResourceMetadata metadata) {
    return metadata
        .authorizationServer()
        .filter(issuer -> server.isWithin(metadata.resource()))
        .<MetadataFinding>map(
            issuer -> new MetadataFinding.Found(metadata.resource(), issuer, metadata.scopes()))
        .orElseGet(MetadataFinding.Absent::new);
  }

  /**
   * One document.
   *
   * @return empty if there is nothing at the URL
   */
  private Optional<ResourceMetadata> fetch(GuardedHttp http, URI url, Deadline deadline)
      throws Stopped, InterruptedException {
    // The JDK has no request for some URLs that the guard refuses.
    http.checkUrl(url);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .setHeader("User-Agent", userAgent)
            .setHeader("Accept", "application/json")
            .GET();
    HttpResponse<Body> response = http.send(request, MetadataLookup::body, deadline);
    int status = response.statusCode();
    if (status / 100 == 5 || status == 429 || status == 408) {
      throw new Stopped(FailureReason.SERVER_ERROR);
    }
    return switch (response.body().kind()) {
      case JSON -> Optional.of(ResourceMetadata.read(json, response.body().take()));
      // Not found, not allowed, moved, or a page for people: servers without metadata do all this.
      case NONE, TOO_LARGE -> Optional.empty();
    };
  }

  private static BoundedBody body(ResponseInfo info) {
    return info.statusCode() == OK
            && AnswerHeaders.mediaType(info.headers()).equals("application/json")
        ? BoundedBody.reading(BodySink.whole(), new ByteBudget(MAX_BYTES), Body.TOO_LARGE)
        : BoundedBody.unread();
  }

  /** Whether a later try may end otherwise without anybody changing anything. */
  private static boolean isOutage(FailureReason reason) {
    return switch (reason) {
      case UNREACHABLE, TIMEOUT, TLS_FAILED, SERVER_ERROR -> true;
      default -> false;
    };
  }
}
