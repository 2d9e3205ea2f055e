package dev.toolrack.operator.edge;

import dev.toolrack.core.cluster.ObjectName;
import dev.toolrack.core.cluster.References;
import dev.toolrack.crds.Api;
import dev.toolrack.crds.McpConnector;
import dev.toolrack.crds.McpIntegration;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The table of references by name. Bindings refer to integrations by place and not by name; that
 * join is {@code BindingAudience}.
 */
public final class Edges {

  /** The connector that an integration names. */
  public static final Edge<McpIntegration, McpConnector> INTEGRATION_TO_CONNECTOR =
      new Edge<>(
          "connectors",
          McpIntegration.class,
          McpConnector.class,
          "",
          integration -> Set.of(id(References.connector(integration))));

  /**
   * The Secrets whose values an integration sends or gets tokens with; all in its own namespace.
   */
  public static final Edge<McpIntegration, Secret> INTEGRATION_TO_SECRET =
      new Edge<>(
          "credential-secrets",
          McpIntegration.class,
          Secret.class,
          Api.CREDENTIAL_LABEL,
          integration ->
              Stream.concat(
                      References.secrets(integration).stream(),
                      References.handOver(integration).stream())
                  .map(Edges::id)
                  .collect(Collectors.toSet()));

  /** The namespaces whose labels decide about an integration: its own and its connector's. */
  public static final Edge<McpIntegration, Namespace> INTEGRATION_TO_NAMESPACE =
      new Edge<>(
          "integration-namespaces",
          McpIntegration.class,
          Namespace.class,
          "",
          integration -> {
            var namespaces = new HashSet<ResourceID>();
            namespaces.add(new ResourceID(integration.getMetadata().getNamespace()));
            namespaces.add(new ResourceID(References.connector(integration).namespace()));
            return namespaces;
          });

  /** The ConfigMap with certificate authorities that a connector names, in its own namespace. */
  public static final Edge<McpConnector, ConfigMap> CONNECTOR_TO_CONFIG =
      new Edge<>(
          "connector-configs",
          McpConnector.class,
          ConfigMap.class,
          Api.CONFIG_LABEL + "=true",
          connector ->
              References.bundle(connector).stream().map(Edges::id).collect(Collectors.toSet()));

  /** The ConfigMaps with values of variables that an integration names, in its own namespace. */
  public static final Edge<McpIntegration, ConfigMap> INTEGRATION_TO_CONFIG =
      new Edge<>(
          "integration-configs",
          McpIntegration.class,
          ConfigMap.class,
          Api.CONFIG_LABEL + "=true",
          integration ->
              References.configKeys(integration).stream()
                  .map(ref -> new ResourceID(ref.name(), integration.getMetadata().getNamespace()))
                  .collect(Collectors.toSet()));

  private Edges() {}

  private static ResourceID id(ObjectName name) {
    return new ResourceID(name.name(), name.namespace());
  }
}
