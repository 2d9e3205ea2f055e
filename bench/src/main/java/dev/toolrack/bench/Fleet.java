package dev.toolrack.bench;

import dev.toolrack.crds.AgentToolBinding;
import dev.toolrack.crds.Api;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.testbed.mcp.FakeMcpServer;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An organisation with servers that all its agents use, each with a credential, and beside it one
 * namespace that has nothing to do with it.
 */
final class Fleet {
  static final int NAMESPACES = 50;
  static final int PER_NAMESPACE = 20;
  static final int BINDINGS = NAMESPACES * PER_NAMESPACE;
  static final int INTEGRATIONS = 20;

  /** Tools of each server. */
  static final int TOOLS = Integer.getInteger("toolrack.bench.tools", 5);

  /** The namespace of one agent, its server and its Secret. */
  static final String ALONE = "alone";

  /** A name of a tool that {@link #NO_WRITES} switches off. */
  static final String WRITING_TOOL = "create_note";

  static final String NO_WRITES =
      "tools: {rules: [{name: no-writes, match: {access: Write}, enabled: false}]}";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ORG = "acme";
  private static final String TOKEN = "0123456789abcdef0123456789abcdef-";

  private final KubernetesClient client;
  private final FakeMcpServer servers;

  Fleet(KubernetesClient client, FakeMcpServer servers) {
    this.client = client;
    this.servers = servers;
  }

  /** The organisation's servers, verified, and the namespaces of its agents, still empty. */
  void prepare(ParallelClient parallel) {
    namespace(ORG, Map.of(Api.ORG_LABEL, ORG, Api.PROVIDES_LABEL, "Org"));
    parallel.each(
        IntStream.range(0, INTEGRATIONS).boxed().toList(),
        i -> {
          server(ORG, orgServer(i), "Scope", TOKEN + i);
          integration(ORG, orgServer(i), "access: {from: Scope}");
        });
    namespace(ALONE, Map.of());
    server(ALONE, ALONE, "Namespace", TOKEN);
    integration(ALONE, ALONE, "");
    parallel.each(
        places(), place -> namespace(place, Map.of(Api.ORG_LABEL, ORG, Api.TEAM_LABEL, place)));
    awaitIntegrations();
  }

  /** The agents of the organisation, not created yet. */
  List<AgentToolBinding> bindings() {
    return places().stream()
        .flatMap(
            place -> IntStream.range(0, PER_NAMESPACE).mapToObj(i -> binding(place, "agent-" + i)))
        .toList();
  }

  /** One agent. */
  static AgentToolBinding binding(String namespace, String name) {
    return Serialization.unmarshal(
        """
        apiVersion: toolrack.dev/v1alpha1
        kind: AgentToolBinding
        metadata: {name: %s, namespace: %s}
        spec: {}
        """
            .formatted(name, namespace),
        AgentToolBinding.class);
  }

  /** Declares an organisation-wide integration anew, with other rules. */
  void changeOrg(int number, String more) {
    integration(ORG, orgServer(number), "access: {from: Scope}\n" + more);
  }

  /** Declares the integration of the namespace that stands alone anew. */
  void changeAlone(String more) {
    integration(ALONE, ALONE, more);
  }

  /** Gives the Secret of the namespace that stands alone another value. */
  void rotateAlone(String token) {
    secret(ALONE, ALONE, "Namespace", token);
  }

  /** Whether a binding's status says that its current generation is delivered and complete. */
  static boolean isReady(AgentToolBinding binding) {
    return binding.getStatus() != null
        && isReady(binding.getMetadata().getGeneration(), binding.getStatus().conditions());
  }

  /** Whether an agent's toolset lists a tool of a server. */
  static boolean lists(ConfigMap toolset, String server, String tool) {
    return toolset
        .getData()
        .getOrDefault("toolset.json", "")
        .contains("\"mcp:%s:%s\"".formatted(server, tool));
  }

  /** Whether one of a Secret's values is this one. */
  static boolean holds(Secret secret, String value) {
    return secret.getData().containsValue(base64(value));
  }

  static String orgServer(int number) {
    return "server-" + number;
  }

  private static List<String> places() {
    return IntStream.range(0, NAMESPACES).mapToObj(i -> "team-" + i).toList();
  }

  private void namespace(String name, Map<String, String> labels) {
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(labels)
                .endMetadata()
                .build())
        .create();
  }

  /** A server with tools, its connector, and a Secret that may be sent to it. */
  private void server(String namespace, String name, String reach, String token) {
    var endpoint = servers.endpoint(name).tools(tools());
    apply(
        """
        apiVersion: toolrack.dev/v1alpha1
        kind: McpConnector
        metadata: {name: %s, namespace: %s}
        spec: {server: {url: "%s"}}
        """
            .formatted(name, namespace, endpoint.url()));
    secret(namespace, name, reach, token);
  }

  private void secret(String namespace, String name, String reach, String token) {
    apply(
        """
        apiVersion: v1
        kind: Secret
        metadata:
          name: %s
          namespace: %s
          labels: {%s: %s}
          annotations: {%s: "%s"}
        data: {token: %s}
        """
            .formatted(
                name,
                namespace,
                Api.CREDENTIAL_LABEL,
                reach,
                Api.SEND_TO_ANNOTATION,
                servers.endpoint(name).url(),
                base64(token)));
  }

  private void integration(String namespace, String name, String more) {
    apply(
        """
        apiVersion: toolrack.dev/v1alpha1
        kind: McpIntegration
        metadata: {name: %1$s, namespace: %2$s}
        spec:
          connectorRef: {name: %1$s}
          credentials: {bearer: {secretKeyRef: {name: %1$s, key: token}}}
        %3$s
        """
            .formatted(name, namespace, more.indent(2)));
  }

  private void apply(String yaml) {
    for (HasMetadata item :
        client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))).items()) {
      client.resource(item).forceConflicts().serverSideApply();
    }
  }

  private void awaitIntegrations() {
    long begun = System.nanoTime();
    while (client.resources(McpIntegration.class).inAnyNamespace().list().getItems().stream()
        .anyMatch(i ->
            i.getStatus() == null
                || !isReady(i.getMetadata().getGeneration(), i.getStatus().conditions()))) {
      if (System.nanoTime() - begun > PATIENCE.toNanos()) {
        throw new BenchException("The integrations do not become ready.");
      }
      Figures.pause(Duration.ofMillis(100));
    }
  }

  private static boolean isReady(Long generation, List<Condition> conditions) {
    return conditions.stream()
        .anyMatch(c ->
            c.getType().equals("Ready")
                && c.getStatus().equals("True")
                && Objects.equals(c.getObservedGeneration(), generation));
  }

  private static String tools() {
    return Stream.of(WRITING_TOOL, "get_note", "list_notes", "search_notes", "read_page")
        .limit(TOOLS)
        .map(name ->
            """
            {"name":"%s","title":"The tool %s","description":"Works on the notebook",
             "inputSchema":{"type":"object","properties":{"title":{"type":"string"}}}}\
            """
                .formatted(name, name))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String base64(String value) {
    return Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
  }
}
