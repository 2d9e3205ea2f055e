package dev.toolrack.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.toolrack.crds.McpConnector;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.testbed.mcp.FakeEndpoint;
import dev.toolrack.testbed.mcp.FakeMcpServer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An organisation of its own: it shares the server {@code wiki}, and the agent {@code bot} of its
 * team has the server {@code calm} beside it. Both need a token. Whatever is not said otherwise
 * before {@link #declare} has nothing to it.
 */
class Scene {
  static final String WIKI_TOKEN = "wiki-token-value";
  static final String CALM_TOKEN = "calm-token-value";

  /** One tool that reads and one that writes, of which the server says that it only reads. */
  private static final String TOOLS =
      """
      [{"name":"get_note","inputSchema":{"type":"object"}},
       {"name":"create_note","inputSchema":{"type":"object"},"annotations":{"readOnlyHint":true}}]
      """;

  final Cluster cluster;
  final String org;
  final String team;
  final FakeEndpoint wiki;
  final FakeEndpoint calm;
  private final TreeMap<String, String> parts =
      new TreeMap<>(
          Map.of(
              "org", "provides=Org",
              "team", "team=pay",
              "access", "access: {from: Scope}",
              "wiki", "",
              "calm", "connectorRef: {name: calm}",
              "connector", "",
              "path", "",
              "binding", "{}"));

  Scene(Cluster cluster, FakeMcpServer servers, String org) {
    this.cluster = cluster;
    this.org = org;
    this.team = org + "-team";
    this.wiki = servers.endpoint("wiki-" + org).tools(TOOLS).requireToken(WIKI_TOKEN);
    this.calm = servers.endpoint("calm-" + org).tools(TOOLS).requireToken(CALM_TOKEN);
    parts.putAll(Map.of("tier", "", "more", "", "connectorName", "wiki", "secretName", "token"));
  }

  /**
   * Says what one part of the scene is; {@code ORG} and {@code TEAM} stand for the namespaces,
   * {@code WIKI_URL} and {@code CALM_URL} for the servers.
   */
  Scene with(String part, String yaml) {
    parts.replace(part, yaml);
    return this;
  }

  /** Writes all of it; the agents come last. */
  void declare() {
    namespaces();
    cluster.secret(org, "token", WIKI_TOKEN, "Scope", wiki.url().toString());
    cluster.secret(team, "token", CALM_TOKEN, "Namespace", calm.url().toString());
    if (!part("more").isBlank()) {
      cluster.apply(part("more"));
    }
    connector();
    cluster.connector(team, "calm", "server: {url: \"%s\"}".formatted(calm.url()));
    wiki();
    calm();
    binding();
  }

  void namespaces() {
    cluster.namespace(org, labels("org"));
    cluster.namespace(team, labels("team"));
    if (!part("tier").isEmpty()) {
      namespace(team, n -> n.getMetadata().getLabels().put("example.org/tier", part("tier")));
    }
  }

  void connector() {
    cluster.connector(
        org,
        "wiki",
        "server: {url: \"%s%s\"}\n%s".formatted(wiki.url(), part("path"), part("connector")));
  }

  void wiki() {
    cluster.integration(
        org,
        "wiki",
        """
        connectorRef: {name: %s}
        credentials: {bearer: {secretKeyRef: {name: %s, key: token}}}
        %s
        %s
        """
            .formatted(part("connectorName"), part("secretName"), part("access"), part("wiki")));
  }

  void calm() {
    cluster.integration(
        team,
        "calm",
        "credentials: {bearer: {secretKeyRef: {name: token, key: token}}}\n" + part("calm"));
  }

  void binding() {
    cluster.binding(team, "bot", part("binding"));
  }

  private String labels(String namespace) {
    return part(namespace).isEmpty() ? "org=" + org : "org=" + org + "," + part(namespace);
  }

  private String part(String name) {
    return Objects.requireNonNull(parts.get(name))
        .replace("ORG", org)
        .replace("TEAM", team)
        .replace("WIKI_URL", wiki.url().toString())
        .replace("CALM_URL", calm.url().toString());
  }

  /** Everything that the agent has, in one line: tools, files that name servers, and tokens. */
  String has() {
    JsonNode toolset = cluster.toolset(team, "bot");
    var tools = new TreeSet<String>();
    toolset
        .path("servers")
        .forEach(server ->
            server
                .path("tools")
                .forEach(tool ->
                    tools.add(
                        server.path("name").asText()
                            + ":"
                            + tool.path("name").asText()
                            + ":"
                            + tool.path("approval").asText())));
    var map = cluster.client().configMaps().inNamespace(team).withName("bot-toolset").get();
    Map<String, String> keys = cluster.credentials(team, "bot");
    return "tools %s, mcp.json %s, mcp.resolved.json %s, tokens %s"
        .formatted(
            tools,
            map == null ? "?" : servers(map.getData().getOrDefault("mcp.json", "")),
            servers(keys.getOrDefault("mcp.resolved.json", "")),
            tokens(keys));
  }

  /** What {@link #has} is with these. */
  static String expected(List<String> tools, List<String> servers) {
    var tokens = new TreeSet<String>();
    servers.forEach(server -> tokens.add(server.equals("wiki") ? "wiki" : "calm"));
    return "tools %s, mcp.json %s, mcp.resolved.json %s, tokens %s"
        .formatted(new TreeSet<>(tools), servers, servers, tokens);
  }

  private static List<String> servers(String json) {
    return List.of("calm", "wiki").stream()
        .filter(server -> json.contains("\"" + server + "\""))
        .toList();
  }

  /** Looked for in everything that the Secret holds, whatever the key. */
  private static SortedSet<String> tokens(Map<String, String> keys) {
    var tokens = new TreeSet<String>();
    if (keys.values().stream().anyMatch(value -> value.contains(WIKI_TOKEN))) {
      tokens.add("wiki");
    }
    if (keys.values().stream().anyMatch(value -> value.contains(CALM_TOKEN))) {
      tokens.add("calm");
    }
    return tokens;
  }

  /** The data of both outputs. */
  Map<String, Map<String, String>> outputs() {
    var client = cluster.client();
    return Map.of(
        "ConfigMap " + team + "/bot-toolset",
        client.configMaps().inNamespace(team).withName("bot-toolset").require().getData(),
        "Secret " + team + "/bot-credentials",
        client.secrets().inNamespace(team).withName("bot-credentials").require().getData());
  }

  /** Changes the labels of a namespace; {@code null} takes one away. */
  void label(String namespace, String key, @Nullable String value) {
    namespace(namespace, n -> put(n.getMetadata().getLabels(), key, value));
  }

  void namespace(String name, Consumer<Namespace> edit) {
    edit(cluster.client().namespaces().withName(name), edit);
  }

  /** Changes the Secret of the server {@code wiki}. */
  void secret(Consumer<Secret> edit) {
    edit(cluster.client().secrets().inNamespace(org).withName("token"), edit);
  }

  void config(Consumer<ConfigMap> edit) {
    edit(cluster.client().configMaps().inNamespace(org).withName("settings"), edit);
  }

  /** Deletes an object that somebody else's finalizer keeps. */
  <T extends HasMetadata> void deleteHeld(Resource<T> object) {
    edit(object, held -> held.getMetadata().setFinalizers(List.of("example.org/hold")));
    object.delete();
  }

  Resource<McpIntegration> integration() {
    return cluster.client().resources(McpIntegration.class).inNamespace(org).withName("wiki");
  }

  Resource<McpConnector> connectorObject() {
    return cluster.client().resources(McpConnector.class).inNamespace(org).withName("wiki");
  }

  Resource<Secret> token() {
    return cluster.client().secrets().inNamespace(org).withName("token");
  }

  static void put(Map<String, String> map, String key, @Nullable String value) {
    if (value == null) {
      map.remove(key);
    } else {
      map.put(key, value);
    }
  }

  static <T extends HasMetadata> void edit(Resource<T> resource, Consumer<T> edit) {
    resource.edit(object -> {
      edit.accept(object);
      return object;
    });
  }

  /** Takes finalizers away, and the namespaces. */
  void end() {
    for (Resource<? extends HasMetadata> held :
        List.of(integration(), connectorObject(), token())) {
      release(held);
    }
    cluster.client().namespaces().withName(team).delete();
    cluster.client().namespaces().withName(org).delete();
  }

  private static <T extends HasMetadata> void release(Resource<T> held) {
    T object = held.get();
    if (object != null && !object.getMetadata().getFinalizers().isEmpty()) {
      edit(held, h -> h.getMetadata().setFinalizers(List.of()));
    }
  }
}
