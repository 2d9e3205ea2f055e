package dev.toolrack.crds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.testbed.junit.KubernetesApi;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@code kubectl get} shows, from the table that the API server makes for it. */
@KubernetesApi(crds = "crds/yaml")
class PrinterColumnsIT {
  private static final String NAMESPACE = "default";

  private static final List<Condition> CONDITIONS =
      List.of(
          condition("Accepted", "False", "Other"),
          condition("Reachable", "Unknown", "Other"),
          condition("Ready", "True", "Connected"));

  private static final McpIntegrationStatus.LastTest LAST_TEST =
      new McpIntegrationStatus.LastTest(
          "1793548801", IntegrationState.CONNECTED, "Connected · 42 tools · 2026-07-28");

  private final KubernetesClient client;

  PrinterColumnsIT(KubernetesClient client) {
    this.client = client;
  }

  @Test
  void connectors() {
    var connector = created("connector-minimal.yaml", McpConnector.class);
    var stored = client.resource(connector).get();
    assertThat(stored.getStatus()).isEqualTo(new McpConnectorStatus(-1L, null, null, List.of()));
    assertThat(narrow(connector)).endsWith("READY=null", "REASON=null", "AGE=0s");
    connector.setStatus(
        new McpConnectorStatus(
            1L,
            new McpConnectorStatus.Auth(
                AuthScheme.OAUTH, "https://login.example.com", List.of("mcp.read")),
            new McpConnectorStatus.Server("weather", "1.0", "2026-07-28", ServerEra.STATELESS),
            CONDITIONS));
    client.resource(connector).updateStatus();
    assertThat(narrow(connector))
        .containsExactly(
            "NAME=sample",
            "TYPE=Simple",
            "URL=https://weather.example.com/mcp",
            "AUTH=OAuth",
            "READY=True",
            "REASON=Connected",
            "AGE=0s");
    assertThat(table(connector))
        .filteredOn(column -> column.priority() > 0)
        .extracting(Column::shown)
        .containsExactly("PROTOCOL=2026-07-28", "REACHABLE=Unknown", "BECAUSE=Other");
    client.resource(connector).delete();
  }

  @Test
  void integrations() {
    var integration = created("integration-minimal.yaml", McpIntegration.class);
    integration.setStatus(
        new McpIntegrationStatus(
            1L,
            IntegrationState.CONNECTED,
            "sample",
            "acme/payments",
            AuthKind.NONE,
            null,
            null,
            new McpIntegrationStatus.ToolCounts(42, 40, 25, 15, 0, null, null),
            null,
            LAST_TEST,
            CONDITIONS));
    client.resource(integration).updateStatus();
    assertThat(client.resource(integration).get().getStatus())
        .extracting(McpIntegrationStatus::lastTest)
        .isEqualTo(LAST_TEST);
    assertThat(narrow(integration))
        .containsExactly(
            "NAME=sample",
            "CONNECTOR=weather",
            "ALIAS=sample",
            "STATE=Connected",
            "TOOLS=40",
            "ACCESS=Namespace",
            "PATH=acme/payments",
            "AGE=0s");
    assertThat(table(integration))
        .filteredOn(column -> column.priority() > 0)
        .extracting(Column::shown)
        .containsExactly("REASON=Connected", "MESSAGE=Why Connected");
    client.resource(integration).delete();
  }

  @Test
  void bindings() {
    var binding = created("binding-minimal.yaml", AgentToolBinding.class);
    binding.setStatus(
        new AgentToolBindingStatus(
            1L,
            "acme/payments/checkout",
            3,
            57,
            48211L,
            List.of(
                new AgentToolBindingStatus.Entry(
                    "acme/github", "github", ServerState.INCLUDED, 40, null)),
            CONDITIONS));
    client.resource(binding).updateStatus();
    assertThat(narrow(binding))
        .containsExactly(
            "NAME=sample",
            "SERVERS=3",
            "TOOLS=57",
            "READY=True",
            "REASON=Connected",
            "PATH=acme/payments/checkout",
            "AGE=0s");
    assertThat(table(binding))
        .filteredOn(column -> column.priority() > 0)
        .extracting(Column::shown)
        .containsExactly("MESSAGE=Why Connected");
    client.resource(binding).delete();
  }

  private <T extends HasMetadata> T created(String sample, Class<T> type) {
    var generic =
        Sample.all()
            .filter(s -> s.name().equals(sample))
            .map(s -> s.objects().getFirst())
            .findFirst()
            .orElseThrow();
    generic.getMetadata().setNamespace(NAMESPACE);
    return Objects.requireNonNull(Crds.JSON.convertValue(client.resource(generic).create(), type));
  }

  private static Condition condition(String type, String status, String reason) {
    return new ConditionBuilder()
        .withType(type)
        .withStatus(status)
        .withReason(reason)
        .withMessage("Why " + reason)
        .withLastTransitionTime("2026-01-01T00:00:00Z")
        .build();
  }

  /** A column with its value in the only row. */
  private record Column(String name, int priority, String value) {
    String shown() {
      return name.toUpperCase(Locale.ROOT) + "=" + value;
    }
  }

  private List<String> narrow(HasMetadata object) {
    return table(object).stream()
        .filter(column -> column.priority() == 0)
        .map(Column::shown)
        .map(shown -> shown.replaceFirst("^AGE=[0-9]+s$", "AGE=0s"))
        .toList();
  }

  private List<Column> table(HasMetadata object) {
    var url =
        client.getMasterUrl()
            + "apis/toolrack.dev/v1alpha1/namespaces/"
            + NAMESPACE
            + "/"
            + object.getPlural()
            + "/"
            + object.getMetadata().getName();
    var http = client.getHttpClient();
    var request =
        http.newHttpRequestBuilder()
            .uri(url)
            .header("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io")
            .build();
    var body = http.sendAsync(request, String.class).join().body();
    var table = Crds.JSON.unmarshal(body, GenericKubernetesResource.class);
    List<?> definitions = Objects.requireNonNull(table.get("columnDefinitions"));
    return IntStream.range(0, definitions.size())
        .mapToObj(i ->
            new Column(
                Objects.requireNonNull(table.get("columnDefinitions", i, "name")),
                Objects.requireNonNull(table.<Integer>get("columnDefinitions", i, "priority")),
                Objects.toString(table.get("rows", 0, "cells", i))))
        .toList();
  }
}
