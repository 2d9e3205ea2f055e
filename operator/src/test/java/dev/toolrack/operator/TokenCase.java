package dev.toolrack.operator;

import dev.toolrack.testbed.mcp.FakeEndpoint;
import dev.toolrack.testbed.oauth.ScriptedAuthorizationServer;
import io.fabric8.kubernetes.api.model.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** With an authorization server that does what it is told. */
abstract class TokenCase extends OperatorCase {
  static final String CLIENT = "crm-agents";
  static final String PASSWORD = "c11ent-pa55word";

  ScriptedAuthorizationServer login;

  @BeforeAll
  void startAuthorizationServer() {
    login = ScriptedAuthorizationServer.start("/tenant").client(CLIENT, PASSWORD);
  }

  @AfterAll
  void stopAuthorizationServer() {
    login.close();
  }

  /** An MCP server that takes the authorization server's tokens only. */
  FakeEndpoint crm(String name) {
    return servers.endpoint(name).tools(TWO_TOOLS).requireToken(login::accepts);
  }

  /** A connector, an integration with tokens of its own, a client's Secret, and an agent. */
  void declare(String ns, FakeEndpoint server) {
    connector(ns, server.url(), login.issuer(), "");
    client(ns, CLIENT, PASSWORD, server.url() + " " + login.issuer());
    integration(ns);
    cluster.binding(ns, "bot", "");
  }

  void connector(String ns, URI server, URI issuer, String more) {
    cluster.connector(
        ns,
        "crm",
        """
        type: OAuth
        server: {url: "%s"}
        oauth:
          issuer: "%s"
        %s
        verify: {interval: 30s}
        """
            .formatted(server, issuer, more.isEmpty() ? "" : more.strip().indent(2)));
  }

  void integration(String ns) {
    cluster.integration(
        ns,
        "crm",
        """
        connectorRef: {name: crm}
        credentials:
          oauth: {grant: ClientCredentials, clientRef: {name: client}}
        """);
  }

  /** The client's Secret. */
  void client(String ns, String id, String password, String sendTo) {
    cluster.apply(
        """
        apiVersion: v1
        kind: Secret
        metadata:
          name: client
          namespace: %s
          labels: {toolrack.dev/credential: Namespace}
          annotations: {toolrack.dev/send-to: "%s"}
        stringData: {client_id: "%s", client_secret: "%s"}
        """
            .formatted(ns, sendTo, id, password));
  }

  /** The access token that is kept, or an empty text. */
  String kept(String ns) {
    Secret secret = cluster.client().secrets().inNamespace(ns).withName("crm-token").get();
    return secret == null
        ? ""
        : new String(
            Base64.getDecoder()
                .decode(
                    Objects.requireNonNullElse(secret.getData(), Map.<String, String>of())
                        .getOrDefault("access_token", "")),
            StandardCharsets.UTF_8);
  }

  /** The access token that the agent has, or an empty text. */
  String held(String ns) {
    return cluster.credentialValues(ns, "bot").stream().findFirst().orElse("");
  }
}
