package dev.toolrack.bench.bed;

import dev.toolrack.bench.bed.Sightings.Place;
import dev.toolrack.crds.AgentToolBinding;
import dev.toolrack.crds.Api;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.testbed.mcp.FakeMcpServer;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * An organisation with servers that all its agents use, each with a credential, and one server that
 * most of them exclude.
 */
public final class Fleet {
  /** The integration whose rules change for everybody. */
  public static final String SHARED = "server-0";

  /** The integration that only one agent in {@link Shape#RARE} does not exclude. */
  public static final String RARE = "rare";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ORG = "acme";
  private static final String TEAM = "team-";
  private static final String AGENT = "agent-";
  private static final String TOOLSET = "-toolset";
  private static final String TOKEN = "0123456789abcdef0123456789abcdef-";

  private final KubernetesClient client;
  private final FakeMcpServer servers;
  private final Shape shape;

  Fleet(KubernetesClient client, FakeMcpServer servers, Shape shape) {
    this.client = client;
    this.servers = servers;
    this.shape = shape;
  }

  /** How big it is. */
  public Shape shape() {
    return shape;
  }

  /** The organisation's servers and the namespaces of its agents, still empty. */
  public void declare(ParallelClient parallel) {
    namespace(ORG, Map.of(Api.ORG_LABEL, ORG, Api.PROVIDES_LABEL, "Org"));
    var names = IntStream.range(0, shape.servers()).mapToObj(i -> "server-" + i).toList();
    parallel.each(names, this::server);
    server(RARE);
    parallel.each(
        IntStream.range(0, shape.namespaces()).mapToObj(i -> TEAM + i).toList(),
        team -> namespace(team, Map.of(Api.ORG_LABEL, ORG, Api.TEAM_LABEL, team)));
  }

  /** Waits until the operator has verified every server. */
  public void awaitIntegrations() {
    Waiting.until(
        "the integrations are ready",
        PATIENCE,
        () ->
            client.resources(McpIntegration.class).inAnyNamespace().list().getItems().stream()
                .allMatch(Fleet::isReady));
  }

  /** The agents, not created yet. */
  public List<AgentToolBinding> bindings() {
    return IntStream.range(0, shape.bindings())
        .mapToObj(i -> binding(TEAM + i / Shape.PER_NAMESPACE, AGENT + i, i % Shape.RARE == 0))
        .toList();
  }

  /** One more agent, in the first namespace. */
  public AgentToolBinding newcomer(String name) {
    return binding(TEAM + 0, name, false);
  }

  /** Whether this is the toolset of one of {@link #bindings}. */
  public static boolean isToolset(Place place) {
    return place.name().startsWith(AGENT) && place.name().endsWith(TOOLSET);
  }

  /** Whether this is the toolset of an agent that uses {@link #RARE}. */
  public static boolean isRareToolset(Place place) {
    return isToolset(place) && number(place) % Shape.RARE == 0;
  }

  /** The toolset of a binding. */
  public static Place toolset(AgentToolBinding binding) {
    return new Place(
        binding.getMetadata().getNamespace(), binding.getMetadata().getName() + TOOLSET);
  }

  /**
   * Gives an integration one rule that says Ask for its first tool, under a name that every toolset
   * with that server then tells as the reason. The number and size of the tools stay as they were.
   */
  public void changeRule(String integration, String name) {
    integration(
        integration,
        "tools: {rules: [{name: %s, match: {names: [%s]}, approval: Ask}]}"
            .formatted(name, ToolList.FIRST));
  }

  /** Takes the shared server's first tool away from everybody, or gives it back. */
  public void switchTool(boolean enabled) {
    integration(
        SHARED,
        "tools: {rules: [{name: switch, match: {names: [%s]}, enabled: %s}]}"
            .formatted(ToolList.FIRST, enabled));
  }

  /** Whether a toolset's text says that a rule decided. */
  public static boolean isDecidedBy(String toolset, String rule) {
    return toolset.contains(" rule " + rule + "\"");
  }

  /** Whether a toolset lists the tool that {@link #switchTool} switches. */
  public static boolean listsSwitchedTool(String toolset) {
    return toolset.contains("\"mcp:%s:%s\"".formatted(SHARED, ToolList.FIRST));
  }

  private static int number(Place place) {
    return Integer.parseInt(
        place.name().substring(AGENT.length(), place.name().length() - TOOLSET.length()));
  }

  private static AgentToolBinding binding(String namespace, String name, boolean rare) {
    return Serialization.unmarshal(
        """
        apiVersion: toolrack.dev/v1alpha1
        kind: AgentToolBinding
        metadata: {name: %s, namespace: %s}
        spec: {%s}
        """
            .formatted(name, namespace, rare ? "" : "exclude: [" + RARE + "]"),
        AgentToolBinding.class);
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

  /** A server with tools, its connector, a Secret that may be sent to it, and an integration. */
  private void server(String name) {
    var endpoint = servers.endpoint(name).tools(ToolList.json(shape.tools()));
    apply(
        """
        apiVersion: toolrack.dev/v1alpha1
        kind: McpConnector
        metadata: {name: %1$s, namespace: %2$s}
        spec: {server: {url: "%3$s"}}
        ---
        apiVersion: v1
        kind: Secret
        metadata:
          name: %1$s
          namespace: %2$s
          labels: {%4$s: Scope}
          annotations: {%5$s: "%3$s"}
        data: {token: %6$s}
        """
            .formatted(
                name,
                ORG,
                endpoint.url(),
                Api.CREDENTIAL_LABEL,
                Api.SEND_TO_ANNOTATION,
                base64(TOKEN + name)));
    integration(name, "");
  }

  private void integration(String name, String more) {
    apply(
        """
        apiVersion: toolrack.dev/v1alpha1
        kind: McpIntegration
        metadata: {name: %1$s, namespace: %2$s}
        spec:
          connectorRef: {name: %1$s}
          credentials: {bearer: {secretKeyRef: {name: %1$s, key: token}}}
          access: {from: Scope}
        %3$s
        """
            .formatted(name, ORG, more.indent(2)));
  }

  private void apply(String yaml) {
    for (HasMetadata item :
        client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))).items()) {
      client.resource(item).forceConflicts().serverSideApply();
    }
  }

  private static boolean isReady(McpIntegration integration) {
    if (integration.getStatus() == null) {
      return false;
    }
    Long generation = integration.getMetadata().getGeneration();
    List<Condition> conditions = integration.getStatus().conditions();
    return conditions.stream()
        .anyMatch(c ->
            c.getType().equals("Ready")
                && c.getStatus().equals("True")
                && Objects.equals(c.getObservedGeneration(), generation));
  }

  private static String base64(String value) {
    return Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
  }
}
