package dev.toolrack.operator.edge;

import dev.toolrack.crds.Api;
import dev.toolrack.crds.McpConnector;
import dev.toolrack.crds.McpConnectorSpec.ConfigMapKeyRef;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.crds.McpIntegrationSpec.Bearer;
import dev.toolrack.crds.McpIntegrationSpec.ConnectorRef;
import dev.toolrack.crds.McpIntegrationSpec.SecretHeader;
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
          integration -> Set.of(connector(integration)));

  /** The Secrets whose values an integration sends; all in its own namespace. */
  public static final Edge<McpIntegration, Secret> INTEGRATION_TO_SECRET =
      new Edge<>(
          "credential-secrets",
          McpIntegration.class,
          Secret.class,
          Api.CREDENTIAL_LABEL,
          Edges::secrets);

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
            connector(integration).getNamespace().map(ResourceID::new).ifPresent(namespaces::add);
            return namespaces;
          });

  /** The ConfigMap with certificate authorities that a connector names, in its own namespace. */
  public static final Edge<McpConnector, ConfigMap> CONNECTOR_TO_CONFIG =
      new Edge<>(
          "connector-configs",
          McpConnector.class,
          ConfigMap.class,
          Api.CONFIG_LABEL + "=true",
          Edges::configs);

  /** The ConfigMaps with values of variables that an integration names, in its own namespace. */
  public static final Edge<McpIntegration, ConfigMap> INTEGRATION_TO_CONFIG =
      new Edge<>(
          "integration-configs",
          McpIntegration.class,
          ConfigMap.class,
          Api.CONFIG_LABEL + "=true",
          integration ->
              configKeys(integration).stream()
                  .map(ref -> new ResourceID(ref.name(), integration.getMetadata().getNamespace()))
                  .collect(Collectors.toSet()));

  private Edges() {}

  /** The keys of ConfigMaps in which values of an integration's variables are. */
  public static Set<ConfigMapKeyRef> configKeys(McpIntegration integration) {
    return integration.getSpec() == null
        ? Set.of()
        : integration.getSpec().variables().stream()
            .flatMap(variable -> Stream.ofNullable(variable.valueFrom()))
            .flatMap(from -> Stream.ofNullable(from.configMapKeyRef()))
            .collect(Collectors.toSet());
  }

  /** Name and namespace of the connector that an integration names. */
  public static ResourceID connector(McpIntegration integration) {
    String own = integration.getMetadata().getNamespace();
    if (integration.getSpec() == null) {
      return new ResourceID("", own);
    }
    ConnectorRef ref = integration.getSpec().connectorRef();
    return new ResourceID(ref.name(), ref.namespace() == null ? own : ref.namespace());
  }

  private static Set<ResourceID> configs(McpConnector connector) {
    if (connector.getSpec() == null || connector.getSpec().server().caBundleRef() == null) {
      return Set.of();
    }
    return Set.of(
        new ResourceID(
            connector.getSpec().server().caBundleRef().name(),
            connector.getMetadata().getNamespace()));
  }

  private static Set<ResourceID> secrets(McpIntegration integration) {
    var secrets = new HashSet<ResourceID>();
    if (integration.getSpec() != null) {
      String namespace = integration.getMetadata().getNamespace();
      Bearer bearer = integration.getSpec().credentials().bearer();
      if (bearer != null) {
        secrets.add(new ResourceID(bearer.secretKeyRef().name(), namespace));
      }
      for (SecretHeader header : integration.getSpec().credentials().headers()) {
        secrets.add(new ResourceID(header.secretKeyRef().name(), namespace));
      }
    }
    return secrets;
  }
}
