package dev.toolrack.mcp.oauth;

import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the browser carries: the request that begins a login, and the answer that ends it. */
final class Logins {
  private static final int MAX_CODE = 8192;

  private Logins() {}

  /**
   * The request.
   *
   * @throws OAuthException with NO_PKCE or METADATA_INVALID if the server cannot be asked
   */
  static LoginStart start(
      AskedServer server,
      ServerMetadata metadata,
      OAuthClientId client,
      TokenTerms terms,
      Map<String, String> extra,
      URI redirectUri,
      State state)
      throws OAuthException {
    URI endpoint = metadata.authorizationEndpoint();
    if (!metadata.pkce()) {
      throw new OAuthException(OAuthFailure.NO_PKCE);
    }
    CodeVerifier verifier = new CodeVerifier();
    AuthorizationRequest.Builder request =
        new AuthorizationRequest.Builder(ResponseType.CODE, new ClientID(client.id()))
            .endpointURI(endpoint)
            .redirectionURI(redirectUri)
            .state(state)
            .codeChallenge(verifier, CodeChallengeMethod.S256);
    List<String> scopes = scopes(terms, metadata.abilities());
    if (!scopes.isEmpty()) {
      request.scope(new Scope(scopes.toArray(String[]::new)));
    }
    if (terms.resource().isPresent()) {
      request.resource(Resources.checked(terms.resource().get()));
    }
    extra.forEach(request::customParameter);
    return new LoginStart(
        request.build().toURI(),
        new PendingLogin(
            state.getValue(),
            verifier.getValue(),
            redirectUri,
            server.issuer(),
            metadata.issPromised(),
            client.id(),
            terms.resource()),
        metadata.scopes());
  }

  /**
   * A refresh token is asked for where that is possible. Who asks for no scope gets what the server
   * gives by itself, which a single scope would replace.
   */
  private static List<String> scopes(TokenTerms terms, ServerAbilities abilities) {
    List<String> scopes = new ArrayList<>(terms.scopes());
    if (!scopes.isEmpty()
        && abilities.offlineAccess()
        && !scopes.contains(ServerAbilities.OFFLINE_ACCESS)) {
      scopes.add(ServerAbilities.OFFLINE_ACCESS);
    }
    return scopes;
  }

  /**
   * The code in an answer. Nothing else of it is looked at before state and issuer are right.
   *
   * @param query what followed the question mark
   * @throws OAuthException with NOT_THIS_LOGIN, also if the login was begun for another server,
   *     client or resource; or with what the server's error means
   */
  static String code(
      PendingLogin pending,
      AskedServer server,
      OAuthClientId client,
      TokenTerms terms,
      String query)
      throws OAuthException {
    Query answer = Query.read(query).orElseThrow(Logins::notThisLogin);
    if (!pending.issuer().equals(server.issuer())
        || !pending.clientId().equals(client.id())
        || !pending.resource().equals(terms.resource())
        || !same(answer.one("state").orElse(""), pending.state())
        || !isFrom(pending, answer)) {
      throw notThisLogin();
    }
    Optional<String> error = answer.one("error");
    if (error.isPresent()) {
      throw new OAuthException(refusal(error.get()));
    }
    return answer
        .one("code")
        .filter(
            code -> code.length() <= MAX_CODE && code.chars().allMatch(c -> c >= ' ' && c <= '~'))
        .orElseThrow(TokenReader::invalid);
  }

  /** The table of MCP 2026-07-28 over RFC 9207 section 2.4: compared whenever there is one. */
  private static boolean isFrom(PendingLogin pending, Query answer) {
    return answer.one("iss").map(pending.issuer()::equals).orElse(!pending.issPromised());
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  /** RFC 6749 section 4.1.2.1. */
  private static OAuthFailure refusal(String error) {
    return switch (ErrorCodes.failure(error)) {
      case SCOPE_REFUSED -> OAuthFailure.SCOPE_REFUSED;
      case RESOURCE_REFUSED -> OAuthFailure.RESOURCE_REFUSED;
      case CLIENT_REFUSED -> OAuthFailure.CLIENT_REFUSED;
      case ISSUER_UNAVAILABLE -> OAuthFailure.ISSUER_UNAVAILABLE;
      default -> OAuthFailure.LOGIN_REFUSED;
    };
  }

  private static OAuthException notThisLogin() {
    return new OAuthException(OAuthFailure.NOT_THIS_LOGIN);
  }
}
