package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.testbed.ControlPlane;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * examples/scenario, from a cold start: every agent has what the answers that people wrote down
 * say, and {@code kubectl toolrack why} gives those answers.
 */
class ScenarioIT extends OperatorCase {
  private static final String HOST = "https://%s.globex.example/mcp";
  private static final Example EXAMPLE = Example.named("scenario");

  @BeforeAll
  void apply() throws IOException {
    JsonNode tools = tools();
    for (String name :
        List.of(
            "wiki", "tracker", "old-tracker", "audit", "newsletter", "chat", "ledger", "shop")) {
      EXAMPLE.served(HOST.formatted(name), serve(name, tools.path(name)).url());
    }
    for (String name : List.of("wiki", "tracker", "newsletter", "chat", "ledger")) {
      endpoint(name).requireToken(name + "-canary");
      EXAMPLE.token(name + "-token", name + "-canary");
    }
    // These servers take any token: several integrations come with accounts of their own.
    EXAMPLE
        .token("audit-token", "audit-canary")
        .token("shop-token", "shop-canary")
        .token("shop-refund-bot", "refund-bots-shop-canary");
    EXAMPLE.served(HOST.formatted("crm"), servers.url("/nobody/mcp"));
    // Cold: everything is there before the operator begins.
    operator.close();
    EXAMPLE.apply(cluster);
    operator = RunningOperator.start(operatorConfig);
    settled("globex-platform/wiki", "Connected/Ready");
    settled("globex-platform/tracker", "Connected/Ready");
    settled("globex-platform/audit", "Connected/Ready");
    settled("globex-platform/crm", "Disabled/ConnectorDisabled");
    settled("globex-platform/newsletter", "Connected/Ready");
    settled("globex-platform/chat", "Connected/Ready");
    settled("globex-payments/tracker-legacy", "Connected/AliasTaken");
    settled("globex-payments/audit", "Connected/AliasLocked");
    settled("globex-checkout/shop", "Connected/Ready");
    settled("globex-checkout-agents/shop-refund-bot", "Connected/Ready");
    settled("globex-checkout-agents/wiki", "Pending/SecretNotFound");
    settled("globex-payments/ledger", "Connected/PinnedOnFirstUse");

    serve("ledger", tools.path("ledger-later"));
    testNow("globex-payments", "ledger");
    settled("globex-payments/ledger", "Connected/ToolsHeld");
  }

  private FakeEndpoint endpoint(String name) {
    return servers.endpoint("globex-" + name);
  }

  private FakeEndpoint serve(String name, JsonNode tools) {
    return endpoint(name).tools(tools.toString());
  }

  @AfterAll
  void delete() {
    EXAMPLE.delete(cluster);
  }

  private void settled(String integration, String state) {
    String[] parts = integration.split("/", 2);
    eventually(() ->
        assertThat(cluster.integrationState(parts[0], parts[1])).as(integration).isEqualTo(state));
  }

  /** Has the server asked at once. */
  private void testNow(String namespace, String integration) {
    cluster
        .client()
        .resources(McpIntegration.class)
        .inNamespace(namespace)
        .withName(integration)
        .edit(i -> {
          i.getMetadata().setAnnotations(Map.of("toolrack.dev/test", "changed"));
          return i;
        });
  }

  private static JsonNode tools() throws IOException {
    try (InputStream stream =
        Objects.requireNonNull(ScenarioIT.class.getResourceAsStream("/servers/globex.json"))) {
      return new ObjectMapper().readTree(stream);
    }
  }

  @Test
  void everyAgentHasWhatTheAnswersSay() {
    agents().forEach(this::hasSettled);
  }

  /** Waits until the agent's toolset says what the answers say. */
  private void hasSettled(String agent) {
    List<ScenarioAnswer> answers =
        ScenarioAnswer.all().stream().filter(a -> a.agent().equals(agent)).toList();
    eventually(() -> {
      JsonNode toolset =
          cluster.toolset(answers.getFirst().namespace(), answers.getFirst().binding());
      assertThat(delivered(toolset))
          .as(agent)
          .containsExactlyInAnyOrderElementsOf(
              answers.stream()
                  .filter(ScenarioAnswer::present)
                  .map(ScenarioAnswer::delivered)
                  .toList());
      assertThat(unavailable(toolset))
          .as(agent)
          .containsExactlyInAnyOrderElementsOf(
              answers.stream()
                  .filter(ScenarioAnswer::listedAsUnavailable)
                  .map(a -> String.join(" | ", a.server(), a.integration(), a.why()))
                  .distinct()
                  .toList());
    });
  }

  @Test
  void whyGivesTheAnswerForEveryEntry(ControlPlane plane) {
    var toolrack = new KubectlToolrack(plane.kubeconfigFile());
    agents().forEach(this::hasSettled);
    List<ScenarioAnswer> expected = ScenarioAnswer.all();
    assertThat(expected).hasSize(6 * 32);
    var said = new TreeMap<String, ScenarioAnswer>();
    var written = new TreeMap<String, ScenarioAnswer>();
    for (ScenarioAnswer answer : expected) {
      String tool = answer.server() + ":" + answer.tool();
      var run = toolrack.run("why", answer.agent(), tool, "-o", "json");
      assertThat(run.status()).as(run.err()).isZero();
      assertThat(run.json().path("answers")).hasSize(1);
      written.put(answer.agent() + " " + tool, answer);
      said.put(answer.agent() + " " + tool, told(run.json().path("answers").path(0), answer));
    }
    // Only what differs, so that a failure can be read.
    said.entrySet().removeIf(entry -> entry.getValue().equals(written.get(entry.getKey())));
    written.keySet().retainAll(said.keySet());
    assertThat(said).isEqualTo(written);
  }

  /** What {@code why} says, in the words of the table. */
  private static ScenarioAnswer told(JsonNode answer, ScenarioAnswer asked) {
    String cause = answer.path("cause").asText();
    JsonNode verdict = answer.path("verdict");
    JsonNode server = answer.path("server");
    String reason = asked.why().equals("-") ? "-" : server.path("reason").asText("-");
    return new ScenarioAnswer(
        answer.path("agent").asText(),
        server.path("alias").asText(),
        answer.path("tool").asText(),
        switch (cause) {
          case "Present" -> verdict.path("decision").asText();
          case "ServerUnavailable" -> "Unavailable";
          default -> cause;
        },
        verdict.path("access").asText("-"),
        server.path("integration").asText("-"),
        verdict.path("decidedBy").asText(reason));
  }

  @Test
  void whyFindsEveryAgentUpToDate(ControlPlane plane) {
    var toolrack = new KubectlToolrack(plane.kubeconfigFile());
    agents().forEach(this::hasSettled);
    for (String agent : agents()) {
      assertThat(toolrack.run("why", agent, "-o", "json").json().path("delivered").asText())
          .as(agent)
          .isEqualTo("UpToDate");
    }
  }

  @Test
  void everyAgentIsReadyWithWhatItRequires() {
    isReady("globex-platform/oncall", "True/Ready");
    isReady("globex-checkout-agents/cart-helper", "True/PartiallyAvailable");
    isReady("globex-checkout-agents/refund-bot", "True/PartiallyAvailable");
    isReady("globex-payments-ops/ledger-clerk", "True/Ready");
    isReady("globex-lab/sandbox", "True/NothingAvailable");
    // What somebody switched off on purpose is nothing to worry about.
    isReady("globex-marketing/copywriter", "True/Ready");
  }

  private void isReady(String agent, String expected) {
    String[] parts = agent.split("/", 2);
    eventually(() -> {
      var status = cluster.binding(parts[0], parts[1]).getStatus();
      assertThat(status).as(agent).isNotNull();
      assertThat(status.conditions())
          .as(agent)
          .filteredOn(condition -> condition.getType().equals("Ready"))
          .extracting(condition -> condition.getStatus() + "/" + condition.getReason())
          .containsExactly(expected);
    });
  }

  @Test
  void everyAgentHoldsTheKeysOfWhatItHasAndNoOther() {
    holds("globex-platform/oncall", "audit", "chat", "tracker", "wiki");
    holds("globex-checkout-agents/cart-helper", "ledger", "shop", "tracker");
    holds("globex-checkout-agents/refund-bot", "ledger", "refund-bots-shop");
    holds("globex-payments-ops/ledger-clerk", "audit", "ledger", "tracker", "wiki");
    holds("globex-marketing/copywriter", "chat", "newsletter", "wiki");
    holds("globex-lab/sandbox");
  }

  private void holds(String agent, String... accounts) {
    String[] parts = agent.split("/", 2);
    List<String> tokens = Stream.of(accounts).map(account -> account + "-canary").toList();
    eventually(() ->
        assertThat(cluster.credentialValues(parts[0], parts[1]))
            .as(agent)
            .containsExactlyInAnyOrderElementsOf(tokens));
  }

  private static List<String> agents() {
    return ScenarioAnswer.all().stream().map(ScenarioAnswer::agent).distinct().toList();
  }

  private static List<String> delivered(JsonNode toolset) {
    var tools = new ArrayList<String>();
    for (JsonNode server : toolset.path("servers")) {
      for (JsonNode tool : server.path("tools")) {
        tools.add(
            String.join(
                " | ",
                server.path("name").asText(),
                tool.path("name").asText(),
                tool.path("approval").asText(),
                tool.path("access").asText(),
                server.path("integration").asText(),
                tool.path("decidedBy").asText()));
      }
    }
    return tools;
  }

  private static List<String> unavailable(JsonNode toolset) {
    var servers = new ArrayList<String>();
    for (JsonNode server : toolset.path("unavailable")) {
      servers.add(
          String.join(
              " | ",
              server.path("name").asText(),
              server.path("integration").asText("-"),
              server.path("reason").asText()));
    }
    return servers;
  }
}
