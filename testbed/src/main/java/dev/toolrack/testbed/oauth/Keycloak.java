package dev.toolrack.testbed.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.toolrack.testbed.FreePort;
import dev.toolrack.testbed.GuardedProcess.Signal;
import dev.toolrack.testbed.Provisioned;
import dev.toolrack.testbed.TestbedException;
import dev.toolrack.testbed.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A real Keycloak on a loopback port with the realm {@code toolrack}, which {@code
 * toolrack-realm.json} describes: users, clients, scopes. Refresh tokens rotate, and one that was
 * used before ends the grant.
 *
 * <p>{@code testbed/provision --keycloak} has made its database; each Keycloak works on a copy.
 */
public final class Keycloak implements AutoCloseable {
  /** Two people; the password of each is their name and {@code -password}. */
  public static final List<String> USERS = List.of("alice", "bob");

  /** A confidential client for client credentials. */
  public static final String AGENTS = "agents";

  /** A public client that must use PKCE; its redirects are to any port of 127.0.0.1. */
  public static final String CLI = "toolrack-cli";

  /** A confidential client for a connect page, with PKCE; redirects as for {@link #CLI}. */
  public static final String CONNECT = "toolrack-connect";

  /** The audience of tokens with a scope that begins with {@code mcp.}, until a test changes it. */
  public static final String AUDIENCE = "https://mcp.toolrack.example";

  /** How long access tokens live, until a test changes it. */
  public static final Duration LIFETIME = Duration.ofSeconds(60);

  private static final Duration START_LIMIT = Duration.ofMinutes(5);
  private static final String MAIN = "io.quarkus.bootstrap.runner.QuarkusEntryPoint";

  private static @Nullable Keycloak shared;

  private final Workspace workspace;
  private final URI base;
  private final boolean closeable;
  private final KeycloakAdmin admin;

  private Keycloak(boolean closeable) {
    this.closeable = closeable;
    this.workspace = Workspace.create();
    var port = FreePort.next();
    this.base = URI.create("http://127.0.0.1:" + port);
    this.admin = new KeycloakAdmin(base);
    try {
      launch(port);
    } catch (TestbedException e) {
      workspace.close();
      throw e;
    }
  }

  /** Starts one of the caller's own, with access tokens of this lifetime. */
  public static Keycloak start(Duration accessTokenLifetime) {
    var keycloak = new Keycloak(true);
    keycloak.admin.lifetime(accessTokenLifetime);
    return keycloak;
  }

  /**
   * The one that all tests of this JVM share; it ends with the JVM. Tests leave its users and
   * clients as they were.
   */
  public static synchronized Keycloak shared() {
    if (shared == null) {
      shared = new Keycloak(false);
    }
    return shared;
  }

  /** The issuer identifier of the realm. */
  public URI issuer() {
    return base.resolve("/realms/toolrack");
  }

  /** Its RFC 8414 metadata; that of OpenID Connect is below the issuer. */
  public URI metadata() {
    return base.resolve("/.well-known/oauth-authorization-server/realms/toolrack");
  }

  /** One of its endpoints, by the last part of its path: auth, token, revoke, logout, certs. */
  public URI endpoint(String name) {
    return URI.create(issuer() + "/protocol/openid-connect/" + name);
  }

  /** The secret of a client, for example {@link #AGENTS}, at first. */
  public static String secretOf(String client) {
    return client + "-secret";
  }

  /** The password of a user. */
  public static String passwordOf(String user) {
    return user + "-password";
  }

  /** What may be done to the realm while it serves. */
  public KeycloakAdmin admin() {
    return admin;
  }

  /**
   * Who an access token with the scope {@code openid} is for.
   *
   * @throws TestbedException if it is not accepted
   */
  public JsonNode userInfo(String accessToken) {
    return admin.get(endpoint("userinfo"), accessToken);
  }

  /** The same by name; empty if it is not accepted, as when it has just ended. */
  public Optional<String> user(String accessToken) {
    try {
      return Optional.of(userInfo(accessToken).path("preferred_username").asText());
    } catch (TestbedException e) {
      return Optional.empty();
    }
  }

  /** Ends it, unless it is the shared one. */
  @Override
  public void close() {
    if (closeable) {
      workspace.close();
    }
  }

  private void launch(int port) {
    var home = home(Provisioned.locate().keycloak());
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                // A seventh of the start is verifying classes that nobody here has made.
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote",
                "--enable-native-access=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.base/java.security=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED"));
    properties(home).forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.addAll(List.of("-cp", home.resolve("lib/quarkus-run.jar").toString(), MAIN));
    command.addAll(
        List.of(
            "start",
            "--optimized",
            "--http-enabled=true",
            "--http-host=127.0.0.1",
            "--http-port=" + port,
            "--hostname=" + base,
            "--cache=local"));
    var process = workspace.start("keycloak", command, Map.of(), Signal.KILL);
    process.await(START_LIMIT, () -> Answering.at(issuer()));
  }

  /** As its own start script sets them. */
  private static Map<String, String> properties(Path home) {
    return Map.of(
        "kc.home.dir",
        home.toString(),
        "jboss.server.config.dir",
        home.resolve("conf").toString(),
        "java.io.tmpdir",
        home.resolve("tmp").toString(),
        "java.util.logging.manager",
        "org.jboss.logmanager.LogManager",
        "java.util.concurrent.ForkJoinPool.common.threadFactory",
        "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
        "picocli.disable.closures",
        "true",
        "user.language",
        "en",
        "user.country",
        "US");
  }

  /** A home of its own: links to what is only read, and a copy of the database. */
  private Path home(Path provisioned) {
    try {
      var home = Files.createDirectory(workspace.file("home"));
      Files.createDirectory(home.resolve("tmp"));
      for (var name : List.of("conf", "lib", "providers", "themes")) {
        Files.createSymbolicLink(home.resolve(name), provisioned.resolve(name).toRealPath());
      }
      var database = Files.createDirectories(home.resolve("data/h2"));
      try (var files = Files.list(provisioned.resolve("data/h2"))) {
        for (var file : files.toList()) {
          Files.copy(file, database.resolve(file.getFileName()));
        }
      }
      return home;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
