package dev.toolrack.cli.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.cli.Run;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import dev.toolrack.testbed.mcp.FakeMcpServer;
import dev.toolrack.testbed.oauth.Fault;
import dev.toolrack.testbed.oauth.OauthEndpoint;
import dev.toolrack.testbed.oauth.OauthRequest;
import dev.toolrack.testbed.oauth.ScriptedAuthorizationServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command gets its own token, from an authorization server that notes everything. */
@Timeout(120)
class TokensIT {
  private static final String CANARY = "canary-5ecret";

  private final ScriptedAuthorizationServer issuer = ScriptedAuthorizationServer.start();
  private final FakeMcpServer servers = FakeMcpServer.start();
  private final FakeEndpoint server = servers.endpoint("one");
  private final Set<String> tokens = ConcurrentHashMap.newKeySet();

  @BeforeEach
  void wantsTokens() {
    server.requireToken(token -> {
      tokens.add(token);
      return issuer.accepts(token, server.url());
    });
    server.announce(issuer.issuer().toString(), "mcp.read");
  }

  @AfterEach
  void stop() {
    servers.close();
    issuer.close();
  }

  private Run verify(String... more) {
    List<String> all =
        new ArrayList<>(List.of("verify", server.url().toString(), "--allow-loopback"));
    all.addAll(Arrays.asList(more));
    Run run = Run.mcpWithBrowser(all.toArray(String[]::new));
    for (OauthRequest request : issuer.requests(OauthEndpoint.TOKEN)) {
      assertThat(run.out() + run.err())
          .doesNotContain("code_verifier", "Exception", CANARY)
          .doesNotContain(request.parameters().getOrDefault("code_verifier", List.of(CANARY)));
    }
    tokens.forEach(token -> assertThat(run.out() + run.err()).doesNotContain(token));
    return run;
  }

  private Run login(String... more) {
    List<String> all = new ArrayList<>(List.of("--oauth-login", "--no-browser"));
    all.addAll(Arrays.asList(more));
    return verify(all.toArray(String[]::new));
  }

  private List<String> askedScopes() {
    return issuer.requests(OauthEndpoint.AUTHORIZATION).stream()
        .map(request -> request.parameter("scope"))
        .toList();
  }

  @Test
  void loginLeavesNothingBehind() {
    Run run = login();
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains("protocol");
    assertThat(run.err())
        .contains("authorization server: " + issuer.issuer() + ", as the server says")
        .contains("scopes: mcp.read")
        .contains("A client was registered");
    assertThat(askedScopes()).containsExactly("mcp.read offline_access");
    assertThat(issuer.revoked()).hasSize(1);
    assertThat(tokens).hasSize(1).noneMatch(issuer::accepts);
    assertThat(issuer.clients()).isEmpty();
    assertThat(issuer.deletedClients()).hasSize(1);
  }

  @Test
  void registeredClientAndItsPort() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    issuer.publicClient("mine", "http://127.0.0.1:" + port + "/callback");
    Run run = login("--oauth-client", "mine", "--login-port", String.valueOf(port));
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(issuer.clients()).containsExactly("mine");
    assertThat(issuer.requests(OauthEndpoint.REGISTRATION)).isEmpty();
  }

  @Test
  void moreScopesAreAddedToThoseBefore() {
    server.demandScopes(
        token -> issuer.accepts(token, server.url(), "mcp.read", "mcp.write"), "mcp.write");
    Run run = login();
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(askedScopes())
        .containsExactly("mcp.read offline_access", "mcp.read mcp.write offline_access");
    // The same client logs in again.
    assertThat(issuer.deletedClients()).hasSize(1);
  }

  @Test
  void serverThatIsNeverContent() {
    server.demandScopes(token -> false, "mcp.write");
    Run run = login();
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("not verified: InsufficientScope");
    assertThat(issuer.requests(OauthEndpoint.AUTHORIZATION)).hasSize(2);
  }

  @Test
  void tokenOfTheRightIssuerThatIsRefused() {
    server.requireToken(token -> false);
    Run run = login();
    assertThat(run.err()).contains("not verified: CredentialRejected");
    assertThat(issuer.requests(OauthEndpoint.AUTHORIZATION)).hasSize(1);
  }

  @Test
  void refusedLogin() {
    issuer.decline("access_denied");
    Run run = login();
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("no token: LoginRefused", "not verified: CredentialRequired");
    assertThat(issuer.deletedClients()).hasSize(1);
  }

  @Test
  void answerOfAnotherIssuer() {
    issuer.respondAs("https://evil.example");
    assertThat(login().err()).contains("no token: NotThisLogin");
    assertThat(issuer.requests(OauthEndpoint.TOKEN)).isEmpty();
  }

  @Test
  void nobodyLogsIn() {
    issuer.next(OauthEndpoint.AUTHORIZATION, 1, new Fault.Status(500));
    Run run = login("--login-timeout", "1");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("nobody came back from the browser in time");
    assertThat(issuer.clients()).isEmpty();
  }

  @Test
  void noClient() {
    issuer.announce("registration_endpoint", null);
    Run run = login();
    assertThat(run.err()).contains("no token: NoRegistration", "Here: --oauth-client.");
    assertThat(issuer.requests(OauthEndpoint.AUTHORIZATION)).isEmpty();
  }

  @Test
  void serverWithoutMetadata() {
    FakeEndpoint silent = servers.endpoint("silent").requireToken(CANARY);
    Run run = Run.mcp("verify", silent.url().toString(), "--allow-loopback", "--oauth-login");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("no token: the server names no authorization server");
  }

  @Test
  void secretGoesToTheNamedIssuerOnly(@TempDir Path directory) throws IOException {
    String secret = Files.writeString(directory.resolve("secret"), CANARY + "\n").toString();
    issuer.client("robot", CANARY);
    try (ScriptedAuthorizationServer named = ScriptedAuthorizationServer.start()) {
      named.client("robot", CANARY);
      Run other =
          verify(
              "--oauth-client",
              "robot",
              "--oauth-secret-file",
              secret,
              "--oauth-issuer",
              named.issuer().toString());
      assertThat(other.err()).contains("not verified: CredentialRejected").doesNotContain(CANARY);
      assertThat(named.tokenRequests("client_credentials")).hasSize(1);
      assertThat(issuer.requests(OauthEndpoint.TOKEN)).isEmpty();
    }
    Run run =
        verify(
            "--oauth-client",
            "robot",
            "--oauth-secret-file",
            secret,
            "--oauth-issuer",
            issuer.issuer().toString(),
            "--oauth-scope",
            "mcp.write");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.err()).doesNotContain(CANARY, "as the server says");
    OauthRequest asked = issuer.tokenRequests("client_credentials").getFirst();
    assertThat(asked.parameter("scope")).isEqualTo("mcp.write");
    assertThat(asked.parameter("resource")).isEqualTo(server.url().toString());
  }

  @Test
  void resourceThatIsLeftOut() {
    server.requireToken(issuer::accepts);
    assertThat(login("--oauth-resource", "omit").status()).isZero();
    assertThat(issuer.requests(OauthEndpoint.AUTHORIZATION).getFirst().parameters())
        .doesNotContainKey("resource");
  }
}
