package dev.toolrack.mcp.oauth;

import com.nimbusds.oauth2.sdk.id.State;
import dev.toolrack.mcp.GuardedExchange;
import dev.toolrack.mcp.GuardedExchange.Answer;
import dev.toolrack.mcp.GuardedExchange.Ask;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends requests for tokens to whatever endpoint is the right one, and reads the answers. */
final class TokenRequests {
  private final GuardedExchange.Source exchanges;
  private final KnownServers known;

  TokenRequests(GuardedExchange.Source exchanges, KnownServers known) {
    this.exchanges = exchanges;
    this.known = known;
  }

  /** Builds what to send; may find that it cannot be sent. */
  interface Grant {
    Form form() throws OAuthException;
  }

  /** Something to do with a server. */
  interface Work<T> {
    T in(Conversation conversation) throws OAuthException, InterruptedException;
  }

  /**
   * Asks for tokens.
   *
   * @param once whether the grant may be shown once only
   */
  TokenAnswer tokens(
      AskedServer server,
      OAuthClientId client,
      TokenReader.Wanted wanted,
      boolean once,
      Grant grant)
      throws InterruptedException {
    try {
      return within(
          server,
          conversation -> {
            Form form = grant.form();
            ServerMetadata metadata = metadata(server, conversation);
            ClientProof proof = proof(server, client, metadata);
            Ask ask = form.to(metadata.tokenEndpoint(), proof);
            Answer answer =
                once || proof.single() ? conversation.sendOnce(ask) : conversation.send(ask);
            return new TokenAnswer.Granted(TokenReader.read(answer, wanted));
          });
    } catch (OAuthException e) {
      return new TokenAnswer.Refused(e.failure());
    }
  }

  /** Does something with a server. What was known of it is forgotten if it fails for good. */
  <T> T within(AskedServer server, Work<T> work) throws OAuthException, InterruptedException {
    try (Conversation conversation = Conversation.with(server, exchanges)) {
      return work.in(conversation);
    } catch (OAuthException e) {
      if (e.failure().definite()) {
        known.forget(server);
      }
      throw e;
    }
  }

  /**
   * What proves to the token endpoint who we are.
   *
   * @throws OAuthException with CLIENT_INVALID if nothing does
   */
  ClientProof proof(AskedServer server, OAuthClientId client, ServerMetadata metadata)
      throws OAuthException {
    return ClientProof.of(client, server.issuer(), metadata.tokenMethods(), metadata.signing());
  }

  /** The same for the revocation endpoint, which may take other methods. */
  ClientProof revocationProof(AskedServer server, OAuthClientId client, ServerMetadata metadata)
      throws OAuthException {
    Optional<List<String>> methods = metadata.revocationMethods().or(metadata::tokenMethods);
    return ClientProof.of(client, server.issuer(), methods, metadata.signing());
  }

  /** What the server says of itself, looked up unless somebody said where its tokens come from. */
  ServerMetadata metadata(AskedServer server, Conversation conversation)
      throws OAuthException, InterruptedException {
    return server.tokenEndpoint().isPresent()
        ? ServerMetadata.byHand(server)
        : known.of(server, conversation).with(server);
  }

  /** The same for a login, which needs two endpoints. */
  ServerMetadata loginMetadata(AskedServer server, Conversation conversation)
      throws OAuthException, InterruptedException {
    return server.tokenEndpoint().isPresent() && server.authorizationEndpoint().isPresent()
        ? ServerMetadata.byHand(server)
        : known.of(server, conversation).with(server);
  }

  /** Begins a login, if nothing is in its way: nobody shall log in for nothing. */
  LoginStart login(
      AskedServer server,
      OAuthClientId client,
      TokenTerms terms,
      Map<String, String> extra,
      URI redirectUri,
      State state)
      throws InterruptedException, OAuthException {
    return within(
        server,
        conversation -> {
          ServerMetadata metadata = loginMetadata(server, conversation);
          if (!"https".equals(metadata.authorizationEndpoint().getScheme())) {
            conversation.check(metadata.authorizationEndpoint());
          }
          conversation.agree(metadata.tokenEndpoint());
          proof(server, client, metadata);
          return Logins.start(server, metadata, client, terms, extra, redirectUri, state);
        });
  }
}
