package dev.toolrack.operator.shell.gather;

import dev.toolrack.core.cluster.ConfigReading;
import dev.toolrack.core.cluster.IntegrationGathering;
import dev.toolrack.core.cluster.ObjectName;
import dev.toolrack.core.connector.BundleFacts;
import dev.toolrack.core.integration.TrustedBundle;
import dev.toolrack.core.lookup.Lookup;
import dev.toolrack.crds.Api;
import dev.toolrack.crds.McpConnectorSpec.ConfigMapKeyRef;
import dev.toolrack.mcp.TrustBundle;
import dev.toolrack.operator.edge.EnabledNamespaces;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the ConfigMaps that people let connectors and integrations read. */
public final class Configs {
  private final KubernetesClient client;
  private final InformerEventSource<ConfigMap, ?> labelled;
  private final EnabledNamespaces enabled;

  /**
   * @param labelled cache of the ConfigMaps that carry the label
   * @param enabled where ConfigMaps may be read
   */
  public Configs(
      KubernetesClient client,
      InformerEventSource<ConfigMap, ?> labelled,
      EnabledNamespaces enabled) {
    this.client = client;
    this.labelled = labelled;
    this.enabled = enabled;
  }

  /**
   * What may be known of a bundle of certificate authorities.
   *
   * @param ref what a connector of that namespace names; {@code null} = nothing
   */
  public Lookup<BundleFacts> bundle(String namespace, @Nullable ConfigMapKeyRef ref) {
    if (ref == null) {
      return Lookup.absent();
    }
    return IntegrationGathering.map(
        look(new ObjectName(namespace, ref.name())),
        config -> ConfigReading.bundle(config, ref.key(), TrustBundle::isUsable));
  }

  /**
   * A ConfigMap. One that is not in the cache is read once: it may be there without the label, and
   * people should be told which of both it is.
   */
  public Lookup<ConfigMap> look(ObjectName name) {
    if (!enabled.contains(name.namespace())) {
      return Lookup.forbidden();
    }
    Optional<ConfigMap> cached = present(name.namespace(), name.name());
    if (cached.isPresent()) {
      return Lookup.found(cached.get());
    }
    try {
      ConfigMap live =
          client.configMaps().inNamespace(name.namespace()).withName(name.name()).get();
      return live == null || live.getMetadata().getDeletionTimestamp() != null
          ? Lookup.absent()
          : Lookup.found(live);
    } catch (KubernetesClientException e) {
      return Lookup.stale();
    }
  }

  /** The certificates, while the ConfigMap still holds those that were decided about. */
  public Optional<TrustBundle> value(String namespace, TrustedBundle bundle) {
    return present(namespace, bundle.configMap())
        .flatMap(config -> Optional.ofNullable(data(config).get(bundle.key())))
        .filter(value -> ConfigReading.digest(value).equals(bundle.digest()))
        .filter(TrustBundle::isUsable)
        .map(TrustBundle::new);
  }

  /** One that is being deleted counts as absent; an output is never a source. */
  private Optional<ConfigMap> present(String namespace, String name) {
    return labelled
        .get(new ResourceID(name, namespace))
        .filter(config -> config.getMetadata().getDeletionTimestamp() == null)
        .filter(config -> !labels(config).containsKey(Api.MANAGED_LABEL));
  }

  private static Map<String, String> data(ConfigMap config) {
    return Objects.requireNonNullElse(config.getData(), Map.of());
  }

  private static Map<String, String> labels(ConfigMap config) {
    return Objects.requireNonNullElse(config.getMetadata().getLabels(), Map.of());
  }
}
