package dev.toolrack.core.cluster;

import dev.toolrack.core.token.TokenPlan;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.crds.McpConnector;
import dev.toolrack.crds.McpConnectorSpec.ConfigMapKeyRef;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.crds.McpIntegrationSpec.Bearer;
import dev.toolrack.crds.McpIntegrationSpec.ConnectorRef;
import dev.toolrack.crds.McpIntegrationSpec.OAuth;
import dev.toolrack.crds.McpIntegrationSpec.SecretHeader;
import dev.toolrack.crds.OAuthGrant;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What objects name. Each reference is read here and nowhere else. */
public final class References {

  private References() {}

  /** Name and namespace of an integration. */
  public static IntegrationRef integration(HasMetadata integration) {
    return new IntegrationRef(
        integration.getMetadata().getNamespace(), integration.getMetadata().getName());
  }

  /** The connector that an integration names. */
  public static ObjectName connector(McpIntegration integration) {
    String own = integration.getMetadata().getNamespace();
    if (integration.getSpec() == null) {
      return new ObjectName(own, "");
    }
    ConnectorRef ref = integration.getSpec().connectorRef();
    return new ObjectName(ref.namespace() == null ? own : ref.namespace(), ref.name());
  }

  /** The keys of ConfigMaps of its namespace in which values of an integration's variables are. */
  public static Set<ConfigMapKeyRef> configKeys(McpIntegration integration) {
    return integration.getSpec() == null
        ? Set.of()
        : integration.getSpec().variables().stream()
            .flatMap(variable -> Stream.ofNullable(variable.valueFrom()))
            .flatMap(from -> Stream.ofNullable(from.configMapKeyRef()))
            .collect(Collectors.toSet());
  }

  /** The ConfigMap with certificate authorities that a connector names. */
  public static Optional<ObjectName> bundle(McpConnector connector) {
    return connector.getSpec() == null
        ? Optional.empty()
        : Optional.ofNullable(connector.getSpec().server().caBundleRef())
            .map(ref -> new ObjectName(connector.getMetadata().getNamespace(), ref.name()));
  }

  /** The Secrets of its namespace whose values an integration sends, or obtains tokens with. */
  public static Set<ObjectName> secrets(McpIntegration integration) {
    var secrets = new HashSet<ObjectName>();
    if (integration.getSpec() != null) {
      String namespace = integration.getMetadata().getNamespace();
      Bearer bearer = integration.getSpec().credentials().bearer();
      if (bearer != null) {
        secrets.add(new ObjectName(namespace, bearer.secretKeyRef().name()));
      }
      OAuth oauth = integration.getSpec().credentials().oauth();
      if (oauth != null && oauth.clientRef() != null) {
        secrets.add(new ObjectName(namespace, oauth.clientRef().name()));
      }
      for (SecretHeader header : integration.getSpec().credentials().headers()) {
        secrets.add(new ObjectName(namespace, header.secretKeyRef().name()));
      }
    }
    return secrets;
  }

  /** The Secret that a person's login comes in, where an integration begins with one. */
  public static Optional<ObjectName> handOver(McpIntegration integration) {
    var metadata = integration.getMetadata();
    return Optional.ofNullable(integration.getSpec())
        .map(spec -> spec.credentials().oauth())
        .filter(oauth -> oauth.grant() == OAuthGrant.AUTHORIZATION_CODE)
        .map(_ ->
            new ObjectName(metadata.getNamespace(), TokenPlan.handOverName(metadata.getName())));
  }
}
