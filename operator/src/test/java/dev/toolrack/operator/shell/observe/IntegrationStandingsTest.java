package dev.toolrack.operator.shell.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.crds.McpIntegrationStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is counted of integrations, and in which words. */
class IntegrationStandingsTest {
  private final List<McpIntegration> cache = new ArrayList<>();

  @Test
  void areCountedByStateAndReason() throws JsonProcessingException {
    try (var metrics = new OperatorMetrics(false, () -> true)) {
      metrics.watchIntegrations(cache::stream);
      assertThat(standings(metrics)).isEmpty();
      cache.addAll(List.of(of("Connected", "Ready"), of("Connected", "Ready")));
      cache.add(of("ReconnectRequired", "ConsentNeeded"));
      cache.add(of("ReconnectRequired", "ReconnectRequired"));
      cache.add(new McpIntegration());
      assertThat(standings(metrics))
          .containsExactlyInAnyOrder(
              "{reason=\"Ready\",state=\"Connected\"} 2.0",
              "{reason=\"ConsentNeeded\",state=\"ReconnectRequired\"} 1.0",
              "{reason=\"ReconnectRequired\",state=\"ReconnectRequired\"} 1.0",
              "{reason=\"Unknown\",state=\"Unknown\"} 1.0");
      cache.removeIf(integration -> integration.getStatus() == null);
      cache.remove(0);
      cache.removeLast();
      assertThat(standings(metrics))
          .containsExactlyInAnyOrder(
              "{reason=\"Ready\",state=\"Connected\"} 1.0",
              "{reason=\"ConsentNeeded\",state=\"ReconnectRequired\"} 1.0");
    }
  }

  /** Somebody else may have written a status: no word of theirs becomes a label. */
  @Test
  void onlyInWordsOfTheOperators() throws JsonProcessingException {
    try (var metrics = new OperatorMetrics(false, () -> true)) {
      metrics.watchIntegrations(cache::stream);
      cache.add(of("Odd", "acme"));
      assertThat(standings(metrics)).containsExactly("{reason=\"Unknown\",state=\"Unknown\"} 1.0");
    }
  }

  private static List<String> standings(OperatorMetrics metrics) {
    String name = "toolrack_integrations";
    return metrics
        .scrape()
        .lines()
        .filter(line -> line.startsWith(name + "{"))
        .map(line -> line.substring(name.length()))
        .toList();
  }

  private static McpIntegration of(String state, String reason) throws JsonProcessingException {
    var integration = new McpIntegration();
    integration.setStatus(
        new ObjectMapper()
            .readValue(
                """
                {"state": "%s", "conditions": [
                  {"type": "Accepted", "status": "True", "reason": "Accepted"},
                  {"type": "Ready", "status": "False", "reason": "%s"}]}
                """
                    .formatted(state, reason),
                McpIntegrationStatus.class));
    return integration;
  }
}
