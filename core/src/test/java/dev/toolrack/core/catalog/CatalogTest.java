package dev.toolrack.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.integration.Attempt;
import dev.toolrack.core.integration.IntegrationOutcome;
import dev.toolrack.core.integration.IntegrationSnapshot.Knowledge;
import dev.toolrack.core.integration.VerifiedServer;
import dev.toolrack.core.world.World;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogTest {
  private static final String WORLD =
      """
      kind: Namespace
      metadata: {name: acme}
      ---
      kind: McpConnector
      metadata: {name: c, namespace: acme}
      spec:
        server:
          url: "https://mcp.example.com:8443/a?b=c"
          headers: [{name: X-A, value: "b"}]
        tools: {rules: [{name: off, match: {names: [drop_*]}, enabled: false, reason: "never \\"drop\\""}]}
      ---
      kind: McpIntegration
      metadata: {name: i, namespace: acme, uid: u-1}
      spec:
        connectorRef: {name: c}
        credentials:
          bearer: {secretKeyRef: {name: s, key: k}}
          headers: [{name: X-Key, secretKeyRef: {name: s, key: k}}]
      ---
      kind: Secret
      metadata:
        {name: s, namespace: acme, labels: {toolrack.dev/credential: Scope}, annotations: {toolrack.dev/send-to: "https://mcp.example.com:8443/"}}
      stringData: {k: v}
      ---
      kind: McpServer
      metadata: {name: m}
      url: https://mcp.example.com:8443/a?b=c
      tools:
      - {name: get_a, title: "Ä \\"title\\"", inputSchema: {type: object}, annotations: {readOnlyHint: true, destructiveHint: false}}
      - {name: getA, description: Deletes it, inputSchema: {type: object}}
      - {name: drop_b, inputSchema: {type: object}}
      - {name: no_schema}
      - {name: twice, inputSchema: {type: object}}
      - {name: twice, inputSchema: {type: object}, title: other}
      - {title: nameless}
      """;

  private static IntegrationOutcome outcome() {
    return World.of(WORLD).verified().integration("acme/i");
  }

  private static String text() {
    return outcome().catalog().orElseThrow();
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    VerifiedServer server = outcome().kept().orElseThrow();
    assertThat(server.tools().tools()).hasSize(3);
    assertThat(server.tools().rejected()).hasSize(4);
    assertThat(Catalog.read(text(), "u-1")).contains(server);
  }

  @Test
  void whatIsReadAgainGivesTheSameViewAndTheSameBytes() {
    World world = World.of(WORLD).verified();
    var restarted =
        new Knowledge(
            Catalog.read(text(), "u-1"),
            new Attempt.None(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    IntegrationOutcome again = world.knowing("acme/i", restarted).integration("acme/i");
    assertThat(again.catalog()).contains(text());
    assertThat(again.view()).isEqualTo(world.integration("acme/i").view());
  }

  @Test
  void nothingOfASecretIsInIt() {
    assertThat(text()).contains("\"secret\" : \"s\"").doesNotContain("resourceVersion");
  }

  @Test
  void ofAnotherIntegrationItIsNone() {
    assertThat(Catalog.read(text(), "u-2")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "catalog-v1=catalog-v2", "\"url\"=\"uri\"", "https://mcp=ftp://mcp", "\"server\"=\"s\"",
        "\"connector\"=\"c\"", "\"setDigest\"=\"d\"", "\"transport\"=\"t\"", "\"name\"=\"n\"",
        "\"credentials\"=\"c\"", "\"tools\"=\"t\"", "\"rejected\"=\"r\"", "\"headers\"=\"h\"",
        "\"title\"=\"t\"", "\"bytes\" : =\"bytes\" : x", "\"uid\"=\"u\"", "\"digest\"=\"d\"",
        "\"why\"=\"w\"", "\"version\"=\"v\"", "\"integration\"=\"i\"",
            "\"tools\" : [=\"tools\" : [null,",
        "{={{", "}=",
      })
  void whatIsNotWholeIsNone(String change) {
    String[] parts = change.split("=", 2);
    assertThat(text()).contains(parts[0]);
    assertThat(Catalog.read(text().replace(parts[0], parts[1]), "u-1")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{}", "\"text\"", "1"})
  void otherJsonIsNone(String text) {
    assertThat(Catalog.read(text, "u-1")).isEmpty();
  }

  @Test
  void unknownFieldsAreIgnored() {
    String newer = text().replaceFirst("\\{", "{\"novelty\": {\"a\": 1},");
    assertThat(Catalog.read(newer, "u-1")).isEqualTo(outcome().kept());
  }
}
