package dev.toolrack.cli.connect;

import dev.toolrack.cli.kubectl.NoAnswer;
import dev.toolrack.cli.kubectl.Screen;
import dev.toolrack.cli.token.Browser;
import dev.toolrack.cli.token.Introduction;
import dev.toolrack.cli.token.RedirectListener;
import dev.toolrack.core.address.HttpUrl;
import dev.toolrack.core.tool.CleanText;
import dev.toolrack.crds.McpIntegrationStatus.Login;
import dev.toolrack.crds.McpIntegrationStatus.LoginParameter;
import dev.toolrack.mcp.CredentialConsent;
import dev.toolrack.mcp.egress.Tenant;
import dev.toolrack.mcp.oauth.AskedServer;
import dev.toolrack.mcp.oauth.LoginStart;
import dev.toolrack.mcp.oauth.OAuthClient;
import dev.toolrack.mcp.oauth.OAuthException;
import dev.toolrack.mcp.oauth.OAuthFailure;
import dev.toolrack.mcp.oauth.Registration;
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
      throw new NoAnswer(words(e.failure()));
    }
  }

  /** Here nobody runs Toolrack who could be asked: the rules are this command's. */
  private static String words(OAuthFailure failure) {
    return switch (failure) {
      case ISSUER_FORBIDDEN ->
          "this command's network rules forbid the authorization server's host, or an address that it"
              + " stands for: --allow-private allows those in private networks, --allow-loopback those on"
              + " this machine; it has to have a plain host name";
      case INSECURE_TRANSPORT ->
          "plain http is not allowed to the authorization server; use https (--allow-loopback allows http"
              + " on this machine)";
      default -> failure.message();
    };
  }

  private LoginResult result(Optional<ClientSecret> declared, RedirectListener redirect)
      throws OAuthException, InterruptedException {
    AskedServer server = server();
    Endpoints endpoints = endpoints(server);
    Introduction asker =
        declared.isPresent()
            ? new Introduction(declared.get().client(), Optional.empty())
            : Introduction.to(
                server, oauth, ways.clientMetadata(), redirect, "Toolrack", offered.scopes());
    try {
      return result(server, endpoints, asker, redirect);
    } catch (OAuthException | InterruptedException | RuntimeException e) {
      unregister(server, asker.registration());
      throw e;
    }
  }

  private LoginResult result(
      AskedServer server, Endpoints endpoints, Introduction asker, RedirectListener redirect)
      throws OAuthException, InterruptedException {
    LoginStart start =
        oauth.begin(
            server,
            asker.client(),
            terms(),
            parameters(offered.authorizationParameters()),
            redirect.uri());
    redirect.expect(start.pending().state());
    show(endpoints);
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
              Stream.of(endpoints.token(), endpoints.revocation())
                  .flatMap(Optional::stream)
                  .toList());
      case TokenAnswer.Refused refused -> throw new NoAnswer(words(refused.reason()));
    };
  }

  /**
   * Whatever lies elsewhere than the issuer is shown: the tokens go there, and the client's secret.
   */
  private void show(Endpoints endpoints) {
    screen.line("MCP server:           " + CleanText.of(offered.server(), 2048));
    screen.line("Authorization server: " + CleanText.of(offered.issuer(), 512));
    Optional<String> home = origin(offered.issuer());
    elsewhere("Log in at:            ", endpoints.authorization(), home);
    elsewhere("Tokens come from:     ", endpoints.token(), home);
    elsewhere("Revoked at:           ", endpoints.revocation(), home);
  }

  private void elsewhere(String what, Optional<URI> endpoint, Optional<String> home) {
    endpoint
        .map(uri -> origin(uri.toString()).orElse(uri.toString()))
        .filter(origin -> home.filter(origin::equals).isEmpty())
        .ifPresent(origin -> screen.line(what + CleanText.of(origin, 512)));
  }

  private static Optional<String> origin(String url) {
    return HttpUrl.parse(url).map(HttpUrl::origin);
  }

  /**
   * Where the operator will have to send what it is handed, until it gives it back, and where
   * people log in.
   */
  private record Endpoints(
      Optional<URI> authorization, Optional<URI> token, Optional<URI> revocation) {}

  private Endpoints endpoints(AskedServer server) throws OAuthException, InterruptedException {
    if (server.tokenEndpoint().isPresent() && server.authorizationEndpoint().isPresent()) {
      return new Endpoints(
          server.authorizationEndpoint(), server.tokenEndpoint(), server.revocationEndpoint());
    }
    ServerAbilities abilities =
        oauth.abilities(server(Optional.empty(), Optional.empty(), Optional.empty()));
    // Whoever declares where tokens come from has no metadata asked when one is given back.
    return new Endpoints(
        server.authorizationEndpoint().or(abilities::authorizationEndpoint),
        server.tokenEndpoint().or(abilities::tokenEndpoint),
        server.tokenEndpoint().isPresent()
            ? server.revocationEndpoint()
            : server.revocationEndpoint().or(abilities::revocationEndpoint));
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
    unregister(result.server(), result.registration());
  }

  private void unregister(AskedServer server, Optional<Registration> registration)
      throws InterruptedException {
    if (registration.isPresent()) {
      var _ = oauth.unregister(server, registration.get());
    }
  }

  private TokenTerms terms() {
    return new TokenTerms(
        Optional.ofNullable(offered.resource()),
        offered.scopes(),
        parameters(offered.tokenParameters()));
  }

  private AskedServer server() {
    return server(
        url(offered.authorizationEndpoint()),
        url(offered.tokenEndpoint()),
        url(offered.revocationEndpoint()));
  }

  private AskedServer server(
      Optional<URI> authorization, Optional<URI> token, Optional<URI> revocation) {
    return new AskedServer(
        offered.issuer(),
        authorization,
        token,
        revocation,
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
