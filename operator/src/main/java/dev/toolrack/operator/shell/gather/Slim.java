package dev.toolrack.operator.shell.gather;

import dev.toolrack.crds.McpConnector;
import dev.toolrack.crds.McpIntegration;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.List;

/** What the caches keep of objects that other kinds read: what decisions need and nothing else. */
public final class Slim {

  private Slim() {}

  /** An object that is decided about: everything but who wrote which field of it. */
  public static <P extends HasMetadata> P primary(P full) {
    full.getMetadata().setManagedFields(List.of());
    return full;
  }

  /** Name and labels. */
  public static Namespace namespace(Namespace full) {
    var slim = new Namespace();
    slim.setMetadata(
        metadata(full.getMetadata()).withLabels(full.getMetadata().getLabels()).build());
    return slim;
  }

  /** The spec. */
  public static McpConnector connector(McpConnector full) {
    var slim = new McpConnector();
    slim.setMetadata(metadata(full.getMetadata()).build());
    slim.setSpec(full.getSpec());
    return slim;
  }

  /** The spec. */
  public static McpIntegration integration(McpIntegration full) {
    var slim = new McpIntegration();
    slim.setMetadata(metadata(full.getMetadata()).build());
    slim.setSpec(full.getSpec());
    return slim;
  }

  /**
   * Values, consent and destinations. Only Secrets whose owner put the consent label on them get
   * here; their values are kept because every delivery needs them.
   */
  public static Secret secret(Secret full) {
    return new SecretBuilder()
        .withMetadata(
            metadata(full.getMetadata())
                .withLabels(full.getMetadata().getLabels())
                .withAnnotations(full.getMetadata().getAnnotations())
                .build())
        .withData(full.getData())
        .build();
  }

  /** Labels and values. Only ConfigMaps whose owner put the label for it on them get here. */
  public static ConfigMap config(ConfigMap full) {
    return new ConfigMapBuilder()
        .withMetadata(
            metadata(full.getMetadata()).withLabels(full.getMetadata().getLabels()).build())
        .withData(full.getData())
        .build();
  }

  private static ObjectMetaBuilder metadata(ObjectMeta full) {
    return new ObjectMetaBuilder()
        .withName(full.getName())
        .withNamespace(full.getNamespace())
        .withUid(full.getUid())
        .withGeneration(full.getGeneration())
        .withResourceVersion(full.getResourceVersion())
        .withDeletionTimestamp(full.getDeletionTimestamp());
  }
}
