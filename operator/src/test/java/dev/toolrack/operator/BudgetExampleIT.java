package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** examples/budget does what its comments and examples/README.md say. */
class BudgetExampleIT extends OperatorCase {
  private static final String NS = "toolrack-budget";

  @Test
  void isReportedAndNothingIsDropped() throws IOException {
    String tools = resource("/servers/notes.json");
    // The file has one tool on each line, as RFC 8785 writes it: its bytes are what counts.
    List<Integer> bytes =
        tools
            .lines()
            .filter(line -> line.startsWith("{"))
            .map(line -> line.replaceAll(",$", "").getBytes(StandardCharsets.UTF_8).length)
            .toList();
    int all = bytes.stream().mapToInt(Integer::intValue).sum();
    int readers = bytes.get(0) + bytes.get(1) + bytes.get(2);
    var server = servers.endpoint(NS).tools(tools).requireToken("canary-of-notes");
    var example =
        Example.named("budget")
            .served("https://notes.example.com/mcp", server.url())
            .token("notes-token", "canary-of-notes");
    example.apply(cluster);

    cluster.eventuallyState(NS, "notes", "Connected/Ready");
    eventually(() -> {
      var over = cluster.binding(NS, "assistant").getStatus();
      assertThat(over.tools()).isEqualTo(6);
      assertThat(over.contextBytes()).isEqualTo(all).isEqualTo(1424);
      assertThat(withinBudget("assistant"))
          .isEqualTo(
              "False/OverBudget: 6 tools, spec.budget.maxTools is 4; 1424 bytes of definitions,"
                  + " spec.budget.maxContextBytes is 900. Exclude servers, turn tools off with"
                  + " rules, or raise the budget.");
    });
    assertThat(cluster.bindingReady(NS, "assistant")).isEqualTo("OverBudget");
    assertThat(cluster.tools(NS, "assistant")).hasSize(6);

    eventually(() -> {
      var within = cluster.binding(NS, "reader").getStatus();
      assertThat(within.tools()).isEqualTo(3);
      assertThat(within.contextBytes()).isEqualTo(readers).isEqualTo(665);
      assertThat(withinBudget("reader")).startsWith("True/WithinBudget");
    });
    assertThat(cluster.tools(NS, "reader"))
        .containsExactly("notes:get_note", "notes:list_notes", "notes:search_notes");
    example.delete(cluster);
  }

  private String withinBudget(String binding) {
    Condition condition =
        cluster.binding(NS, binding).getStatus().conditions().stream()
            .filter(c -> c.getType().equals("WithinBudget"))
            .findFirst()
            .orElseThrow();
    return "%s/%s: %s"
        .formatted(condition.getStatus(), condition.getReason(), condition.getMessage());
  }

  private static String resource(String name) throws IOException {
    try (InputStream stream = BudgetExampleIT.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IOException(name + " is missing.");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
