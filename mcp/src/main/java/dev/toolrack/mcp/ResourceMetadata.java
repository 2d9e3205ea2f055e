package dev.toolrack.mcp;

import com.fasterxml.jackson.core.JsonFactory;
import dev.toolrack.mcp.auth.ScopeTokens;
import dev.toolrack.mcp.egress.EgressGuard;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Protected resource metadata (RFC 9728 section 2) as far as it matters here.
 *
 * @param resource what it is about, as it came
 * @param authorizationServer the first issuer it names that can be one; empty if there is none
 * @param scopes what it says that tokens are asked for
 */
record ResourceMetadata(
    String resource, Optional<String> authorizationServer, List<String> scopes) {
  private static final int MAX_ISSUER = 256;

  ResourceMetadata {
    scopes = List.copyOf(scopes);
  }

  /**
   * Reads a document.
   *
   * @throws Stopped with MALFORMED_ANSWER if it is none
   */
  static ResourceMetadata read(JsonFactory factory, byte[] document) throws Stopped {
    Reader reader = new Reader();
    StrictJson.document(factory, document, reader::member);
    if (reader.resource == null) {
      throw StrictJson.malformed();
    }
    return new ResourceMetadata(
        reader.resource,
        reader.issuers.stream().filter(ResourceMetadata::isIssuer).findFirst(),
        ScopeTokens.of(reader.scopes.stream()));
  }

  /**
   * An issuer is an https URL without query and fragment (RFC 8414 section 2). One on loopback is a
   * developer's, and has no certificate; whether it may be asked is the guard's matter.
   */
  private static boolean isIssuer(String text) {
    return ServerWords.url(text, MAX_ISSUER)
        .filter(issuer -> "https".equalsIgnoreCase(issuer.getScheme()) || isLocal(issuer))
        .filter(issuer -> Origin.of(issuer) != null)
        .filter(issuer -> issuer.getRawQuery() == null && issuer.getRawFragment() == null)
        .isPresent();
  }

  private static boolean isLocal(URI issuer) {
    return "http".equalsIgnoreCase(issuer.getScheme())
        && issuer.getHost() != null
        && EgressGuard.isLoopback(issuer.getHost());
  }

  /** The members of the document, in whatever order they come. */
  private static final class Reader {
    private @Nullable String resource;
    private List<String> issuers = List.of();
    private List<String> scopes = List.of();

    void member(StrictJson json, String name) throws IOException, Stopped {
      switch (name) {
        case "resource" -> resource = json.text();
        case "authorization_servers" -> issuers = texts(json);
        case "scopes_supported" -> scopes = texts(json);
        default -> json.skip();
      }
    }

    /** What is no text counts for nothing. How many there can be is limited by the document. */
    private static List<String> texts(StrictJson json) throws IOException, Stopped {
      List<String> found = new ArrayList<>();
      json.array(() -> found.add(json.textOrEmpty()));
      return found;
    }
  }
}
