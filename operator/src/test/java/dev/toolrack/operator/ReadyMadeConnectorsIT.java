package dev.toolrack.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.crds.McpConnector;
import dev.toolrack.testbed.ControlPlane;
import dev.toolrack.testbed.junit.KubernetesApi;
import dev.toolrack.testbed.junit.TestNamespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What the chart toolrack-connectors renders, applied to a real API server that refuses what it
 * does not know. No operator runs, because it would ask the servers.
 */
@KubernetesApi(crds = "crds/yaml")
class ReadyMadeConnectorsIT {
  private static final Program HELM = Program.helm();

  private static Program.Answer render(String namespace, String... values) {
    var arguments =
        new ArrayList<>(
            List.of("template", "tools", ReadyMadeConnector.CHART.toString(), "-n", namespace));
    arguments.addAll(List.of(values));
    return HELM.run(arguments.toArray(String[]::new));
  }

  private static String[] all() {
    return ReadyMadeConnector.all().stream()
        .flatMap(c -> List.of("--set", "connectors." + c.name() + ".enabled=true").stream())
        .toArray(String[]::new);
  }

  private static void apply(ControlPlane api, String manifests) {
    Program.kubectl(api.kubeconfigFile())
        .fed(manifests, "apply", "--server-side", "--validate=strict", "-f", "-")
        .fine();
  }

  private static McpConnector live(KubernetesClient client, TestNamespace namespace, String name) {
    return client
        .resources(McpConnector.class)
        .inNamespace(namespace.name())
        .withName(name)
        .require();
  }

  @Test
  void everyConnectorIsAccepted(
      ControlPlane api, KubernetesClient client, TestNamespace namespace) {
    apply(api, render(namespace.name(), all()).fine());
    for (ReadyMadeConnector connector : ReadyMadeConnector.all()) {
      McpConnector live = live(client, namespace, connector.name());
      assertThat(live.getSpec().server().url()).isEqualTo(connector.text("/url"));
      assertThat(live.getSpec().tools().rules())
          .extracting(rule -> rule.name())
          .containsExactlyElementsOf(connector.entry().path("rules").findValuesAsText("name"));
    }
  }

  @Test
  void nothingIsThereUnlessItIsSwitchedOn() {
    assertThat(render("tools").fine()).isBlank();
  }

  @Test
  void everythingCanBeOverridden(ControlPlane api, KubernetesClient client, TestNamespace namespace)
      throws Exception {
    var values = Files.createTempFile("values", ".yaml");
    Files.writeString(
        values,
        """
        commonLabels: {team: platform, app.kubernetes.io/name: mine}
        commonAnnotations: {argocd.argoproj.io/sync-wave: "1"}
        connectors:
          github:
            enabled: true
            name: hub
            url: https://{region}.example.com/mcp/
            displayName: Our GitHub
            transport: StreamableHTTP
            headers: [{name: x-mcp-toolsets, value: "issues"}, {name: X-Tenant, value: acme}]
            variables:
            - {name: readonly, default: "true"}
            - {name: region, required: true}
            caBundleRef: {name: corp-ca, key: ca.crt}
            rules: [{name: own, match: {names: ["*gist*"]}, enabled: false, reason: Ours}]
            withoutRules: [irreversible-asks]
            onChange: Hold
            seed: Ask
            verify: {interval: 1h, maxStale: 24h}
            connectorEnabled: false
            labels: {tier: one}
            annotations: {example.com/owner: platform}
        """);
    apply(api, render(namespace.name(), "-f", values.toString()).fine());
    Files.delete(values);
    McpConnector hub = live(client, namespace, "hub");
    assertThat(hub.getMetadata().getLabels())
        .containsEntry("team", "platform")
        .containsEntry("tier", "one")
        .containsEntry("app.kubernetes.io/name", "toolrack-connectors");
    assertThat(hub.getMetadata().getAnnotations())
        .containsEntry("argocd.argoproj.io/sync-wave", "1")
        .containsEntry("example.com/owner", "platform");
    var spec = hub.getSpec();
    assertThat(spec.enabled()).isFalse();
    assertThat(spec.displayName()).isEqualTo("Our GitHub");
    assertThat(spec.server().url()).isEqualTo("https://{region}.example.com/mcp/");
    assertThat(spec.server().headers())
        .extracting(header -> header.name() + "=" + header.value())
        .containsExactlyInAnyOrder(
            "X-MCP-Readonly={readonly}", "x-mcp-toolsets=issues", "X-Tenant=acme");
    assertThat(spec.variables())
        .extracting(variable -> variable.name())
        .containsExactlyInAnyOrder("toolsets", "readonly", "region");
    assertThat(spec.tools().rules())
        .extracting(rule -> rule.name())
        .containsExactly("own", "no-delete");
    assertThat(spec.tools().onChange().wire()).isEqualTo("Hold");
    assertThat(spec.tools().seed().wire()).isEqualTo("Ask");
    assertThat(spec.verify().interval()).isEqualTo("1h");
  }

  /** The values on the page, and what stands below them: with a Secret, and with a login. */
  @Test
  void theExamplesOfTheDocumentAreAccepted(
      ControlPlane api, KubernetesClient client, TestNamespace namespace) throws Exception {
    List<String> examples =
        Pattern.compile("(?ms)^```yaml\n(.*?)^```")
            .matcher(HealthCheck.read(HealthCheck.ROOT.resolve("docs/connectors.md")))
            .results()
            .map(block -> block.group(1))
            .toList();
    assertThat(examples).hasSize(3);
    var values = Files.createTempFile("values", ".yaml");
    Files.writeString(values, examples.getFirst());
    apply(api, render(namespace.name(), "-f", values.toString()).fine());
    Files.delete(values);
    for (String below : examples.subList(1, examples.size())) {
      apply(api, below.replace("namespace: acme", "namespace: " + namespace.name()));
    }
    assertThat(live(client, namespace, "github").getSpec().tools().rules())
        .extracting(rule -> rule.name())
        .containsExactly("no-gists", "no-delete");
    assertThat(live(client, namespace, "atlassian").getSpec().server().url()).endsWith("/authv2");
  }

  @Test
  void mistakesAreRefusedAndNamed() {
    assertThat(render("tools", "--set", "connectors.githup.enabled=true").err()).contains("githup");
    assertThat(render("tools", "--set", "connectors.github.enable=true").err()).contains("enable");
    assertThat(
            render(
                    "tools",
                    "--set",
                    "connectors.github.enabled=true,connectors.github.withoutRules={no-such}")
                .err())
        .contains("no-such")
        .contains("no-delete");
  }

  @Test
  void theChartIsInOrder() {
    HELM.run("lint", "--strict", ReadyMadeConnector.CHART.toString()).fine();
  }
}
