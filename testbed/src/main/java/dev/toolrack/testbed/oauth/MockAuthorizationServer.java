package dev.toolrack.testbed.oauth;

import dev.toolrack.testbed.FreePort;
import dev.toolrack.testbed.GuardedProcess;
import dev.toolrack.testbed.GuardedProcess.Signal;
import dev.toolrack.testbed.Provisioned;
import dev.toolrack.testbed.TestbedException;
import dev.toolrack.testbed.Workspace;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The mock-oauth2-server of NAV in a process of its own, on a loopback port: any client with any
 * secret gets signed tokens. Its metadata is only at the places that begin with the path of the
 * issuer; it has neither registration nor RFC 9207.
 */
public final class MockAuthorizationServer implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final String MAIN = "no.nav.security.mock.oauth2.StandaloneMockOAuth2ServerKt";

  private final Workspace workspace = Workspace.create();
  private final int port = FreePort.next();
  private final Path configuration;
  private GuardedProcess process;

  private MockAuthorizationServer(Settings settings) {
    try {
      configuration = workspace.write("config.json", settings.json());
      process = launch();
    } catch (TestbedException e) {
      workspace.close();
      throw e;
    }
  }

  /**
   * How the server behaves.
   *
   * @param issuers those with claims and lifetimes of their own; it serves any other name as well,
   *     with tokens that live for an hour
   * @param rotateRefreshToken whether each refresh gives another refresh token and ends the old one
   * @param interactiveLogin whether its login page must be filled in; else everybody who comes is
   *     logged in at once
   */
  public record Settings(
      List<MockIssuer> issuers, boolean rotateRefreshToken, boolean interactiveLogin) {
    /** Keeps a copy of the list. */
    public Settings {
      issuers = List.copyOf(issuers);
    }

    private String json() {
      return Json.text(
          Map.of(
              "httpServer",
              "NettyWrapper",
              "interactiveLogin",
              interactiveLogin,
              "rotateRefreshToken",
              rotateRefreshToken,
              "tokenCallbacks",
              issuers.stream().map(Settings::callback).toList()));
    }

    private static Map<String, Object> callback(MockIssuer issuer) {
      var everyRequest =
          Map.of("requestParam", "grant_type", "match", "*", "claims", issuer.claims());
      return Map.of(
          "issuerId",
          issuer.id(),
          "tokenExpiry",
          issuer.lifetime().toSeconds(),
          "requestMappings",
          List.of(everyRequest));
    }
  }

  /** Starts on a free port, with rotation and without a login page, and waits until it serves. */
  public static MockAuthorizationServer start(MockIssuer... issuers) {
    return start(new Settings(List.of(issuers), true, false));
  }

  /** Starts on a free port and waits until it serves. */
  public static MockAuthorizationServer start(Settings settings) {
    return new MockAuthorizationServer(settings);
  }

  /** The issuer identifier of one of its issuers. */
  public URI issuer(String id) {
    return URI.create("http://127.0.0.1:" + port + "/" + id);
  }

  /** Ends it, as in an outage: connections are refused from now on. */
  public void stop() {
    process.close();
  }

  /**
   * Starts it again at the same address. It has forgotten its keys and every code and refresh
   * token.
   */
  public void startAgain() {
    process.close();
    process = launch();
  }

  @Override
  public void close() {
    workspace.close();
  }

  private GuardedProcess launch() {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx128m",
            "-cp",
            Provisioned.locate().oauthServers() + "/*",
            MAIN);
    var environment =
        Map.of(
            "SERVER_HOSTNAME",
            "127.0.0.1",
            "SERVER_PORT",
            String.valueOf(port),
            "JSON_CONFIG_PATH",
            configuration.toString());
    var started = workspace.start("mock-oauth2-server", command, environment, Signal.KILL);
    var alive = URI.create("http://127.0.0.1:" + port + "/isalive");
    started.await(START_LIMIT, () -> Answering.at(alive));
    return started;
  }
}
