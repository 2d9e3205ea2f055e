package dev.toolrack.cli.connect;

import dev.toolrack.cli.kubectl.NoAnswer;
import dev.toolrack.cli.kubectl.Screen;
import dev.toolrack.cli.token.Browser;
import dev.toolrack.cli.token.Introduction;
import dev.toolrack.cli.token.RedirectListener;
import dev.toolrack.core.tool.CleanText;
import dev.toolrack.crds.McpIntegrationStatus.Login;
import dev.toolrack.crds.McpIntegrationStatus.LoginParameter;
import dev.toolrack.mcp.CredentialConsent;
import dev.toolrack.mcp.egress.Tenant;
import dev.toolrack.mcp.oauth.AskedServer;
import dev.toolrack.mcp.oauth.LoginStart;
import dev.toolrack.mcp.oauth.OAuthClient;
import dev.toolrack.mcp.oauth.OAuthException;
import dev.toolrack.mcp.oauth.ServerAbilities;
import dev.toolrack.mcp.oauth.TokenAnswer;
import dev.toolrack.mcp.oauth.TokenTerms;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A login with a browser on this machine (RFC 8252), for what an integration's status says. */
final class PersonsLogin {
  private static final Duration REQUEST = Duration.ofSeconds(30);

  private final OAuthClient oauth;
  private final Login offered;
  private final Screen screen;
  private final Ways ways;

  PersonsLogin(OAuthClient oauth, Login offered, Screen screen, Ways ways) {
    this.oauth = oauth;
    this.offered = offered;
    this.screen = screen;
    this.ways = ways;
  }

  /**
   * How it is done.
   *
   * @param port where the browser comes back to; 0 = any
   * @param browser whether to open one
   * @param patience how long to wait for it
   * @param clientMetadata a client ID metadata document
   */
  record Ways(int port, boolean browser, Duration patience, Optional<URI> clientMetadata) {}

  /**
   * Has the person log in.
   *
   * @param declared the client that the integration names
   */
  LoginResult result(Optional<ClientSecret> declared) throws InterruptedException {
    try (RedirectListener redirect = RedirectListener.open(ways.port())) {
      return result(declared, redirect);
    } catch (IOException e) {
      throw new NoAnswer("the port for the browser is not free; give another with --login-port");
    } catch (OAuthException e) {
      throw new NoAnswer(e.failure().message());
    }
  }

  private LoginResult result(Optional<ClientSecret> declared, RedirectListener redirect)
      throws OAuthException, InterruptedException {
    AskedServer server = server();
    Introduction asker =
        declared.isPresent()
            ? new Introduction(declared.get().client(), Optional.empty())
            : Introduction.to(
                server, oauth, ways.clientMetadata(), redirect, "Toolrack", offered.scopes());
    LoginStart start =
        oauth.begin(
            server,
            asker.client(),
            terms(),
            parameters(offered.authorizationParameters()),
            redirect.uri());
    redirect.expect(start.pending().state());
    screen.line("MCP server:           " + CleanText.of(offered.server(), 2048));
    screen.line("Authorization server: " + CleanText.of(offered.issuer(), 512));
    screen.line("Log in here:");
    screen.line(start.authorizationUrl().toASCIIString());
    screen.flush();
    String answer =
        Browser.comesBack(redirect, start, ways.browser(), ways.patience())
            .orElseThrow(() -> new NoAnswer(Browser.NOBODY_CAME));
    return switch (oauth.redeem(server, asker.client(), terms(), start.pending(), answer)) {
      case TokenAnswer.Granted granted ->
          new LoginResult(
              offered,
              server,
              asker.client(),
              asker.registration(),
              granted.tokens(),
              Instant.now(),
              endpoints(server));
      case TokenAnswer.Refused refused -> throw new NoAnswer(refused.reason().message());
    };
  }

  /** Where the operator will have to send what it is handed, until it gives it back. */
  private List<URI> endpoints(AskedServer server) throws OAuthException, InterruptedException {
    Optional<URI> revocation = url(offered.revocationEndpoint());
    if (server.tokenEndpoint().isPresent()) {
      return Stream.of(server.tokenEndpoint(), revocation).flatMap(Optional::stream).toList();
    }
    ServerAbilities abilities = oauth.abilities(server);
    return Stream.of(abilities.tokenEndpoint(), revocation.or(abilities::revocationEndpoint))
        .flatMap(Optional::stream)
        .toList();
  }

  /** Takes back what nobody took over. */
  void undo(LoginResult result) throws InterruptedException {
    boolean refreshes = result.tokens().refreshToken().isPresent();
    var _ =
        oauth.revoke(
            result.server(),
            result.client(),
            result.tokens().refreshToken().orElse(result.tokens().accessToken()),
            refreshes);
    if (result.registration().isPresent()) {
      var _ = oauth.unregister(result.server(), result.registration().get());
    }
  }

  private TokenTerms terms() {
    return new TokenTerms(
        Optional.ofNullable(offered.resource()),
        offered.scopes(),
        parameters(offered.tokenParameters()));
  }

  private AskedServer server() {
    return new AskedServer(
        offered.issuer(),
        url(offered.authorizationEndpoint()),
        url(offered.tokenEndpoint()),
        url(offered.revocationEndpoint()),
        Tenant.NONE,
        Optional.empty(),
        // Whoever logs in sees to whom.
        CredentialConsent.SAME_ORIGIN,
        REQUEST);
  }

  private static Map<String, String> parameters(List<LoginParameter> parameters) {
    return parameters.stream()
        .collect(Collectors.toMap(LoginParameter::name, LoginParameter::value, (a, b) -> a));
  }

  private static Optional<URI> url(@Nullable String text) {
    return Stream.ofNullable(text).map(URI::create).findFirst();
  }
}
