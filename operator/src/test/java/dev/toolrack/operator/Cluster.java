package dev.toolrack.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.toolrack.crds.AgentToolBinding;
import dev.toolrack.crds.McpConnector;
import dev.toolrack.crds.McpIntegration;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ThrowingRunnable;

/** What a person sees and does in the cluster: applies YAML, reads outputs and conditions. */
final class Cluster {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int SHORTEST_CANARY = 12;
  private static final ObjectMapper JSON = new ObjectMapper();
  private final KubernetesClient client;

  Cluster(KubernetesClient client) {
    this.client = client;
  }

  KubernetesClient client() {
    return client;
  }

  /** The objects in a YAML text. */
  List<HasMetadata> load(String yaml) {
    return client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))).items();
  }

  /** Like kubectl apply. */
  void apply(String yaml) {
    for (HasMetadata item : load(yaml)) {
      client.resource(item).forceConflicts().serverSideApply();
    }
  }

  /** A namespace with labels, given as {@code org=acme,team=payments}. */
  void namespace(String name, String labels) {
    var text = new StringBuilder();
    if (!labels.isEmpty()) {
      text.append("  labels:\n");
      for (String label : labels.split(",", -1)) {
        String[] parts = label.split("=", 2);
        text.append("    toolrack.dev/%s: %s%n".formatted(parts[0], parts[1]));
      }
    }
    apply("apiVersion: v1\nkind: Namespace\nmetadata:\n  name: %s\n%s".formatted(name, text));
  }

  void connector(String namespace, String name, String spec) {
    custom("McpConnector", namespace, name, spec);
  }

  void integration(String namespace, String name, String spec) {
    custom("McpIntegration", namespace, name, spec);
  }

  void binding(String namespace, String name, String spec) {
    custom("AgentToolBinding", namespace, name, spec);
  }

  /** A Secret whose owner consents to one destination. */
  void secret(String namespace, String name, String token, String reach, String sendTo) {
    if (token.length() < SHORTEST_CANARY) {
      throw new IllegalArgumentException("too short for LeakCheck to look for");
    }
    apply(
        """
        apiVersion: v1
        kind: Secret
        metadata:
          name: %s
          namespace: %s
          labels: {toolrack.dev/credential: "%s"}
          annotations: {toolrack.dev/send-to: "%s"}
        stringData: {token: "%s"}
        """
            .formatted(name, namespace, reach, sendTo, token));
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
            .formatted(kind, name, namespace, spec.isBlank() ? "  {}" : spec.indent(2)));
  }

  /** Changes an output as somebody could before the policies were there, or without them. */
  <T extends HasMetadata> void tamper(Resource<T> output, Consumer<T> change) {
    ShippedPolicies.lifted(
        client,
        () ->
            output.edit(live -> {
              change.accept(live);
              return live;
            }));
  }

  /** The same with a ConfigMap. */
  void tamper(String namespace, String name, Consumer<ConfigMap> change) {
    tamper(client.configMaps().inNamespace(namespace).withName(name), change);
  }

  McpIntegration integration(String namespace, String name) {
    return client.resources(McpIntegration.class).inNamespace(namespace).withName(name).require();
  }

  AgentToolBinding binding(String namespace, String name) {
    return client.resources(AgentToolBinding.class).inNamespace(namespace).withName(name).require();
  }

  McpConnector connector(String namespace, String name) {
    return client.resources(McpConnector.class).inNamespace(namespace).withName(name).require();
  }

  /** Status and reason of the connector's condition Reachable; empty while there is none. */
  String reachable(String namespace, String name) {
    var status = connector(namespace, name).getStatus();
    return status == null
        ? ""
        : status.conditions().stream()
            .filter(condition -> condition.getType().equals("Reachable"))
            .map(condition -> condition.getStatus() + "/" + condition.getReason())
            .collect(Collectors.joining());
  }

  /** Waits until a connector's server was asked on the connector's own behalf. */
  void eventuallyReachable(String namespace, String name, String expected) {
    eventually(() -> assertThat(reachable(namespace, name)).isEqualTo(expected));
  }

  /** The toolset of an agent. */
  JsonNode toolset(String namespace, String binding) {
    ConfigMap map = client.configMaps().inNamespace(namespace).withName(binding + "-toolset").get();
    return map == null
        ? JSON.createObjectNode()
        : parse(map.getData().getOrDefault("toolset.json", "{}"));
  }

  /** The tools of an agent, as {@code alias:tool}. */
  Set<String> tools(String namespace, String binding) {
    var tools = new TreeSet<String>();
    toolset(namespace, binding)
        .path("servers")
        .forEach(server ->
            server
                .path("tools")
                .forEach(tool ->
                    tools.add(server.path("name").asText() + ":" + tool.path("name").asText())));
    return tools;
  }

  /** The unavailable servers of an agent, as {@code alias:reason}. */
  List<String> unavailable(String namespace, String binding) {
    return StreamSupport.stream(
            toolset(namespace, binding).path("unavailable").spliterator(), false)
        .map(u -> u.path("name").asText() + ":" + u.path("reason").asText())
        .toList();
  }

  /** The decoded credentials of an agent. */
  Map<String, String> credentials(String namespace, String binding) {
    Secret secret =
        client.secrets().inNamespace(namespace).withName(binding + "-credentials").get();
    var data = new TreeMap<String, String>();
    if (secret != null) {
      secret
          .getData()
          .forEach((key, value) ->
              data.put(key, new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
    }
    return data;
  }

  /** The values of an agent's credentials, without the client configuration. */
  List<String> credentialValues(String namespace, String binding) {
    return credentials(namespace, binding).entrySet().stream()
        .filter(entry -> !entry.getKey().equals("mcp.resolved.json"))
        .map(Map.Entry::getValue)
        .collect(Collectors.toList());
  }

  /** The reason of Ready, or an empty text. */
  static String ready(CustomResource<?, ?> resource, List<Condition> conditions) {
    return conditions.stream()
        .filter(c -> "Ready".equals(c.getType()))
        .filter(c -> c.getObservedGeneration().equals(resource.getMetadata().getGeneration()))
        .map(Condition::getReason)
        .findFirst()
        .orElse("");
  }

  /** State and the reason of Ready, as {@code Pending/SecretNotFound}. */
  String integrationState(String namespace, String name) {
    McpIntegration integration = integration(namespace, name);
    var status = integration.getStatus();
    return status == null || status.state() == null
        ? ""
        : status.state().wire() + "/" + ready(integration, status.conditions());
  }

  String bindingReady(String namespace, String name) {
    AgentToolBinding binding = binding(namespace, name);
    return binding.getStatus() == null ? "" : ready(binding, binding.getStatus().conditions());
  }

  /**
   * Waits until no namespace of an earlier test is being emptied, for tests that count requests.
   * There may be hundreds of them.
   */
  void quiet() {
    emptied(_ -> true);
  }

  /** Waits until earlier tests' namespaces of these names are gone, among hundreds of others. */
  void gone(Collection<String> namespaces) {
    emptied(namespaces::contains);
  }

  private void emptied(Predicate<String> concerned) {
    await(Duration.ofMinutes(5))
        .until(() ->
            client.namespaces().list().getItems().stream()
                .map(Namespace::getMetadata)
                .filter(namespace -> namespace.getDeletionTimestamp() != null)
                .noneMatch(namespace -> concerned.test(namespace.getName())));
  }

  /** Waits until something holds; the failure shows what held instead. */
  static void eventually(ThrowingRunnable assertion) {
    await(PATIENCE).untilAsserted(assertion);
  }

  /** For what takes longer. */
  static ConditionFactory await(Duration patience) {
    return Awaitility.await()
        .atMost(patience)
        .pollInterval(Duration.ofMillis(25))
        .pollDelay(Duration.ZERO);
  }

  void eventuallyState(String namespace, String integration, String state) {
    eventually(() -> assertThat(integrationState(namespace, integration)).isEqualTo(state));
  }

  void eventuallyTools(String namespace, String binding, String... tools) {
    eventually(() -> assertThat(tools(namespace, binding)).containsExactly(tools));
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
