package dev.toolrack.testbed.oauth;

import dev.toolrack.testbed.mcp.PrivateCertificate;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An authorization server in this JVM, for what real ones do not do on demand: fail in the middle,
 * and say what they were asked. Everybody who is sent to it consents at once. Access tokens mean
 * nothing to anybody but {@link #accepts(String)}. Everything can be changed while it serves.
 *
 * <p>It knows metadata (RFC 8414), codes with PKCE, client credentials, refresh tokens that rotate,
 * resources (RFC 8707), revocation (RFC 7009), registration and its deletion (RFC 7591, 7592) and
 * the issuer in answers (RFC 9207).
 */
public final class ScriptedAuthorizationServer implements AutoCloseable {
  private static final String METADATA = "/.well-known/oauth-authorization-server";

  private final ScriptedFaults faults = new ScriptedFaults();
  private final RequestLog log = new RequestLog();
  private final URI issuer;
  private final ScriptedProtocol protocol;
  private final ScriptedHttp http;

  private ScriptedAuthorizationServer(String path, @Nullable PrivateCertificate certificate) {
    http = ScriptedHttp.bind(certificate == null ? null : certificate.tls());
    var scheme = certificate == null ? "http" : "https";
    issuer = URI.create(scheme + "://127.0.0.1:" + http.port() + path);
    protocol = new ScriptedProtocol(issuer);
    http.start(new ScriptedHandler(this, protocol, faults, log));
  }

  /** Starts on a free port, with an issuer without a path and no clients. */
  public static ScriptedAuthorizationServer start() {
    return new ScriptedAuthorizationServer("", null);
  }

  /**
   * Starts with an issuer of this path, which stands behind the well-known part of its metadata's.
   *
   * @param path such as {@code /tenant}
   */
  public static ScriptedAuthorizationServer start(String path) {
    return new ScriptedAuthorizationServer(path, null);
  }

  /** Starts with TLS, with an issuer without a path. */
  public static ScriptedAuthorizationServer start(PrivateCertificate certificate) {
    return new ScriptedAuthorizationServer("", certificate);
  }

  /** Its issuer identifier. */
  public URI issuer() {
    return issuer;
  }

  /** One of its endpoints. */
  public URI endpoint(OauthEndpoint endpoint) {
    return switch (endpoint) {
      case METADATA -> issuer.resolve(METADATA + issuer.getPath());
      case AUTHORIZATION -> URI.create(issuer + "/authorize");
      case TOKEN -> URI.create(issuer + "/token");
      case REVOCATION -> URI.create(issuer + "/revoke");
      case REGISTRATION -> URI.create(issuer + "/register");
    };
  }

  /** Knows a client with a secret from now on; another secret replaces the one before. */
  public ScriptedAuthorizationServer client(String id, String secret, String... redirects) {
    protocol.clients.add(id, secret, List.of(redirects));
    return this;
  }

  /** Knows a client without a secret from now on. */
  public ScriptedAuthorizationServer publicClient(String id, String... redirects) {
    return client(id, "", redirects);
  }

  /** Forgets a client. */
  public ScriptedAuthorizationServer forget(String client) {
    protocol.clients.remove(client);
    return this;
  }

  /** How long access tokens live that are issued from now on; five minutes at first. */
  public ScriptedAuthorizationServer lifetime(Duration next) {
    protocol.grants.lifetime(next);
    return this;
  }

  /** Whether answers say how long a token lives, as they do at first. */
  public ScriptedAuthorizationServer tellLifetime(boolean next) {
    protocol.tellsLifetime = next;
    return this;
  }

  /** Whether a refresh gives another refresh token, as it does at first. */
  public ScriptedAuthorizationServer rotate(boolean next) {
    protocol.grants.rotating(next);
    return this;
  }

  /** The scopes there are; at first mcp.read, mcp.write and offline_access. */
  public ScriptedAuthorizationServer scopes(String... next) {
    protocol.grants.scopes(Set.of(next));
    return this;
  }

  /** Says this in its metadata from now on, whatever is true; null leaves the member out. */
  public ScriptedAuthorizationServer announce(String member, @Nullable Object value) {
    protocol.announced.put(member, Optional.ofNullable(value));
    return this;
  }

  /** What authorization responses say in {@code iss} from now on; null leaves it out. */
  public ScriptedAuthorizationServer respondAs(@Nullable String iss) {
    protocol.responseIssuer = Optional.ofNullable(iss);
    return this;
  }

  /** The error that everybody comes back with from now on; null to consent again. */
  public ScriptedAuthorizationServer decline(@Nullable String error) {
    protocol.authorizationError = Optional.ofNullable(error);
    return this;
  }

  /** Lets the next requests of an endpoint fail, after those that were planned before. */
  public ScriptedAuthorizationServer next(OauthEndpoint endpoint, int times, Fault fault) {
    faults.plan(endpoint, times, fault);
    return this;
  }

  /** Forgets all faults that have not happened yet. */
  public ScriptedAuthorizationServer recover() {
    faults.clear();
    return this;
  }

  /**
   * A grant without a browser, for tests that begin with one.
   *
   * @return a refresh token of it, as the client would have got it for a code
   */
  public String grant(String client, String scope, String... resources) {
    return protocol.grant(client, scope, List.of(resources));
  }

  /** Ends a grant, as its owner may: its tokens are nothing any more. */
  public ScriptedAuthorizationServer endGrant(String grant) {
    protocol.grants.end(grant);
    return this;
  }

  /** Ends it, as in an outage: connections are refused from now on. Nothing is forgotten. */
  public void stop() {
    http.stop();
  }

  /** Serves again at the same address. */
  public void startAgain() {
    http.startAgain();
  }

  /** Whether an access token is one of its own, not expired, and its grant not ended. */
  public boolean accepts(String token) {
    return protocol.grants.accepts(token, null, Set.of());
  }

  /** Whether it is so, and for this resource, and with these scopes. */
  public boolean accepts(String token, URI resource, String... scopes) {
    return protocol.grants.accepts(token, resource.toString(), Set.of(scopes));
  }

  /** The grant that a code, an access token or a refresh token belongs to, old ones included. */
  public Optional<String> grantOf(String token) {
    return protocol.grants.grantOf(token);
  }

  /** Whether a grant has not been ended by anything. */
  public boolean isActive(String grant) {
    return protocol.grants.isActive(grant);
  }

  /** How often a grant was refreshed with success. */
  public int refreshes(String grant) {
    return protocol.grants.refreshes(grant);
  }

  /**
   * Every refresh token that was made for a grant, in this order, whether or not anybody was told.
   */
  public List<String> refreshTokens(String grant) {
    return protocol.grants.refreshTokens(grant);
  }

  /** How many refreshes began while another one of the same grant was not answered yet. */
  public int overlappingRefreshes() {
    return log.overlaps();
  }

  /** How often a refresh token was used that a newer one had replaced. */
  public int reusedRefreshTokens() {
    return protocol.grants.reuses();
  }

  /** Every token that a client asked to revoke, known or not. */
  public List<String> revoked() {
    return protocol.grants.revoked();
  }

  /** The identifiers of all clients. */
  public Set<String> clients() {
    return protocol.clients.ids();
  }

  /** The identifiers of registered clients that were deleted by RFC 7592. */
  public List<String> deletedClients() {
    return protocol.clients.deleted();
  }

  /** What an endpoint was asked and has answered, in the order of the answers. */
  public List<OauthRequest> requests(OauthEndpoint endpoint) {
    return log.matching(request -> request.endpoint() == endpoint);
  }

  /** The answered token requests of one grant type. */
  public List<OauthRequest> tokenRequests(String grantType) {
    return log.matching(request ->
        request.endpoint() == OauthEndpoint.TOKEN && request.grantType().equals(grantType));
  }

  /** How many requests are not answered yet, for example because they are held. */
  public int unanswered() {
    return log.running();
  }

  @Override
  public void close() {
    stop();
  }
}
