package dev.toolrack.operator;

import static dev.toolrack.operator.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.crds.Api;
import dev.toolrack.testbed.junit.TestNamespace;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a server changes where changes are accepted. */
class AcceptIT extends OperatorCase {

  private static String tool(String name, String description) {
    return "{\"name\":\"%s\",\"description\":\"%s\",\"inputSchema\":{\"type\":\"object\"}}"
        .formatted(name, description);
  }

  @Tag("drift-5")
  @Test
  void theNewSetCountsAndAnEventTellsWhatChanged(TestNamespace namespace) {
    String ns = namespace.name();
    FakeEndpoint server = servers.endpoint("server-" + ns);
    server.tools("[" + tool("get_note", "Get") + "," + tool("list_notes", "List") + "]");
    cluster.connector(
        ns, "notes", "{server: {url: \"%s\"}, verify: {interval: 9h}}".formatted(server.url()));
    cluster.integration(ns, "notes", "connectorRef: {name: notes}");
    cluster.binding(ns, "bot", "");
    cluster.eventuallyTools(ns, "bot", "notes:get_note", "notes:list_notes");
    server.tools("[" + tool("get_note", "Get one") + "," + tool("find_note", "Find") + "]");
    cluster
        .client()
        .resource(cluster.integration(ns, "notes"))
        .edit(i -> {
          i.getMetadata().setAnnotations(Map.of(Api.TEST_ANNOTATION, "now"));
          return i;
        });
    cluster.eventuallyTools(ns, "bot", "notes:find_note", "notes:get_note");
    eventually(() ->
        assertThat(
                cluster.client().events().v1().events().inNamespace(ns).list().getItems().stream()
                    .filter(e -> "ToolsChanged".equals(e.getReason()))
                    .map(Event::getNote))
            .singleElement()
            .asString()
            .contains("added find_note", "removed list_notes", "changed get_note"));
  }
}
