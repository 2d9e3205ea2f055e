package dev.toolrack.mcp.oauth;

import com.nimbusds.oauth2.sdk.id.State;
import dev.toolrack.mcp.GuardedExchange;
import dev.toolrack.mcp.GuardedExchange.Ask;
import dev.toolrack.mcp.oauth.TokenReader.Wanted;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Asks authorization servers: the client side of OAuth 2.1 as MCP 2025-11-25 and 2026-07-28 want
 * it. Any number of threads may ask at the same time. What a server says of itself is remembered
 * for about an hour; tokens and secrets are not.
 *
 * <p>No method throws because of what a server says, but {@link OAuthException} where there is no
 * other way to say what is wrong.
 */
public final class OAuthClient {
  private static final Wanted BEARER = new Wanted.Bearer();

  private final GuardedExchange.Source exchanges;
  private final TokenRequests requests;

  /**
   * A client.
   *
   * @param exchanges where its requests leave
   */
  public OAuthClient(GuardedExchange.Source exchanges) {
    this(exchanges, System::nanoTime);
  }

  private OAuthClient(GuardedExchange.Source exchanges, LongSupplier nanoTime) {
    this.exchanges = exchanges;
    this.requests = new TokenRequests(exchanges, new KnownServers(nanoTime));
  }

  /**
   * Another client over the same connections, which knows nothing yet.
   *
   * @param nanoTime a clock that only runs forward, in nanoseconds
   */
  OAuthClient withClock(LongSupplier nanoTime) {
    return new OAuthClient(exchanges, nanoTime);
  }

  /**
   * Gets a token for the client itself (RFC 6749 section 4.4). The request may arrive twice, unless
   * a key signs it.
   */
  public TokenAnswer clientCredentials(AskedServer server, OAuthClientId client, TokenTerms terms)
      throws InterruptedException {
    return requests.tokens(
        server,
        client,
        BEARER,
        false,
        () ->
            Form.grant("client_credentials")
                .resource(terms.resource())
                .scopes(terms.scopes())
                .extra(terms.extraParameters()));
  }

  /**
   * Gets new tokens for a refresh token (RFC 6749 section 6), which may be of no use afterwards
   * whatever the answer is. Sent once. The scopes are those of the login: the terms' are not sent.
   */
  public TokenAnswer refresh(
      AskedServer server, OAuthClientId client, TokenTerms terms, String refreshToken)
      throws InterruptedException {
    return requests.tokens(
        server,
        client,
        BEARER,
        true,
        () ->
            Form.grant("refresh_token")
                .put("refresh_token", refreshToken)
                .resource(terms.resource())
                .extra(terms.extraParameters()));
  }

  /**
   * Begins a login with an authorization code and PKCE. Adds the scope {@code offline_access} to
   * the terms' if there are any and the server lists it.
   *
   * @param extraAuthorizationParameters for the browser's request, such as {@code prompt}
   * @param redirectUri where the browser comes back to, as registered
   * @throws OAuthException if it cannot begin; the token endpoint is checked too, so that nobody
   *     logs in for nothing
   * @throws IllegalArgumentException if an extra parameter is one of the protocol, see {@link
   *     TokenTerms#isExtra}
   */
  public LoginStart begin(
      AskedServer server,
      OAuthClientId client,
      TokenTerms terms,
      Map<String, String> extraAuthorizationParameters,
      URI redirectUri)
      throws InterruptedException, OAuthException {
    return begin(
        server, client, terms, extraAuthorizationParameters, redirectUri, new State().getValue());
  }

  /**
   * The same with a state that says more to whoever the browser comes back to.
   *
   * @param state nobody can guess it, and it is used once
   */
  public LoginStart begin(
      AskedServer server,
      OAuthClientId client,
      TokenTerms terms,
      Map<String, String> extraAuthorizationParameters,
      URI redirectUri,
      String state)
      throws InterruptedException, OAuthException {
    Map<String, String> extra = TokenTerms.checked(extraAuthorizationParameters);
    return requests.login(server, client, terms, extra, redirectUri, new State(state));
  }

  /**
   * Ends a login: checks what the browser brought (state, then the issuer by RFC 9207, then whether
   * it is an error) and redeems the code. Sent once.
   *
   * @param terms the same as when it began
   * @param returnedQuery what followed the question mark, as it came
   */
  public TokenAnswer redeem(
      AskedServer server,
      OAuthClientId client,
      TokenTerms terms,
      PendingLogin pending,
      String returnedQuery)
      throws InterruptedException {
    String code;
    try {
      code = Logins.code(pending, server, client, terms, returnedQuery);
    } catch (OAuthException e) {
      return new TokenAnswer.Refused(e.failure());
    }
    return requests.tokens(
        server,
        client,
        BEARER,
        true,
        () ->
            Form.grant("authorization_code")
                .put("code", code)
                .put("redirect_uri", pending.redirectUri().toString())
                .put("code_verifier", pending.verifier())
                .resource(terms.resource())
                .extra(terms.extraParameters()));
  }

  /**
   * Revokes a token (RFC 7009). May arrive twice.
   *
   * @param refreshToken whether it is a refresh token; false = an access token
   * @return why it may still be good; empty if it is not, and also if the server has no endpoint to
   *     revoke tokens at: they then end by themselves
   */
  public Optional<OAuthFailure> revoke(
      AskedServer server, OAuthClientId client, String token, boolean refreshToken)
      throws InterruptedException {
    try {
      return requests.within(
          server,
          conversation -> {
            ServerMetadata metadata = requests.metadata(server, conversation);
            Optional<URI> endpoint = metadata.revocation();
            if (endpoint.isEmpty()) {
              return Optional.empty();
            }
            Form form =
                new Form()
                    .put("token", token)
                    .put("token_type_hint", refreshToken ? "refresh_token" : "access_token");
            ClientProof proof = requests.revocationProof(server, client, metadata);
            return Revocations.read(conversation.send(form.to(endpoint.get(), proof)));
          });
    } catch (OAuthException e) {
      return Optional.of(e.failure());
    }
  }

  /**
   * Registers a client (RFC 7591). Sent once. The consent is asked about the endpoint even if there
   * is no initial access token: the client's secret will come from there.
   *
   * @throws OAuthException if there is no client
   */
  public Registration register(AskedServer server, RegistrationRequest request)
      throws InterruptedException, OAuthException {
    return requests.within(
        server,
        conversation -> {
          ServerMetadata metadata = requests.metadata(server, conversation);
          URI endpoint =
              metadata
                  .registration()
                  .orElseThrow(() -> new OAuthException(OAuthFailure.NO_REGISTRATION));
          Ask ask = Registrations.ask(endpoint, request, metadata);
          return Registrations.read(conversation.sendOnce(ask), request);
        });
  }

  /**
   * Deletes a registration (RFC 7592). May arrive twice.
   *
   * @return why it may still be there; empty if it is not, and also if it cannot be managed
   */
  public Optional<OAuthFailure> unregister(AskedServer server, Registration registration)
      throws InterruptedException {
    if (registration.managementUri().isEmpty() || registration.managementToken().isEmpty()) {
      return Optional.empty();
    }
    Ask ask =
        Ask.delete(registration.managementUri().get())
            .with("Authorization", "Bearer " + registration.managementToken().get());
    try {
      return requests.within(server, conversation -> Registrations.deleted(conversation.send(ask)));
    } catch (OAuthException e) {
      return Optional.of(e.failure());
    }
  }

  /**
   * Exchanges a token for one of another type (RFC 8693), such as an ID token for an identity
   * assertion that another server takes. May arrive twice, unless a key signs it.
   *
   * @param subjectTokenType its type's URI
   * @param requestedTokenType the URI of what is wanted; an answer that names another is invalid
   * @param audience who it is for, such as the other server's issuer
   * @return the token as {@link Tokens#accessToken}, whatever its type
   */
  public TokenAnswer exchange(
      AskedServer idp,
      OAuthClientId client,
      String subjectToken,
      String subjectTokenType,
      String requestedTokenType,
      String audience,
      Optional<String> resource,
      List<String> scopes)
      throws InterruptedException {
    return requests.tokens(
        idp,
        client,
        new Wanted.Typed(requestedTokenType),
        false,
        () ->
            Form.grant("urn:ietf:params:oauth:grant-type:token-exchange")
                .put("subject_token", subjectToken)
                .put("subject_token_type", subjectTokenType)
                .put("requested_token_type", requestedTokenType)
                .put("audience", audience)
                .resource(resource)
                .scopes(scopes));
  }

  /** Gets a token for an assertion (RFC 7523 section 2.1). Sent once. */
  public TokenAnswer assertion(
      AskedServer server, OAuthClientId client, TokenTerms terms, String jwt)
      throws InterruptedException {
    return requests.tokens(
        server,
        client,
        BEARER,
        true,
        () ->
            Form.grant("urn:ietf:params:oauth:grant-type:jwt-bearer")
                .put("assertion", jwt)
                .resource(terms.resource())
                .scopes(terms.scopes())
                .extra(terms.extraParameters()));
  }

  /**
   * What a server says of itself.
   *
   * @throws OAuthException if it says nothing that can be used
   */
  public ServerAbilities abilities(AskedServer server) throws InterruptedException, OAuthException {
    return requests.within(
        server, conversation -> requests.metadata(server, conversation).abilities());
  }
}
