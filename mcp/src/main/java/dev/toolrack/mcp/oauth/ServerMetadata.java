package dev.toolrack.mcp.oauth;

import dev.toolrack.mcp.JsonFields;
import dev.toolrack.mcp.auth.ScopeTokens;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Authorization server metadata (RFC 8414 section 2) as far as they matter here, or what somebody
 * configured instead. They are kept for a while: of lists only what is of use here, because whoever
 * runs the server says how long they are.
 *
 * @param byHand whether there was no document: what it would say is then unknown, not denied
 * @param scopes what can be asked for; not all of a very long list
 * @param tokenMethods token_endpoint_auth_methods_supported, those that clients here can use
 * @param revocationMethods revocation_endpoint_auth_methods_supported, likewise
 * @param signing token_endpoint_auth_signing_alg_values_supported, likewise
 * @param pkce whether S256 is among code_challenge_methods_supported
 * @param issPromised authorization_response_iss_parameter_supported (RFC 9207)
 * @param clientIdDocuments client_id_metadata_document_supported
 */
record ServerMetadata(
    boolean byHand,
    Optional<URI> authorization,
    Optional<URI> token,
    Optional<URI> registration,
    Optional<URI> revocation,
    Optional<List<String>> scopes,
    Optional<List<String>> tokenMethods,
    Optional<List<String>> revocationMethods,
    Optional<List<String>> signing,
    boolean pkce,
    boolean issPromised,
    boolean clientIdDocuments) {
  private static final int MAX_SCOPES = 128;

  /** What is known without asking. */
  static ServerMetadata byHand(AskedServer server) {
    return new ServerMetadata(
        true,
        server.authorizationEndpoint(),
        server.tokenEndpoint(),
        Optional.empty(),
        server.revocationEndpoint(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        true,
        false,
        false);
  }

  /**
   * Reads a document.
   *
   * @throws OAuthException with ISSUER_MISMATCH if it is another issuer's, with METADATA_INVALID if
   *     it has none or an endpoint that is no URL
   */
  static ServerMetadata read(JsonFields document, String issuer) throws OAuthException {
    String named = document.text("issuer").orElseThrow(ServerMetadata::invalid);
    if (!named.equals(issuer)) {
      throw new OAuthException(OAuthFailure.ISSUER_MISMATCH);
    }
    return new ServerMetadata(
        false,
        endpoint(document, "authorization_endpoint"),
        endpoint(document, "token_endpoint"),
        endpoint(document, "registration_endpoint"),
        endpoint(document, "revocation_endpoint"),
        document.texts("scopes_supported").map(ServerMetadata::bounded),
        listed(document, "token_endpoint_auth_methods_supported", ClientProof.METHODS),
        listed(document, "revocation_endpoint_auth_methods_supported", ClientProof.METHODS),
        listed(
            document, "token_endpoint_auth_signing_alg_values_supported", PrivateKeys.ALGORITHMS),
        document.texts("code_challenge_methods_supported").orElse(List.of()).contains("S256"),
        document.isTrue("authorization_response_iss_parameter_supported"),
        document.isTrue("client_id_metadata_document_supported"));
  }

  /** The same with the endpoints that somebody configured. */
  ServerMetadata with(AskedServer server) {
    return new ServerMetadata(
        byHand,
        server.authorizationEndpoint().or(() -> authorization),
        server.tokenEndpoint().or(() -> token),
        registration,
        server.revocationEndpoint().or(() -> revocation),
        scopes,
        tokenMethods,
        revocationMethods,
        signing,
        // Whoever configures the endpoint vouches for what it can do.
        pkce || server.authorizationEndpoint().isPresent(),
        issPromised,
        clientIdDocuments);
  }

  /**
   * The endpoint for tokens.
   *
   * @throws OAuthException with METADATA_INVALID if there is none that can be used
   */
  URI tokenEndpoint() throws OAuthException {
    return required(token);
  }

  /** The endpoint for logins; like {@link #tokenEndpoint}. */
  URI authorizationEndpoint() throws OAuthException {
    return required(authorization);
  }

  ServerAbilities abilities() {
    return new ServerAbilities(
        scopes, clientIdDocuments, registration.isPresent(), revocation, token, authorization);
  }

  private static URI required(Optional<URI> endpoint) throws OAuthException {
    return endpoint.filter(EndpointUrls::isUsable).orElseThrow(ServerMetadata::invalid);
  }

  private static Optional<URI> endpoint(JsonFields document, String name) throws OAuthException {
    Optional<String> text = document.text(name);
    Optional<URI> url = text.flatMap(EndpointUrls::read);
    if (text.isPresent() && url.isEmpty()) {
      throw invalid();
    }
    return url;
  }

  /** Those of our own words that are in a list. */
  private static Optional<List<String>> listed(
      JsonFields document, String name, List<String> words) {
    return document.texts(name).map(list -> words.stream().filter(list::contains).toList());
  }

  /** Not every one of thousands of scopes has to be kept. */
  private static List<String> bounded(List<String> scopes) {
    Stream<String> asked =
        scopes.stream().filter(scope -> scope.equals(ServerAbilities.OFFLINE_ACCESS));
    return Stream.concat(asked, scopes.stream().filter(ScopeTokens::isToken))
        .distinct()
        .limit(MAX_SCOPES)
        .toList();
  }

  static OAuthException invalid() {
    return new OAuthException(OAuthFailure.METADATA_INVALID);
  }
}
