package dev.toolrack.mcp;

import java.util.List;

/** What is known of a server's protected resource metadata. */
sealed interface MetadataFinding {
  /**
   * There is metadata about the server and it names an authorization server.
   *
   * @param resource what tokens are for (RFC 8707), as the metadata write it
   * @param authorizationServer its issuer
   * @param scopes what tokens are asked for
   */
  record Found(String resource, String authorizationServer, List<String> scopes)
      implements MetadataFinding {
    public Found {
      scopes = List.copyOf(scopes);
    }
  }

  /** There is none that does. */
  record Absent() implements MetadataFinding {}

  /** It could not be found out. */
  record Unknown() implements MetadataFinding {}
}
