package dev.toolrack.cli.token;

import dev.toolrack.cli.token.TokenSetup.Grant.Login;
import dev.toolrack.mcp.oauth.AskedServer;
import dev.toolrack.mcp.oauth.LoginStart;
import dev.toolrack.mcp.oauth.OAuthClient;
import dev.toolrack.mcp.oauth.OAuthClientId;
import dev.toolrack.mcp.oauth.OAuthException;
import dev.toolrack.mcp.oauth.OAuthFailure;
import dev.toolrack.mcp.oauth.Tokens;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Logins with a browser, of one run of the command. What they leave behind is undone at its end.
 */
final class BrowserLogins implements AutoCloseable {
  private final Narration narration;

  /** A client is one authorization server's, and never shown to another. */
  private final Map<String, OAuthClientId> clients = new HashMap<>();

  private final Deque<Undoing> undoings = new ArrayDeque<>();
  private @Nullable RedirectListener listener;

  /** Takes back what an authorization server gave; what it answers does not matter any more. */
  private interface Undoing {
    Optional<OAuthFailure> with(OAuthClient oauth) throws InterruptedException;
  }

  BrowserLogins(Narration narration) {
    this.narration = narration;
  }

  /**
   * Has somebody log in.
   *
   * @param given the client to do it as, if there is one already
   */
  Tokens token(OAuthClient oauth, Wanted wanted, Login login, Optional<OAuthClientId> given)
      throws OAuthException, NoToken, InterruptedException {
    RedirectListener redirect = listener(login.port());
    OAuthClientId client = client(oauth, wanted, login, redirect, given);
    LoginStart start =
        oauth.begin(wanted.server(), client, wanted.terms(), Map.of(), redirect.uri());
    redirect.expect(start.pending().state());
    narration.login(start.authorizationUrl(), login.patience());
    String answer =
        Browser.comesBack(redirect, start, login.browser(), login.patience())
            .orElseThrow(() -> new NoToken(Browser.NOBODY_CAME));
    Tokens tokens =
        TokenSource.granted(
            oauth.redeem(wanted.server(), client, wanted.terms(), start.pending(), answer));
    undoings.push(last -> revoked(last, wanted.server(), client, tokens));
    return tokens;
  }

  private static Optional<OAuthFailure> revoked(
      OAuthClient oauth, AskedServer server, OAuthClientId client, Tokens tokens)
      throws InterruptedException {
    // With a refresh token its access tokens end too.
    return tokens.refreshToken().isPresent()
        ? oauth.revoke(server, client, tokens.refreshToken().get(), true)
        : oauth.revoke(server, client, tokens.accessToken(), false);
  }

  private RedirectListener listener(int port) throws NoToken {
    if (listener == null) {
      try {
        listener = RedirectListener.open(port);
      } catch (IOException e) {
        throw new NoToken("the port for the browser is not free; give another with --login-port");
      }
    }
    return listener;
  }

  private OAuthClientId client(
      OAuthClient oauth,
      Wanted wanted,
      Login login,
      RedirectListener redirect,
      Optional<OAuthClientId> given)
      throws OAuthException, NoToken, InterruptedException {
    OAuthClientId known = clients.get(wanted.issuer());
    if (known != null) {
      return known;
    }
    if (given.isPresent() && !clients.isEmpty()) {
      throw new NoToken(
          "the server names another authorization server than before, whose the client is not;"
              + " give --oauth-issuer");
    }
    OAuthClientId client =
        given.isPresent() ? given.get() : introduced(oauth, wanted, login, redirect);
    clients.put(wanted.issuer(), client);
    return client;
  }

  private OAuthClientId introduced(
      OAuthClient oauth, Wanted wanted, Login login, RedirectListener redirect)
      throws OAuthException, InterruptedException {
    Introduction introduction =
        Introduction.to(
            wanted.server(), oauth, login.clientMetadata(), redirect, "Toolrack mcp", List.of());
    introduction
        .registration()
        .ifPresent(registration -> {
          undoings.push(last -> last.unregister(wanted.server(), registration));
          narration.registered();
        });
    return introduction.client();
  }

  /** Revokes the tokens, then deletes the clients, as far as that is offered. */
  void undo(OAuthClient oauth) throws InterruptedException {
    while (!undoings.isEmpty()) {
      undoings
          .pop()
          .with(oauth)
          .ifPresent(failure ->
              narration.note(
                  "a token or client of this login could not be taken back; it ends by itself"));
    }
  }

  @Override
  public void close() {
    if (listener != null) {
      listener.close();
    }
  }
}
