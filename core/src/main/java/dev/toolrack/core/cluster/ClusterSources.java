package dev.toolrack.core.cluster;

import dev.toolrack.core.integration.Destinations;
import dev.toolrack.core.integration.IntegrationSnapshot.Knowledge;
import dev.toolrack.core.integration.SecretFacts;
import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.core.scope.CrossNamespace;
import dev.toolrack.core.status.ConditionType;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.token.TokenState;
import dev.toolrack.crds.McpConnector;
import dev.toolrack.crds.McpIntegration;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A cluster as a source of decisions. What was not seen is no decision. */
final class ClusterSources implements IntegrationSources {
  private final Cluster cluster;
  private final NamespaceIndex namespaces;
  private final Map<String, List<McpIntegration>> integrations = new HashMap<>();
  private final SeatingPlan seating;

  ClusterSources(Cluster cluster) {
    this.cluster = cluster;
    this.namespaces = new NamespaceIndex(cluster.namespaces());
    cluster
        .integrations()
        .forEach((name, integration) ->
            integrations
                .computeIfAbsent(name.namespace(), _ -> new ArrayList<>())
                .add(integration));
    this.seating =
        new SeatingPlan(
            cluster.integrations().values(), cluster.circumstances().integrationsPerNamespace());
  }

  Collection<McpIntegration> integrationsOf(String namespace) {
    return integrations.getOrDefault(namespace, List.of());
  }

  @Override
  public Namespaces namespaces() {
    return namespaces;
  }

  @Override
  public Lookup<McpConnector> connector(ObjectName name) {
    return look("McpConnector", name, cluster.connectors().get(name));
  }

  @Override
  public Lookup<ConfigMap> config(ObjectName name) {
    return look("ConfigMap", name, cluster.configs().get(name));
  }

  @Override
  public Lookup<SecretFacts> secret(ObjectName name) {
    return look("Secret", name, cluster.secrets().get(name));
  }

  @Override
  public TokenState token(McpIntegration integration) {
    return cluster.memory().tokenOf(References.integration(integration));
  }

  /** The operator's settings are not in the API; what it says of integrations is. */
  @Override
  public boolean isEnabled(String namespace) {
    return integrationsOf(namespace).stream()
        .flatMap(integration -> Stream.ofNullable(integration.getStatus()))
        .flatMap(status -> status.conditions().stream())
        .noneMatch(condition ->
            Reason.NAMESPACE_NOT_ENABLED.wire().equals(condition.getReason())
                && ConditionType.ACCEPTED.wire().equals(condition.getType()));
  }

  @Override
  public boolean seated(McpIntegration integration) {
    return seating.has(integration);
  }

  @Override
  public Knowledge knowledge(McpIntegration integration) {
    return cluster.memory().of(References.integration(integration));
  }

  @Override
  public CrossNamespace cross() {
    return cluster.circumstances().cross();
  }

  @Override
  public Destinations destinations() {
    return cluster.circumstances().destinations();
  }

  @Override
  public boolean isBundle(String text) {
    return cluster.circumstances().bundles().test(text);
  }

  @Override
  public Instant now() {
    return cluster.circumstances().now();
  }

  private <T> Lookup<T> look(String kind, ObjectName name, @Nullable T found) {
    if (found != null) {
      return Lookup.found(found);
    }
    return cluster.unseen().covers(kind, name) ? Lookup.stale() : Lookup.absent();
  }
}
