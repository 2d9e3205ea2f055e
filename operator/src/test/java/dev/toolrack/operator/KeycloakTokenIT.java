package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import dev.toolrack.testbed.oauth.ClientKey;
import dev.toolrack.testbed.oauth.Keycloak;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tokens of a real authorization server, for MCP servers that look at whom they are for. */
class KeycloakTokenIT extends TokenCase {
  private final Keycloak keycloak = Keycloak.shared();

  @AfterEach
  void theAudienceAsItWas() {
    keycloak.admin().audience(Keycloak.AUDIENCE);
  }

  @Test
  void oneForAnotherServerIsOfNoUse(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = particular("audience");
    connector(ns, server.url(), keycloak.issuer(), "scopes: [mcp.read]");
    client(
        ns,
        Keycloak.AGENTS,
        Keycloak.secretOf(Keycloak.AGENTS),
        server.url() + " " + keycloak.issuer());
    integration(ns);
    cluster.binding(ns, "bot", "");
    cluster.eventuallyState(ns, "crm", "Error/CredentialRejected");
    assertThat(audience(kept(ns))).containsExactly(Keycloak.AUDIENCE);
    assertThat(cluster.tools(ns, "bot")).isEmpty();

    keycloak.admin().audience(server.url().toString());
    // Nobody waits until the token ends: whoever takes it away gets another one.
    ShippedPolicies.lifted(
        cluster.client(),
        () -> cluster.client().secrets().inNamespace(ns).withName("crm-token").delete());
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
    eventually(() -> assertThat(held(ns)).isNotEmpty().isEqualTo(kept(ns)));
    assertThat(audience(held(ns))).containsExactly(server.url().toString());
  }

  @Test
  void aClientProvesItselfWithItsKey(TestNamespace namespace) {
    String ns = namespace.name();
    String id = "key-of-" + ns;
    ClientKey key = ClientKey.make();
    keycloak.admin().addClient(id, key.jwks());
    FakeEndpoint server = particular("key");
    keycloak.admin().audience(server.url().toString());
    connector(ns, server.url(), keycloak.issuer(), "scopes: [mcp.read]");
    key(ns, id, ClientKey.make(), server);
    integration(ns);
    cluster.binding(ns, "bot", "");
    cluster.eventuallyState(ns, "crm", "Error/TokenRefused");

    key(ns, id, key, server);
    cluster.eventuallyState(ns, "crm", "Connected/Ready");
    eventually(() -> assertThat(held(ns)).isNotEmpty().isEqualTo(kept(ns)));
    JwtClaims token = JwtClaims.of(held(ns));
    assertThat(token.text("iss")).isEqualTo(keycloak.issuer().toString());
    assertThat(token.text("azp")).isEqualTo(id);
    assertThat(token.text("scope")).isEqualTo("mcp.read");
    assertThat(cluster.credentials(ns, "bot").values())
        .as("a key never leaves the operator")
        .noneMatch(value -> value.contains("PRIVATE KEY"));
  }

  /** The client's Secret, with a key instead of a password. */
  private void key(String ns, String id, ClientKey key, FakeEndpoint server) {
    cluster
        .client()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withNamespace(ns)
                .withName("client")
                .addToLabels("toolrack.dev/credential", "Namespace")
                .addToAnnotations("toolrack.dev/send-to", server.url() + " " + keycloak.issuer())
                .endMetadata()
                .withStringData(Map.of("client_id", id, "private_key", key.pem()))
                .build())
        .forceConflicts()
        .serverSideApply();
  }

  /** An MCP server that takes what is for it, and nothing else. */
  private FakeEndpoint particular(String name) {
    FakeEndpoint server = servers.endpoint(name).tools(TWO_TOOLS);
    return server.requireToken(token -> audience(token).contains(server.url().toString()));
  }

  /** One or several, as RFC 7519 has it. */
  private static Set<String> audience(String token) {
    var aud = JwtClaims.of(token).claims().path("aud");
    return aud.isArray()
        ? StreamSupport.stream(aud.spliterator(), false)
            .map(one -> one.asText())
            .collect(Collectors.toSet())
        : Set.of(aud.asText());
  }
}
