package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import dev.toolrack.testbed.oauth.OauthRequest;
import org.junit.jupiter.api.Test;

/** MCP servers that find a token too narrow: people are told what to do, and nothing is widened. */
class NarrowTokenIT extends LoginCase {

  @Test
  void whatIsLackingIsSaidAndAskedForByAPersonOnly(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = writing("narrow");
    login.client(CLIENT, PASSWORD);
    connector(ns, server.url(), login.issuer(), "scopes: [mcp.read, mcp.write]");
    client(ns, CLIENT, PASSWORD, server.url() + " " + login.issuer());
    integration(ns, "[mcp.read]");
    cluster.binding(ns, "bot", "");
    cluster.eventuallyState(ns, "crm", "Error/InsufficientScope");
    assertThat(readyMessage(ns))
        .contains(
            "The server answered 403: the access token lacks a scope. Asked for: mcp.read."
                + " Granted: mcp.read. Add what is lacking to spec.credentials.oauth.scopes; the"
                + " connector also allows: mcp.write.");
    eventually(
        () -> assertThat(cluster.unavailable(ns, "bot")).containsExactly("crm:InsufficientScope"));
    assertThat(cluster.credentialValues(ns, "bot")).isEmpty();
    assertThat(login.tokenRequests("client_credentials"))
        .extracting(request -> request.parameter("scope"))
        .containsOnly("mcp.read");

    integration(ns, "[mcp.read, mcp.write]");
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
    eventually(
        () -> assertThat(login.accepts(held(ns), server.url(), "mcp.read", "mcp.write")).isTrue());
  }

  @Test
  void whatTheConnectorDoesNotAllowIsSaidToo(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = writing("all");
    login.client(CLIENT, PASSWORD);
    connector(ns, server.url(), login.issuer(), "scopes: [mcp.read]");
    client(ns, CLIENT, PASSWORD, server.url() + " " + login.issuer());
    integration(ns, "[mcp.read]");
    cluster.eventuallyState(ns, "crm", "Error/InsufficientScope");
    assertThat(readyMessage(ns))
        .contains(
            "That is all that connector crm allows: its spec.oauth.scopes would have to name more.");
  }

  @Test
  void whoIsLoggedInIsToldToDoItOnceMore(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = writing("person");
    declareLogin(ns, server);
    connect(ns, server);
    cluster.eventuallyState(ns, "crm", "Error/InsufficientScope");
    assertThat(readyMessage(ns))
        .contains(
            "The server answered 403: the access token lacks a scope. Asked for: mcp.read.",
            "Then log in again: kubectl toolrack connect crm -n " + ns);
    assertThat(cluster.credentialValues(ns, "bot")).isEmpty();
    assertThat(login.tokenRequests("refresh_token"))
        .extracting(OauthRequest::client)
        .as("a refresh would be as narrow: only the test has asked")
        .hasSize(1);
  }

  /** An MCP server whose tools nobody has without writing. */
  private FakeEndpoint writing(String name) {
    FakeEndpoint server = crm(name);
    return server.demandScopes(
        token -> login.accepts(token, server.url(), "mcp.write"), "mcp.write");
  }

  private void integration(String ns, String scopes) {
    cluster.integration(
        ns,
        "crm",
        """
        connectorRef: {name: crm}
        credentials:
          oauth: {grant: ClientCredentials, clientRef: {name: client}, scopes: %s}
        """
            .formatted(scopes));
  }
}
