package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.toolrack.crds.McpIntegrationStatus;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import dev.toolrack.testbed.oauth.OauthEndpoint;
import dev.toolrack.testbed.oauth.ScriptedAuthorizationServer;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;

/** With people who log in: what the command does for them is done by hand. */
abstract class LoginCase extends TokenCase {
  static final String PUBLIC_CLIENT = "kubectl-toolrack";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Where whoever logs in lets the tokens go besides the two servers. */
  String agreed = "";

  private final HttpClient http = HttpClient.newHttpClient();

  /** What is planned to fail must not hit another test's logins, which are refreshed meanwhile. */
  @BeforeEach
  void anAuthorizationServerOfItsOwn() {
    login.close();
    login = ScriptedAuthorizationServer.start("/tenant").publicClient(PUBLIC_CLIENT);
  }

  /** A connector, an integration that somebody has to log in for, and an agent. */
  void declareLogin(String ns, FakeEndpoint server) {
    connector(ns, server.url(), login.issuer(), "scopes: [mcp.read]");
    loginIntegration(ns, "");
    cluster.binding(ns, "bot", "");
  }

  void loginIntegration(String ns, String more) {
    cluster.integration(
        ns,
        "crm",
        """
        connectorRef: {name: crm}
        %s
        credentials:
          oauth: {grant: AuthorizationCode}
        """
            .formatted(more));
  }

  /** What the status tells whoever logs in. */
  McpIntegrationStatus.Login offered(String ns) {
    eventually(() -> {
      var status = cluster.integration(ns, "crm").getStatus();
      assertThat(status == null ? null : status.login()).isNotNull();
    });
    return Objects.requireNonNull(cluster.integration(ns, "crm").getStatus().login());
  }

  /** Somebody logs in. */
  String connect(String ns, FakeEndpoint server) {
    String begun = login.grant(PUBLIC_CLIENT, "mcp.read", server.url().toString());
    JsonNode tokens = redeemed(begun, server.url());
    McpIntegrationStatus.Login offered = offered(ns);
    handOver(
        ns,
        Map.of(
            "toolrack.dev/token-plan",
            offered.plan(),
            "toolrack.dev/send-to",
            server.url() + " " + login.issuer() + agreed,
            "toolrack.dev/token-expires",
            Instant.now().plusSeconds(tokens.path("expires_in").asLong(3600)).toString(),
            "toolrack.dev/token-account",
            "alice@example.com"),
        Map.of(
            "access_token", tokens.path("access_token").asText(),
            "refresh_token", tokens.path("refresh_token").asText(),
            "client_id", PUBLIC_CLIENT));
    return login.grantOf(begun).orElseThrow();
  }

  /** What the condition Ready says. */
  String readyMessage(String ns) {
    return cluster.integration(ns, "crm").getStatus().conditions().stream()
        .filter(condition -> condition.getType().equals("Ready"))
        .findFirst()
        .orElseThrow()
        .getMessage();
  }

  /** What the command does, under the person's own rights: it goes as soon as it is taken. */
  void handOver(String ns, Map<String, String> annotations, Map<String, String> data) {
    cluster.client().secrets().inNamespace(ns).withName("crm-login").delete();
    Secret created = cluster.client().resource(loginSecret(ns, annotations, data)).create();
    eventually(() -> assertThat(offered(ns).taken()).isEqualTo(created.getMetadata().getUid()));
    cluster.client().secrets().inNamespace(ns).withName("crm-login").delete();
  }

  static Secret loginSecret(String ns, Map<String, String> annotations, Map<String, String> data) {
    return new SecretBuilder()
        .withNewMetadata()
        .withNamespace(ns)
        .withName("crm-login")
        .addToLabels("toolrack.dev/credential", "Namespace")
        .withAnnotations(annotations)
        .endMetadata()
        .withStringData(data)
        .build();
  }

  /** A value of the token Secret, or an empty text. */
  String stored(String ns, String key) {
    Secret secret = cluster.client().secrets().inNamespace(ns).withName("crm-token").get();
    String value = secret == null || secret.getData() == null ? null : secret.getData().get(key);
    return value == null
        ? ""
        : new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
  }

  /** A client without a secret, registered by RFC 7591. */
  JsonNode registered() {
    return posted(
        OauthEndpoint.REGISTRATION,
        201,
        "application/json",
        """
        {"redirect_uris": ["http://127.0.0.1/callback"], "token_endpoint_auth_method": "none",
         "grant_types": ["authorization_code", "refresh_token"], "application_type": "native"}
        """);
  }

  private JsonNode redeemed(String refreshToken, URI resource) {
    return posted(
        OauthEndpoint.TOKEN,
        200,
        "application/x-www-form-urlencoded",
        "grant_type=refresh_token&client_id=%s&refresh_token=%s&resource=%s"
            .formatted(PUBLIC_CLIENT, refreshToken, resource));
  }

  private JsonNode posted(OauthEndpoint endpoint, int expected, String type, String body) {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(login.endpoint(endpoint))
                  .header("Content-Type", type)
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(expected);
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
