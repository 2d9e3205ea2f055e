package dev.toolrack.operator.shell.gather;

import dev.toolrack.core.integration.ConfigValue;
import dev.toolrack.core.integration.ConnectorFacts;
import dev.toolrack.core.integration.Destinations;
import dev.toolrack.core.integration.IntegrationSnapshot;
import dev.toolrack.core.integration.SecretFacts;
import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.McpConnector;
import dev.toolrack.crds.McpConnectorSpec.ConfigMapKeyRef;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.operator.edge.Edges;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Gathers everything that a decision about one integration depends on. */
public final class IntegrationGather {
  private final KubernetesClient client;
  private final InformerEventSource<McpConnector, McpIntegration> connectors;
  private final Secrets secrets;
  private final Places places;
  private final ScopeGuard scopes;
  private final Requesters requesters;
  private final Configs configs;
  private final KnowledgeOf knowledge;
  private final Seating seating;
  private final Destinations destinations;
  private final InstantSource clock;

  public IntegrationGather(
      KubernetesClient client,
      InformerEventSource<McpConnector, McpIntegration> connectors,
      Secrets secrets,
      Places places,
      ScopeGuard scopes,
      Requesters requesters,
      Configs configs,
      KnowledgeOf knowledge,
      Seating seating,
      Destinations destinations,
      InstantSource clock) {
    this.client = client;
    this.connectors = connectors;
    this.secrets = secrets;
    this.places = places;
    this.scopes = scopes;
    this.requesters = requesters;
    this.configs = configs;
    this.knowledge = knowledge;
    this.seating = seating;
    this.destinations = destinations;
    this.clock = clock;
  }

  /** Where earlier verifications are remembered. */
  @FunctionalInterface
  public interface KnowledgeOf {

    /** What is known of the integration's server. */
    IntegrationSnapshot.Knowledge of(McpIntegration integration);
  }

  /** Name and namespace. */
  public static IntegrationRef ref(HasMetadata integration) {
    return new IntegrationRef(
        integration.getMetadata().getNamespace(), integration.getMetadata().getName());
  }

  /** The snapshot of now. */
  public IntegrationSnapshot of(McpIntegration integration) {
    var metadata = integration.getMetadata();
    return new IntegrationSnapshot(
        ref(integration),
        metadata.getUid(),
        metadata.getGeneration(),
        integration.getSpec(),
        seating.seated(integration),
        places.scope(metadata.getNamespace()),
        connector(Edges.connector(integration)),
        configs(integration),
        secrets(integration),
        knowledge.of(integration),
        scopes.crossNamespace(),
        destinations,
        clock.instant());
  }

  private Lookup<ConnectorFacts> connector(ResourceID id) {
    return connectors
        .get(id)
        .map(connector -> found(connector, id))
        .orElseGet(() -> confirmAbsence(id));
  }

  /** Tools are withdrawn for an absent connector, so the cache is not simply believed. */
  private Lookup<ConnectorFacts> confirmAbsence(ResourceID id) {
    try {
      McpConnector live =
          client
              .resources(McpConnector.class)
              .inNamespace(id.getNamespace().orElseThrow())
              .withName(id.getName())
              .get();
      return live == null ? Lookup.absent() : found(live, id);
    } catch (KubernetesClientException e) {
      return Lookup.stale();
    }
  }

  private Lookup<ConnectorFacts> found(McpConnector connector, ResourceID id) {
    var metadata = connector.getMetadata();
    if (metadata.getDeletionTimestamp() != null) {
      return Lookup.absent();
    }
    String namespace = id.getNamespace().orElseThrow();
    return Lookup.found(
        new ConnectorFacts(
            metadata.getUid(),
            metadata.getGeneration(),
            connector.getSpec(),
            places.scope(namespace),
            configs.bundle(namespace, connector.getSpec().server().caBundleRef()),
            requesters.of(namespace)));
  }

  private Map<ConfigMapKeyRef, Lookup<ConfigValue>> configs(McpIntegration integration) {
    var values = new HashMap<ConfigMapKeyRef, Lookup<ConfigValue>>();
    for (ConfigMapKeyRef ref : Edges.configKeys(integration)) {
      values.put(ref, configs.value(integration.getMetadata().getNamespace(), ref));
    }
    return values;
  }

  private Map<String, Lookup<SecretFacts>> secrets(McpIntegration integration) {
    var facts = new HashMap<String, Lookup<SecretFacts>>();
    for (ResourceID id : Edges.INTEGRATION_TO_SECRET.refs().apply(integration)) {
      facts.put(id.getName(), secrets.facts(id.getNamespace().orElseThrow(), id.getName()));
    }
    return facts;
  }
}
