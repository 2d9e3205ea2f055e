package dev.toolrack.core.world;

import com.fasterxml.jackson.databind.JsonNode;
import dev.toolrack.core.address.HttpUrl;
import dev.toolrack.core.binding.BindingOutcome;
import dev.toolrack.core.binding.BindingResolver;
import dev.toolrack.core.binding.BindingSnapshot;
import dev.toolrack.core.catalog.Catalog;
import dev.toolrack.core.cluster.Circumstances;
import dev.toolrack.core.cluster.Cluster;
import dev.toolrack.core.cluster.ClusterEdit;
import dev.toolrack.core.cluster.Memory;
import dev.toolrack.core.cluster.ObjectName;
import dev.toolrack.core.cluster.PersistedKnowledge;
import dev.toolrack.core.cluster.References;
import dev.toolrack.core.cluster.Resolution;
import dev.toolrack.core.impact.Change;
import dev.toolrack.core.integration.IntegrationOutcome;
import dev.toolrack.core.integration.IntegrationSnapshot;
import dev.toolrack.core.integration.IntegrationSnapshot.Knowledge;
import dev.toolrack.core.integration.Requester;
import dev.toolrack.core.render.ToolsetDocument.ServerPart;
import dev.toolrack.core.scope.CrossNamespace;
import dev.toolrack.core.status.Conditions;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.token.TokenState;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.core.view.IntegrationView;
import dev.toolrack.core.world.Documents.Named;
import dev.toolrack.crds.McpConnectorSpec;
import dev.toolrack.crds.McpIntegration;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cluster with its MCP servers in memory. Besides the kinds of Kubernetes and Toolrack it knows
 * {@code McpServer} (what answers at a {@code url}: {@code tools}, or a {@code failure}) and {@code
 * Operator} (how it is set up: {@code refuse}: host to reason, {@code integrationsPerNamespace}). A
 * document with {@code lookup: Stale} is one that nobody can look at. Nothing here is mutable.
 */
public final class World {
  /** When everything happens. */
  public static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final Documents documents;
  private final Memory memory;
  private final CrossNamespace cross;
  private final Instant now;
  private @Nullable Resolution resolution;

  private World(Documents documents, Memory memory, CrossNamespace cross, Instant now) {
    this.documents = documents;
    this.memory = memory;
    this.cross = cross;
    this.now = now;
  }

  /** A world with these objects, where nothing was asked yet. */
  public static World of(String yaml) {
    return new World(Documents.none().with(yaml), Memory.EMPTY, CrossNamespace.ON, NOON);
  }

  /** With other objects added, replaced or removed. */
  public World with(String yaml) {
    return new World(documents.with(yaml), memory, cross, now);
  }

  /** Where something else is known of an integration's server. */
  public World knowing(String integration, Knowledge knowledge) {
    var next = new HashMap<>(memory.knowledge());
    next.put(ref(integration), knowledge);
    return new World(documents, memory.knowing(next), cross, now);
  }

  /** Where something else is known of an integration's access token. */
  public World holding(String integration, TokenState token) {
    var next = new HashMap<>(memory.tokens());
    next.put(ref(integration), token);
    return new World(documents, memory.holding(next), cross, now);
  }

  /** At another time. */
  public World at(Instant time) {
    return new World(documents, memory, cross, time);
  }

  /** Where nobody guards the labels of namespaces. */
  public World unprotected() {
    return new World(documents, memory, CrossNamespace.OFF, now);
  }

  /** After every server that is to be asked was asked once. */
  public World verified() {
    var next = new HashMap<>(memory.knowledge());
    for (IntegrationRef ref : integrations()) {
      integration(ref)
          .flatMap(IntegrationOutcome::verification)
          .ifPresent(plan -> next.put(ref, Servers.ask(documents, plan, memory.of(ref), now)));
    }
    return new World(documents, memory.knowing(next), cross, now).recorded();
  }

  /** Where it is on record what was decided about definitions. */
  private World recorded() {
    var next = new HashMap<>(memory.knowledge());
    next.replaceAll((ref, known) ->
        integration(ref).map(outcome -> known.with(outcome.records())).orElse(known));
    return new World(documents, memory.knowing(next), cross, now);
  }

  /** Where integrations have published what they offer now, and agents have it. */
  public World settled() {
    var published = new HashMap<IntegrationRef, IntegrationView>();
    for (IntegrationRef ref : integrations()) {
      integration(ref).ifPresent(outcome -> published.put(ref, outcome.view()));
    }
    var toolsets = new HashMap<ObjectName, List<ServerPart>>();
    for (Named key : documents.of("AgentToolBinding")) {
      var agent = new ObjectName(key.namespace(), key.name());
      toolsets.put(agent, binding(agent.toString()).outputs().servers());
    }
    return new World(documents, memory.publishing(published).delivering(toolsets), cross, now);
  }

  /** With the view of one integration as given. */
  public World publishing(String integration, IntegrationView view) {
    var next = new HashMap<>(memory.published());
    next.put(ref(integration), view);
    return new World(documents, memory.publishing(next), cross, now);
  }

  /** What is known of an integration's server. */
  public Knowledge knowledge(String integration) {
    return memory.of(ref(integration));
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
    return Optional.ofNullable(resolution().cluster().connectors().get(ObjectName.parse(connector)))
        .orElseThrow()
        .getSpec();
  }

  /** The decision about an integration. */
  public IntegrationOutcome integration(String ref) {
    return integration(ref(ref)).orElseThrow();
  }

  /** The decision about an integration, if there is one. */
  public Optional<IntegrationOutcome> integration(IntegrationRef ref) {
    return resolution().integration(ref);
  }

  /** The decision about a binding. */
  public BindingOutcome binding(String agent) {
    return BindingResolver.resolve(bindingSnapshot(agent)).orElseThrow();
  }

  /** Everything that a decision about an integration depends on. */
  public IntegrationSnapshot snapshot(IntegrationRef ref) {
    return resolution().snapshot(ref).orElseThrow();
  }

  /** Everything that a decision about a binding depends on. */
  public BindingSnapshot bindingSnapshot(String agent) {
    return resolution().snapshot(ObjectName.parse(agent)).orElseThrow();
  }

  /**
   * The cluster as somebody sees it from outside: all that is known of servers is what statuses and
   * catalogs say.
   */
  public Cluster persisted() {
    ClusterEdit edit = resolution().cluster().edit();
    var knowledge = new HashMap<IntegrationRef, Knowledge>();
    resolution()
        .cluster()
        .integrations()
        .values()
        .forEach(integration -> {
          IntegrationRef ref = References.integration(integration);
          integration(ref)
              .ifPresent(outcome -> {
                var written = new McpIntegration();
                written.setMetadata(integration.getMetadata());
                written.setSpec(integration.getSpec());
                written.setStatus(
                    outcome
                        .facts()
                        .withConditions(
                            Conditions.derive(
                                outcome.findings(),
                                integration.getMetadata().getGeneration(),
                                List.of(),
                                now)));
                edit.put(written);
                knowledge.put(ref, PersistedKnowledge.knowledge(written, catalog(outcome)));
              });
        });
    return edit.remembering(Memory.EMPTY.knowing(knowledge)).done();
  }

  private static Optional<ConfigMap> catalog(IntegrationOutcome outcome) {
    return outcome
        .catalog()
        .map(text -> {
          var catalog = new ConfigMap();
          catalog.setData(Map.of(Catalog.FILE, text));
          return catalog;
        });
  }

  /** The objects that other documents would put here or, being gone, take away. */
  public static Change change(List<String> documents) {
    var applied = new ArrayList<HasMetadata>();
    var removed = new ArrayList<Change.Removed>();
    for (String yaml : documents) {
      Documents read = Documents.none().with(yaml.replace("gone: true\n", ""));
      boolean gone = !read.equals(Documents.none().with(yaml));
      for (HasMetadata object : read.objects().values()) {
        if (gone) {
          removed.add(new Change.Removed(object.getKind(), ObjectName.of(object)));
        } else {
          applied.add(object);
        }
      }
    }
    return new Change(applied, removed);
  }

  /** All that is decided here. */
  public Resolution resolution() {
    if (resolution == null) {
      resolution = Resolution.of(cluster());
    }
    return resolution;
  }

  private Cluster cluster() {
    ClusterEdit edit = Cluster.empty(circumstances()).edit();
    documents.objects().values().forEach(edit::put);
    return edit.unseen(documents.unseen()).remembering(memory).done();
  }

  private Circumstances circumstances() {
    int seats =
        documents
            .find("Operator", "", "settings")
            .map(settings -> settings.path("integrationsPerNamespace").asInt(1000))
            .orElse(1000);
    return new Circumstances(
        cross, seats, this::refusal, text -> text.startsWith("-----BEGIN CERTIFICATE-----"), now);
  }

  private Optional<Reason> refusal(HttpUrl url, boolean credential, Requester requester) {
    return documents
        .find("Operator", "", "settings")
        .map(settings -> settings.path("refuse").path(url.host()))
        .filter(JsonNode::isTextual)
        .map(reason -> Servers.reason(reason.asText()))
        .filter(reason -> credential || reason != Reason.INSECURE_TRANSPORT);
  }

  /** Reads {@code namespace/name}. */
  public static IntegrationRef ref(String text) {
    return IntegrationRef.parse(text);
  }
}
