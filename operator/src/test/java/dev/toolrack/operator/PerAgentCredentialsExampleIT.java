package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.toolrack.testbed.mcp.NotesServer;
import org.junit.jupiter.api.Test;

/** examples/per-agent-credentials does what its comments and examples/README.md say. */
class PerAgentCredentialsExampleIT extends OperatorCase {
  private static final String NS = "initech-web";

  @Test
  void oneAgentHasAnAccountOfItsOwn() {
    try (var tracker = NotesServer.start("shared-account", "release-bots-account")) {
      var example =
          Example.named("per-agent-credentials")
              .served("https://tracker.example.com/mcp", tracker.url())
              .token("tracker-shared", "shared-account")
              .token("tracker-release-bot", "release-bots-account");
      example.apply(cluster);

      cluster.eventuallyTools(
          NS,
          "release-bot",
          "tracker:create_note",
          "tracker:get_note",
          "tracker:list_notes",
          "tracker:search_notes",
          "tracker:share_note");
      cluster.eventuallyTools(
          NS, "triage-bot", "tracker:get_note", "tracker:list_notes", "tracker:search_notes");
      assertThat(integration("release-bot")).isEqualTo("initech-web/tracker-release-bot");
      assertThat(integration("triage-bot")).isEqualTo("initech/tracker");
      eventually(() -> {
        assertThat(cluster.credentialValues(NS, "release-bot"))
            .containsExactly("release-bots-account");
        assertThat(cluster.credentialValues(NS, "triage-bot")).containsExactly("shared-account");
      });
      doesNotFallBackToTheSharedAccount();
      example.delete(cluster);
    }
  }

  private void doesNotFallBackToTheSharedAccount() {
    cluster.client().secrets().inNamespace(NS).withName("tracker-release-bot").delete();
    cluster.eventuallyTools(NS, "release-bot");
    eventually(() -> assertThat(cluster.credentialValues(NS, "release-bot")).isEmpty());
    assertThat(cluster.unavailable(NS, "release-bot")).containsExactly("tracker:SecretNotFound");
    assertThat(cluster.credentialValues(NS, "triage-bot")).containsExactly("shared-account");
  }

  private String integration(String agent) {
    JsonNode server = cluster.toolset(NS, agent).path("servers").path(0);
    return server.path("integration").asText();
  }
}
