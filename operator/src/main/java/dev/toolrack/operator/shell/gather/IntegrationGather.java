package dev.toolrack.operator.shell.gather;

import dev.toolrack.core.cluster.IntegrationGathering;
import dev.toolrack.core.cluster.IntegrationSources;
import dev.toolrack.core.cluster.Namespaces;
import dev.toolrack.core.cluster.ObjectName;
import dev.toolrack.core.integration.Destinations;
import dev.toolrack.core.integration.IntegrationSnapshot;
import dev.toolrack.core.integration.SecretFacts;
import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.scope.CrossNamespace;
import dev.toolrack.core.token.TokenState;
import dev.toolrack.crds.McpConnector;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.mcp.TrustBundle;
import dev.toolrack.operator.edge.EnabledNamespaces;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Gathers everything that a decision about one integration depends on. */
public final class IntegrationGather implements IntegrationSources {
  private final KubernetesClient client;
  private final InformerEventSource<McpConnector, McpIntegration> connectors;
  private final Secrets secrets;
  private final Places places;
  private final ScopeGuard scopes;
  private final Configs configs;
  private final EnabledNamespaces enabled;
  private final KnowledgeOf knowledge;
  private final TokenOf tokens;
  private final Seating seating;
  private final Destinations destinations;
  private final Optional<String> connectPage;
  private final InstantSource clock;

  /**
   * @param connectPage where the page is that people log in on
   */
  public IntegrationGather(
      KubernetesClient client,
      InformerEventSource<McpConnector, McpIntegration> connectors,
      Secrets secrets,
      Places places,
      ScopeGuard scopes,
      Configs configs,
      EnabledNamespaces enabled,
      KnowledgeOf knowledge,
      TokenOf tokens,
      Seating seating,
      Destinations destinations,
      Optional<String> connectPage,
      InstantSource clock) {
    this.client = client;
    this.connectors = connectors;
    this.secrets = secrets;
    this.places = places;
    this.scopes = scopes;
    this.configs = configs;
    this.enabled = enabled;
    this.knowledge = knowledge;
    this.tokens = tokens;
    this.seating = seating;
    this.destinations = destinations;
    this.connectPage = connectPage;
    this.clock = clock;
  }

  /** Where earlier verifications are remembered. */
  @FunctionalInterface
  public interface KnowledgeOf {

    /** What is known of the integration's server. */
    IntegrationSnapshot.Knowledge of(McpIntegration integration);
  }

  /** Where access tokens are kept. */
  @FunctionalInterface
  public interface TokenOf {

    /** What is known of the integration's access token. */
    TokenState of(McpIntegration integration);
  }

  /** The snapshot of now. */
  public IntegrationSnapshot of(McpIntegration integration) {
    return IntegrationGathering.of(integration, this);
  }

  /**
   * The same without what only the replica that works may know, which is not remembered either: who
   * asks is not about to decide about the integration.
   */
  public IntegrationSnapshot declared(McpIntegration integration) {
    return IntegrationGathering.of(integration, new DeclaredSources(this));
  }

  @Override
  public Namespaces namespaces() {
    return places;
  }

  @Override
  public Lookup<McpConnector> connector(ObjectName name) {
    return connectors
        .get(new ResourceID(name.name(), name.namespace()))
        .map(Lookup::found)
        .orElseGet(() -> confirmAbsence(name));
  }

  /** Tools are withdrawn for an absent connector, so the cache is not simply believed. */
  private Lookup<McpConnector> confirmAbsence(ObjectName name) {
    try {
      McpConnector live =
          client
              .resources(McpConnector.class)
              .inNamespace(name.namespace())
              .withName(name.name())
              .get();
      return live == null ? Lookup.absent() : Lookup.found(live);
    } catch (KubernetesClientException e) {
      return Lookup.stale();
    }
  }

  @Override
  public Lookup<ConfigMap> config(ObjectName name) {
    return configs.look(name);
  }

  @Override
  public Lookup<SecretFacts> secret(ObjectName name) {
    return !enabled.contains(name.namespace())
        ? Lookup.forbidden()
        : secrets.facts(name.namespace(), name.name());
  }

  @Override
  public TokenState token(McpIntegration integration) {
    return enabled.contains(integration.getMetadata().getNamespace())
        ? tokens.of(integration)
        : TokenState.NONE;
  }

  @Override
  public boolean isEnabled(String namespace) {
    return enabled.contains(namespace);
  }

  @Override
  public boolean seated(McpIntegration integration) {
    return seating.seated(integration);
  }

  @Override
  public IntegrationSnapshot.Knowledge knowledge(McpIntegration integration) {
    return enabled.contains(integration.getMetadata().getNamespace())
        ? knowledge.of(integration)
        : IntegrationSnapshot.Knowledge.none();
  }

  @Override
  public CrossNamespace cross() {
    return scopes.crossNamespace();
  }

  @Override
  public Destinations destinations() {
    return destinations;
  }

  @Override
  public Optional<String> connectPage() {
    return connectPage;
  }

  @Override
  public boolean isBundle(String text) {
    return TrustBundle.isUsable(text);
  }

  @Override
  public Instant now() {
    return clock.instant();
  }
}
