package dev.toolrack.operator;

import dev.toolrack.crds.McpIntegration;
import dev.toolrack.testbed.mcp.FakeMcpServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A scene that is put together step by step, and what the steps give. */
final class GrantScene extends Scene {
  /** The value in the Secret that {@link #given} writes. */
  static final String GIVEN = "given-secret-value";

  GrantScene(Cluster cluster, FakeMcpServer servers, String org) {
    super(cluster, servers, org);
  }

  /** A Secret with one key; {@code null} = not said. */
  void given(String namespace, @Nullable String consent, @Nullable String sendTo, String key) {
    cluster.apply(
        """
        apiVersion: v1
        kind: Secret
        metadata:
          name: given
          namespace: %s
          labels: {%s}
          annotations: {%s}
        data: {%s: %s}
        """
            .formatted(
                namespace,
                consent == null ? "" : "toolrack.dev/credential: " + consent,
                sendTo == null ? "" : "toolrack.dev/send-to: \"" + sendTo + "\"",
                key,
                Base64.getEncoder().encodeToString(GIVEN.getBytes(StandardCharsets.US_ASCII))));
  }

  /** A ConfigMap with one key; {@code null} = no label. */
  void settings(String namespace, @Nullable String consent, String key) {
    cluster.apply(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: settings
          namespace: %s
          labels: {%s}
        data: {%s: it}
        """
            .formatted(
                namespace, consent == null ? "" : "toolrack.dev/config: \"" + consent + "\"", key));
  }

  /** Changes something that does not matter: the integration is decided about anew. */
  void touch() {
    edit(integration(), i -> i.getMetadata().getAnnotations().put("toolrack.dev/test", "touched"));
  }

  /** Names the namespaces. */
  String named(String text) {
    return text.replace("ORG", org).replace("TEAM", team);
  }

  /**
   * The agent's servers, each with its integration where the alias alone does not tell, and what is
   * unavailable.
   */
  String seen() {
    var parts = new ArrayList<String>();
    cluster
        .toolset(team, "bot")
        .path("servers")
        .forEach(server ->
            parts.add(
                connectorsOfTeam() ? "wiki of " + server.path("integration").asText() : "wiki"));
    parts.addAll(cluster.unavailable(team, "bot"));
    return String.join(", ", parts);
  }

  private boolean connectorsOfTeam() {
    return cluster.client().resources(McpIntegration.class).inNamespace(team).withName("near").get()
        != null;
  }

  /** State and reason of the integration {@code wiki}, wherever it is; with its message or not. */
  String state(boolean message) {
    for (String namespace : List.of(org, team)) {
      McpIntegration there =
          cluster
              .client()
              .resources(McpIntegration.class)
              .inNamespace(namespace)
              .withName("wiki")
              .get();
      if (there != null) {
        String state = cluster.integrationState(namespace, "wiki");
        return message ? state + " " + message(there) : state;
      }
    }
    return "";
  }

  private static String message(McpIntegration integration) {
    return integration.getStatus() == null
        ? ""
        : integration.getStatus().conditions().stream()
            .filter(c -> c.getType().equals("Ready"))
            .map(c -> c.getMessage())
            .findFirst()
            .orElse("");
  }

  /** Whether an integration names the Secret {@code given}. */
  boolean sendsGiven() {
    McpIntegration there = integration().get();
    return there != null
        && (there.getSpec().credentials().bearer() != null
            || !there.getSpec().credentials().headers().isEmpty());
  }
}
