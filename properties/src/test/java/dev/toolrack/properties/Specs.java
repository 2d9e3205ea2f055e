package dev.toolrack.properties;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.toolrack.crds.AgentToolBindingSpec;
import dev.toolrack.crds.McpConnectorSpec;
import dev.toolrack.crds.McpIntegrationSpec;
import dev.toolrack.properties.model.Cluster.Bot;
import dev.toolrack.properties.model.Cluster.Connector;
import dev.toolrack.properties.model.Cluster.Integration;
import dev.toolrack.properties.model.Cluster.Listed;
import dev.toolrack.properties.model.Cluster.Rule;
import dev.toolrack.properties.model.Cluster.Secret;
import dev.toolrack.properties.model.Cluster.Selected;
import dev.toolrack.properties.model.Cluster.Tool;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes objects of a cluster as the API has them. */
final class Specs {
  /** Reads and writes what crosses the API. */
  static final ObjectMapper JSON = new ObjectMapper();

  /** Key of every Secret. */
  static final String KEY = "token";

  private Specs() {}

  static McpConnectorSpec of(Connector connector) {
    return JSON.convertValue(
        Map.of(
            "enabled", connector.enabled(),
            "trust", connector.trust(),
            "server", Map.of("url", connector.url()),
            "tools", Map.of("seed", connector.seed(), "rules", rules(connector.rules()))),
        McpConnectorSpec.class);
  }

  static McpIntegrationSpec of(Integration integration) {
    String[] connector = integration.connector().split("/", 2);
    var spec = new LinkedHashMap<String, Object>();
    // A reference within the namespace may leave it out.
    spec.put(
        "connectorRef",
        connector[0].equals(integration.namespace())
            ? Map.of("name", connector[1])
            : Map.of("name", connector[1], "namespace", connector[0]));
    integration.alias().ifPresent(alias -> spec.put("alias", alias));
    spec.put("enabled", integration.enabled());
    spec.put("override", integration.override());
    spec.put("access", access(integration));
    if (integration.secret() != Secret.NONE) {
      spec.put(
          "credentials",
          Map.of("bearer", Map.of("secretKeyRef", Map.of("name", integration.name(), "key", KEY))));
    }
    spec.put("tools", Map.of("rules", rules(integration.rules())));
    return JSON.convertValue(spec, McpIntegrationSpec.class);
  }

  static AgentToolBindingSpec of(Bot bot) {
    var spec = new LinkedHashMap<String, Object>();
    spec.put("enabled", bot.enabled());
    bot.servers().ifPresent(s -> spec.put("servers", s.stream().map(Specs::listed).toList()));
    spec.put("exclude", bot.exclude());
    spec.put("tools", Map.of("rules", rules(bot.rules())));
    bot.maxTools().ifPresent(max -> spec.put("budget", Map.of("maxTools", max)));
    return JSON.convertValue(spec, AgentToolBindingSpec.class);
  }

  /** The tool as its server sends it. */
  static String json(Tool tool) {
    var hints = new TreeMap<String, Object>();
    tool.readOnly().ifPresent(hint -> hints.put("readOnlyHint", hint));
    tool.destructive().ifPresent(hint -> hints.put("destructiveHint", hint));
    return JSON.valueToTree(
            Map.of(
                "name", tool.name(),
                "description", tool.description(),
                "inputSchema", Map.of("type", "object"),
                "annotations", hints))
        .toString();
  }

  private static Map<String, Object> access(Integration integration) {
    var access = new LinkedHashMap<String, Object>();
    access.put("from", integration.access().from());
    if (!integration.access().scope().isEmpty()) {
      access.put("scope", integration.access().scope());
    }
    if (!integration.access().selected().isEmpty()) {
      access.put(
          "selected", integration.access().selected().stream().map(Specs::selected).toList());
    }
    return access;
  }

  private static Map<String, Object> selected(Selected selected) {
    var entry = new LinkedHashMap<String, Object>();
    selected
        .namespace()
        .ifPresentOrElse(
            namespace -> entry.put("namespace", namespace),
            () -> entry.put("namespaceSelector", Map.of("matchLabels", selected.matchLabels())));
    if (!selected.agents().isEmpty()) {
      entry.put("agents", selected.agents());
    }
    return entry;
  }

  private static Map<String, Object> listed(Listed listed) {
    var entry = new LinkedHashMap<String, Object>();
    entry.put("alias", listed.alias());
    listed.integration().ifPresent(integration -> entry.put("integration", integration));
    entry.put("required", listed.required());
    return entry;
  }

  private static List<Map<String, Object>> rules(List<Rule> rules) {
    return rules.stream().map(Specs::rule).toList();
  }

  private static Map<String, Object> rule(Rule rule) {
    var match = new LinkedHashMap<String, Object>();
    if (!rule.names().isEmpty()) {
      match.put("names", rule.names());
    }
    rule.access().ifPresent(access -> match.put("access", access));
    if (!rule.servers().isEmpty()) {
      match.put("servers", rule.servers());
    }
    var entry = new LinkedHashMap<String, Object>();
    entry.put("name", rule.name());
    entry.put("match", match);
    rule.enabled().ifPresent(enabled -> entry.put("enabled", enabled));
    rule.approval().ifPresent(approval -> entry.put("approval", approval));
    rule.corrects().ifPresent(access -> entry.put("access", access));
    return entry;
  }
}
