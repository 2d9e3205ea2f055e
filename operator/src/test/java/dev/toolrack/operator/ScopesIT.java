package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.testbed.ApiRequests;
import dev.toolrack.testbed.ApiRequests.Counts;
import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Labels of namespaces and access decide who gets what; a revocation reaches everybody at once. */
class ScopesIT extends OperatorCase {
  private String org;
  private String team;
  private String other;
  private FakeEndpoint shared;

  @BeforeEach
  void organisation(TestNamespace namespace) {
    org = namespace.name();
    team = org + "-team";
    other = org + "-other";
    cluster.namespace(org, "org=" + org + ",provides=Org");
    cluster.namespace(team, "org=" + org + ",team=payments");
    cluster.namespace(other, "org=" + org + ",team=search");
    shared = servers.endpoint("shared-" + org).tools(TWO_TOOLS).requireToken("canary-token-shared");
    cluster.secret(org, "token", "canary-token-shared", "Scope", shared.url().toString());
    cluster.connector(org, "wiki", "server: {url: \"%s\"}".formatted(shared.url()));
    wiki("access: {from: Scope}");
    cluster.binding(team, "bot", "");
    cluster.binding(other, "bot", "");
    cluster.eventuallyTools(team, "bot", "wiki:create_note", "wiki:get_note");
    cluster.eventuallyTools(other, "bot", "wiki:create_note", "wiki:get_note");
    assertThat(cluster.credentialValues(team, "bot")).containsExactly("canary-token-shared");
  }

  @AfterEach
  void cleanUp() {
    cluster.client().namespaces().withName(team).delete();
    cluster.client().namespaces().withName(other).delete();
  }

  @Tag("get-3")
  @Tag("get-31")
  @Test
  void narrowedAccessReachesExactlyTheRest(ApiRequests api) {
    cluster.quiet();
    Counts before = api.snapshot();
    wiki("access: {from: Scope, scope: {team: payments}}");
    cluster.eventuallyTools(other, "bot");
    eventually(() -> assertThat(cluster.credentialValues(other, "bot")).isEmpty());
    assertThat(cluster.tools(team, "bot")).containsExactly("wiki:create_note", "wiki:get_note");
    assertThat(api.since(before).count("PUT", "configmaps")).isEqualTo(1);
    assertThat(api.since(before).count("PUT", "secrets")).isEqualTo(1);
  }

  @Tag("get-2")
  @Test
  void privateAccessTakesItFromEverybodyElse() {
    wiki("access: {from: Namespace}");
    cluster.eventuallyTools(team, "bot");
    cluster.eventuallyTools(other, "bot");
  }

  @Tag("get-4")
  @Test
  void selectedNamesAgents() {
    wiki("access: {from: Selected, selected: [{namespace: %s, agents: [bot]}]}".formatted(other));
    cluster.eventuallyTools(team, "bot");
    assertThat(cluster.tools(other, "bot")).isNotEmpty();
  }

  @Test
  void aNamespaceThatProvidesNoMoreTakesItsToolsBack() {
    cluster
        .client()
        .namespaces()
        .withName(org)
        .edit(namespace -> {
          namespace.getMetadata().getLabels().remove("toolrack.dev/provides");
          return namespace;
        });
    cluster.eventuallyTools(team, "bot");
    cluster.eventuallyTools(other, "bot");
    eventually(() -> assertThat(cluster.credentialValues(team, "bot")).isEmpty());
    cluster.eventuallyState(org, "wiki", "Error/ScopeForbidden");
  }

  @Tag("scope-1")
  @Tag("get-31")
  @Test
  void aNamespaceThatMovesAwayLosesAndOneThatComesGets() {
    cluster.namespace(team, "org=elsewhere-" + org + ",team=payments");
    cluster.eventuallyTools(team, "bot");
    cluster.namespace(team, "org=" + org);
    cluster.eventuallyTools(team, "bot", "wiki:create_note", "wiki:get_note");
    eventually(() ->
        assertThat(cluster.toolset(team, "bot").path("agent").path("org").asText()).isEqualTo(org));
  }

  @Tag("consent-2")
  @Tag("consent-15")
  @Test
  void aSecretThatMayNotTravelStaysWithItsOwnAgents() {
    cluster.binding(org, "home", "");
    cluster.eventuallyTools(org, "home", "wiki:create_note", "wiki:get_note");
    cluster.secret(org, "token", "canary-token-shared", "Namespace", shared.url().toString());
    cluster.eventuallyTools(team, "bot");
    eventually(() -> assertThat(cluster.credentialValues(team, "bot")).isEmpty());
    assertThat(cluster.unavailable(team, "bot")).containsExactly("wiki:CredentialUnavailable");
    assertThat(cluster.tools(org, "home")).isNotEmpty();
    cluster.eventuallyState(org, "wiki", "Connected/SecretNotLent");
  }

  @Tag("get-10")
  @Test
  void aNearerIntegrationOfTheSameConnectorReplacesTheFartherOne() {
    FakeEndpoint own = shared.requireNoToken();
    cluster.secret(team, "token", "canary-token-mine", "Namespace", own.url().toString());
    cluster.integration(
        team,
        "wiki",
        """
        connectorRef: {name: wiki, namespace: %s}
        credentials: {bearer: {secretKeyRef: {name: token, key: token}}}
        tools: {rules: [{name: only-read, match: {access: Write}, enabled: false}]}
        """
            .formatted(org));
    cluster.eventuallyTools(team, "bot", "wiki:get_note");
    eventually(() ->
        assertThat(cluster.credentialValues(team, "bot")).containsExactly("canary-token-mine"));
    assertThat(cluster.credentialValues(other, "bot")).containsExactly("canary-token-shared");
  }

  @Tag("scope-3")
  @Test
  void anIslandIsReachedByNothing() {
    cluster
        .client()
        .namespaces()
        .withName(other)
        .edit(namespace -> {
          namespace.getMetadata().getLabels().clear();
          return namespace;
        });
    cluster.eventuallyTools(other, "bot");
  }

  private void wiki(String access) {
    cluster.integration(
        org,
        "wiki",
        """
        connectorRef: {name: wiki}
        credentials: {bearer: {secretKeyRef: {name: token, key: token}}}
        %s
        """
            .formatted(access));
  }
}
