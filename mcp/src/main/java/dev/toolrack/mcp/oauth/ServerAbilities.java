package dev.toolrack.mcp.oauth;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What an authorization server says of itself. Its words, for decisions about what to ask it: a
 * request may be refused all the same.
 *
 * @param scopesSupported what can be asked for; empty if it does not say
 * @param clientIdMetadataDocuments whether a client id may be the URL of a metadata document
 * @param registrationOffered whether clients can register (RFC 7591)
 * @param revocationEndpoint where tokens can be revoked (RFC 7009)
 * @param tokenEndpoint where tokens come from
 * @param authorizationEndpoint where people log in
 */
public record ServerAbilities(
    Optional<List<String>> scopesSupported,
    boolean clientIdMetadataDocuments,
    boolean registrationOffered,
    Optional<URI> revocationEndpoint,
    Optional<URI> tokenEndpoint,
    Optional<URI> authorizationEndpoint) {
  /** The scope that asks for a refresh token (OpenID Connect Core section 11). */
  public static final String OFFLINE_ACCESS = "offline_access";

  /** Takes a copy of the list. */
  public ServerAbilities {
    scopesSupported = scopesSupported.map(List::copyOf);
  }

  /**
   * Whether a refresh token may be asked for by a scope: only of servers that list it.
   *
   * @return false also if the server lists no scopes
   */
  public boolean offlineAccess() {
    return scopesSupported.filter(scopes -> scopes.contains(OFFLINE_ACCESS)).isPresent();
  }

  /** Shows the yes and no only: the rest is the server's own words. */
  @Override
  public String toString() {
    return "ServerAbilities[clientIdMetadataDocuments=%s, registration=%s, revocation=%s]"
        .formatted(clientIdMetadataDocuments, registrationOffered, revocationEndpoint.isPresent());
  }
}
