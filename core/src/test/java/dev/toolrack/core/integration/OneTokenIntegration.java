package dev.toolrack.core.integration;

import dev.toolrack.core.integration.IntegrationSnapshot.Knowledge;
import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.token.TokenFacts;
import dev.toolrack.core.token.TokenPlan;
import dev.toolrack.core.token.TokenState;
import dev.toolrack.core.token.TokenState.Failure;
import dev.toolrack.core.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One integration that needs an access token; tests change one thing each. */
final class OneTokenIntegration {
  static final String REF = "acme/crm";

  static final String YAML =
      """
      kind: Namespace
      metadata: {name: acme, labels: {toolrack.dev/org: acme, toolrack.dev/provides: Org}}
      ---
      kind: McpConnector
      metadata: {name: crm, namespace: acme, uid: connector-1}
      spec:
        type: OAuth
        server: {url: "https://crm.example.com/mcp?tenant=blue"}
        oauth:
          issuer: https://login.example.com/a
          scopes: [mcp.read, mcp.write]
          extraTokenParameters: [{name: audience, value: crm}]
        verify: {timeout: 5s}
      ---
      kind: McpIntegration
      metadata: {name: crm, namespace: acme, generation: 7, uid: integration-1}
      spec:
        connectorRef: {name: crm}
        access: {from: Namespace}
        credentials:
          oauth: {grant: ClientCredentials, clientRef: {name: client}, scopes: [mcp.read]}
      ---
      kind: Secret
      metadata:
        name: client
        namespace: acme
        uid: secret-1
        resourceVersion: "1"
        labels: {toolrack.dev/credential: Scope}
        annotations: {toolrack.dev/send-to: "https://crm.example.com/ https://eu.crm.example.com/ https://login.example.com/a"}
      stringData: {client_id: crm-agents, client_secret: s3cret}
      ---
      kind: McpServer
      metadata: {name: crm}
      url: https://crm.example.com/mcp?tenant=blue
      tools: [{name: get_lead, inputSchema: {type: object}}]
      """;

  private OneTokenIntegration() {}

  static World world() {
    return World.of(YAML);
  }

  /** The same with one text replaced by another, which must be there. */
  static World changed(String from, String to) {
    if (!YAML.contains(from)) {
      throw new IllegalArgumentException("not there: " + from);
    }
    return World.of(YAML.replace(from, to));
  }

  /** The token that is needed. */
  static TokenPlan plan(World world) {
    return world.integration(REF).token().orElseThrow();
  }

  /** A token for that plan, of version 1, which lasts an hour from noon. */
  static TokenFacts token(TokenPlan plan) {
    return new TokenFacts(
        "token-1",
        "1",
        plan.identity(),
        plan.client(),
        Optional.of(end()),
        List.of("mcp.read"),
        Optional.empty());
  }

  static Instant end() {
    return World.NOON.plus(Duration.ofHours(1));
  }

  /** There is this token and nothing failed. */
  static TokenState kept(TokenFacts token) {
    return new TokenState(Lookup.found(token), Optional.empty(), Optional.empty());
  }

  /** There is this token and another could not be had. */
  static TokenState kept(TokenFacts token, Failure failure) {
    return new TokenState(Lookup.found(token), Optional.empty(), Optional.of(failure));
  }

  /** The same after the server has refused what was sent. */
  static World refusing(World world, Reason reason) {
    VerificationPlan asked = world.integration(REF).verification().orElseThrow();
    return world.knowing(
        REF,
        new Knowledge(
            Optional.empty(),
            new Attempt.Failed(asked, reason),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }
}
