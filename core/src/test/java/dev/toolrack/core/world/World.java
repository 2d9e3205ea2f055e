package dev.toolrack.core.world;

import com.fasterxml.jackson.databind.JsonNode;
import dev.toolrack.core.address.HttpUrl;
import dev.toolrack.core.binding.BindingOutcome;
import dev.toolrack.core.binding.BindingResolver;
import dev.toolrack.core.binding.BindingSnapshot;
import dev.toolrack.core.binding.IntegrationInReach;
import dev.toolrack.core.integration.IntegrationOutcome;
import dev.toolrack.core.integration.IntegrationResolver;
import dev.toolrack.core.integration.IntegrationSnapshot;
import dev.toolrack.core.integration.IntegrationSnapshot.Knowledge;
import dev.toolrack.core.integration.Requester;
import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.render.ToolsetDocument.ServerPart;
import dev.toolrack.core.scope.CrossNamespace;
import dev.toolrack.core.scope.NamespaceScope;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.core.view.IntegrationView;
import dev.toolrack.core.world.Documents.Named;
import dev.toolrack.crds.AgentToolBindingSpec;
import dev.toolrack.crds.McpConnectorSpec;
import dev.toolrack.crds.McpIntegrationSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A cluster with its MCP servers in memory. Besides the kinds of Kubernetes and Toolrack it knows
 * {@code McpServer} (what answers at a {@code url}: {@code tools}, or a {@code failure}) and {@code
 * Egress} ({@code refuse}: host to reason). {@code lookup: Stale} or {@code Forbidden} in a
 * document is what a look at it finds; an integration with {@code seated: false} in its metadata is
 * one too many in its namespace. Nothing here is mutable.
 *
 * @param known what earlier verifications found
 * @param views published earlier; others are of now
 * @param delivered by agent, what its toolset has
 */
public record World(
    Documents documents,
    Map<IntegrationRef, Knowledge> known,
    Map<IntegrationRef, IntegrationView> views,
    Map<String, List<ServerPart>> delivered,
    CrossNamespace cross,
    Instant now) {

  /** When everything happens. */
  public static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  /** A world with these objects, where nothing was asked yet. */
  public static World of(String yaml) {
    var empty = new Documents(new TreeMap<>());
    return new World(empty.with(yaml), Map.of(), Map.of(), Map.of(), CrossNamespace.ON, NOON);
  }

  /** With other objects added, replaced or removed. */
  public World with(String yaml) {
    return new World(documents.with(yaml), known, views, delivered, cross, now);
  }

  /** Where something else is known of an integration's server. */
  public World knowing(String integration, Knowledge knowledge) {
    var next = new HashMap<>(known);
    next.put(ref(integration), knowledge);
    return new World(documents, next, views, delivered, cross, now);
  }

  /** At another time. */
  public World at(Instant time) {
    return new World(documents, known, views, delivered, cross, time);
  }

  /** Where nobody guards the labels of namespaces. */
  public World unprotected() {
    return new World(documents, known, views, delivered, CrossNamespace.OFF, now);
  }

  /** After every server that is to be asked was asked once. */
  public World verified() {
    var next = new HashMap<>(known);
    for (IntegrationRef ref : integrations()) {
      integration(ref)
          .flatMap(IntegrationOutcome::verification)
          .ifPresent(plan -> next.put(ref, Servers.ask(documents, plan, knowledge(ref), now)));
    }
    return new World(documents, next, views, delivered, cross, now);
  }

  /** Where integrations have published what they offer now, and agents have it. */
  public World settled() {
    var published = new HashMap<IntegrationRef, IntegrationView>();
    for (IntegrationRef ref : integrations()) {
      integration(ref).ifPresent(outcome -> published.put(ref, outcome.view()));
    }
    var toolsets = new HashMap<String, List<ServerPart>>();
    for (Named key : documents.of("AgentToolBinding")) {
      String agent = key.namespace() + "/" + key.name();
      toolsets.put(agent, binding(agent).outputs().servers());
    }
    return new World(documents, known, published, toolsets, cross, now);
  }

  /** With the view of one integration as given. */
  public World publishing(String integration, IntegrationView view) {
    var next = new HashMap<>(views);
    next.put(ref(integration), view);
    return new World(documents, known, next, delivered, cross, now);
  }

  /** What is known of an integration's server. */
  public Knowledge knowledge(String integration) {
    return knowledge(ref(integration));
  }

  private Knowledge knowledge(IntegrationRef ref) {
    return known.getOrDefault(ref, Knowledge.none());
  }

  /** Every integration. */
  public List<IntegrationRef> integrations() {
    return names("McpIntegration").stream().map(World::ref).toList();
  }

  /** Every object of a kind, as {@code namespace/name}. */
  public List<String> names(String kind) {
    return documents.of(kind).stream().map(key -> key.namespace() + "/" + key.name()).toList();
  }

  /** The spec of a connector. */
  public McpConnectorSpec connectorSpec(String connector) {
    IntegrationRef ref = ref(connector);
    return Documents.spec(
        documents.find("McpConnector", ref.namespace(), ref.name()).orElseThrow(),
        McpConnectorSpec.class);
  }

  /** The decision about an integration. */
  public IntegrationOutcome integration(String ref) {
    return integration(ref(ref)).orElseThrow();
  }

  /** The decision about an integration, if there is one. */
  public Optional<IntegrationOutcome> integration(IntegrationRef ref) {
    return IntegrationResolver.resolve(snapshot(ref));
  }

  /** The decision about a binding. */
  public BindingOutcome binding(String agent) {
    return BindingResolver.resolve(bindingSnapshot(agent)).orElseThrow();
  }

  /** Everything that a decision about an integration depends on. */
  public IntegrationSnapshot snapshot(IntegrationRef ref) {
    var key = new Named("McpIntegration", ref.namespace(), ref.name());
    JsonNode integration = documents.find(key.kind(), key.namespace(), key.name()).orElseThrow();
    McpIntegrationSpec spec = Documents.spec(integration, McpIntegrationSpec.class);
    var connector = spec.connectorRef();
    var look = new Lookups(documents);
    return new IntegrationSnapshot(
        ref,
        Documents.uid(key, integration),
        Documents.generation(integration),
        spec,
        seated(ref),
        look.scope(ref.namespace()),
        look.connector(
            connector.namespace() == null ? ref.namespace() : connector.namespace(),
            connector.name()),
        look.configs(ref.namespace(), spec),
        look.secrets(ref.namespace()),
        knowledge(ref),
        cross,
        this::refusal,
        now);
  }

  private boolean seated(IntegrationRef ref) {
    return documents
        .find("McpIntegration", ref.namespace(), ref.name())
        .filter(document -> document.path("metadata").path("seated").asBoolean(true))
        .isPresent();
  }

  private Optional<Reason> refusal(HttpUrl url, boolean credential, Requester requester) {
    return documents
        .find("Egress", "", "settings")
        .map(settings -> settings.path("refuse").path(url.host()))
        .filter(JsonNode::isTextual)
        .map(reason -> Servers.reason(reason.asText()))
        .filter(reason -> credential || reason != Reason.INSECURE_TRANSPORT);
  }

  /** Everything that a decision about a binding depends on. */
  public BindingSnapshot bindingSnapshot(String agent) {
    IntegrationRef name = ref(agent);
    JsonNode binding =
        documents.find("AgentToolBinding", name.namespace(), name.name()).orElseThrow();
    var had = new HashMap<IntegrationRef, ServerPart>();
    delivered
        .getOrDefault(agent, List.of())
        .forEach(server -> had.put(ref(server.integration()), server));
    var inReach = new ArrayList<IntegrationInReach>();
    for (IntegrationRef ref : integrations()) {
      IntegrationSnapshot integration = snapshot(ref);
      if (integration.namespace() instanceof Lookup.Found<NamespaceScope>(NamespaceScope home)) {
        inReach.add(
            new IntegrationInReach(
                ref,
                integration.generation(),
                integration.spec(),
                home,
                view(ref),
                had.containsKey(ref)));
      }
    }
    return new BindingSnapshot(
        Documents.generation(binding),
        Documents.spec(binding, AgentToolBindingSpec.class),
        new Lookups(documents).agent(name),
        inReach,
        cross,
        had);
  }

  private Lookup<IntegrationView> view(IntegrationRef ref) {
    return Optional.ofNullable(views.get(ref))
        .or(() -> integration(ref).map(IntegrationOutcome::view))
        .map(Lookup::found)
        .orElseGet(Lookup::stale);
  }

  /** Reads {@code namespace/name}. */
  public static IntegrationRef ref(String text) {
    String[] parts = text.split("/", 2);
    return new IntegrationRef(parts[0], parts[1]);
  }
}
