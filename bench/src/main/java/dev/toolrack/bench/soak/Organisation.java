package dev.toolrack.bench.soak;

import dev.toolrack.bench.bed.ParallelClient;
import dev.toolrack.crds.Api;
import dev.toolrack.testbed.mcp.FakeMcpServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Agents of one organisation. All of them use one server; one in fifty uses another one, with a
 * key; and every agent does without a third one, whose changes wake everybody and concern nobody.
 */
final class Organisation {
  /** Agents of one namespace. */
  static final int PER_NAMESPACE = 20;

  /** One agent in so many uses the server with a key. */
  private static final int RARE = 50;

  static final String NAME = "acme";
  private static final String TOOLS =
      """
      [{"name":"get_note","title":"Get note","inputSchema":{"type":"object"}},
       {"name":"create_note","title":"Create note","inputSchema":{"type":"object"}},
       {"name":"list_notes","title":"List notes","inputSchema":{"type":"object"}}]
      """;
  private static final String SWITCH =
      "tools: {rules: [{name: switch, match: {access: Write}, enabled: %s}]}";
  private static final String KEY =
      "credentials: {bearer: {secretKeyRef: {name: rare, key: token}}}";

  private final KubernetesClient client;
  private final FakeMcpServer servers;
  private final int bindings;

  Organisation(KubernetesClient client, FakeMcpServer servers, int bindings) {
    this.client = client;
    this.servers = servers;
    this.bindings = bindings;
  }

  /** How many agents use the server with a key. */
  static int rare(int bindings) {
    return (bindings + RARE - 1) / RARE;
  }

  /** Creates everything. */
  void declare(ParallelClient parallel) {
    namespace(NAME, Map.of(Api.PROVIDES_LABEL, "Org"));
    key("first");
    for (String server : new String[] {"shared", "rare", "hidden"}) {
      connector(NAME, server);
      integration(NAME, server, server.equals("rare") ? KEY : "");
    }
    int namespaces = (bindings + PER_NAMESPACE - 1) / PER_NAMESPACE;
    parallel.each(
        IntStream.range(0, namespaces).boxed().toList(),
        i -> namespace("team-" + i, Map.of(Api.TEAM_LABEL, "team-" + i)));
    parallel.each(
        IntStream.range(0, bindings).boxed().toList(),
        i ->
            binding(
                "team-" + i / PER_NAMESPACE,
                "agent-" + i,
                i % RARE == 0 ? "exclude: [hidden]" : "exclude: [hidden, rare]"));
  }

  /** Wakes every agent and changes none. */
  void changeHidden(int round) {
    integration(NAME, "hidden", SWITCH.formatted(round % 2 == 0));
  }

  /** Changes the toolset and the status of one agent in fifty. */
  void changeRare(int round) {
    integration(NAME, "rare", KEY + "\n" + SWITCH.formatted(round % 2 == 0));
  }

  /** Changes the keys of one agent in fifty. */
  void rotate(int round) {
    key("token-" + round);
  }

  /** Wakes the agents of a namespace and changes none. */
  void label(int namespace, int round) {
    apply(
        """
        apiVersion: v1
        kind: Namespace
        metadata:
          name: team-%1$d
          labels: {%2$s: %3$s, %4$s: team-%1$d, round: "%5$d"}
        """
            .formatted(namespace, Api.ORG_LABEL, NAME, Api.TEAM_LABEL, round));
  }

  /** A namespace of the organisation. */
  void namespace(String name, Map<String, String> labels) {
    var all = new HashMap<>(labels);
    all.put(Api.ORG_LABEL, NAME);
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(all)
                .endMetadata()
                .build())
        .create();
  }

  void connector(String namespace, String name) {
    String url = servers.endpoint(name).tools(TOOLS).url().toString();
    custom("McpConnector", namespace, name, "server: {url: \"%s\"}".formatted(url));
  }

  void integration(String namespace, String name, String more) {
    custom(
        "McpIntegration",
        namespace,
        name,
        "connectorRef: {name: %s}\naccess: {from: %s}\n%s"
            .formatted(name, namespace.equals(NAME) ? "Scope" : "Namespace", more));
  }

  void binding(String namespace, String name, String spec) {
    custom("AgentToolBinding", namespace, name, spec);
  }

  /** A Secret that may be sent to the server of an integration. */
  void secret(String namespace, String name, String server, String token) {
    apply(
        """
        apiVersion: v1
        kind: Secret
        metadata:
          name: %s
          namespace: %s
          labels: {%s: %s}
          annotations: {%s: "%s"}
        stringData: {token: %s}
        """
            .formatted(
                name,
                namespace,
                Api.CREDENTIAL_LABEL,
                namespace.equals(NAME) ? "Scope" : "Namespace",
                Api.SEND_TO_ANNOTATION,
                servers.endpoint(server).url(),
                token));
  }

  private void key(String token) {
    secret(NAME, "rare", "rare", token);
  }

  private void custom(String kind, String namespace, String name, String spec) {
    apply(
        """
        apiVersion: toolrack.dev/v1alpha1
        kind: %s
        metadata: {name: %s, namespace: %s}
        spec:
        %s
        """
            .formatted(kind, name, namespace, spec.indent(2)));
  }

  private void apply(String yaml) {
    for (HasMetadata item :
        client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))).items()) {
      client.resource(item).forceConflicts().serverSideApply();
    }
  }
}
