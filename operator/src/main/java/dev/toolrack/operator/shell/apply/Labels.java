package dev.toolrack.operator.shell.apply;

import dev.toolrack.crds.Api;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.Map;

/** How the objects that the operator writes are labelled and owned. */
public final class Labels {
  /** Value of {@link Api#MANAGED_LABEL} on an agent's ConfigMap. */
  public static final String TOOLSET = "toolset";

  /** Value of {@link Api#MANAGED_LABEL} on an agent's Secret. */
  public static final String CREDENTIALS = "credentials";

  /** Value of {@link Api#MANAGED_LABEL} on an integration's catalog. */
  public static final String CATALOG = "catalog";

  /** Value of {@link Api#MANAGED_LABEL} on an integration's access token. */
  public static final String TOKEN = "token";

  /** Value of {@link Api#MANAGED_LABEL} on what the connect page remembers and hands over. */
  public static final String CONNECT = "connect";

  /** Selects tokens and what leads to them. */
  public static final String TOKENS = "%s in (%s,%s)".formatted(Api.MANAGED_LABEL, TOKEN, CONNECT);

  private Labels() {}

  /** Metadata of an agent's output. */
  public static ObjectMeta ofBinding(HasMetadata binding, String name, String what) {
    return owned(
        binding,
        name,
        Map.of(Api.MANAGED_LABEL, what, Api.BINDING_LABEL, binding.getMetadata().getName()));
  }

  /** Metadata of what an integration owns. */
  public static ObjectMeta ofIntegration(HasMetadata integration, String name, String what) {
    return owned(integration, name, Map.of(Api.MANAGED_LABEL, what));
  }

  private static ObjectMeta owned(HasMetadata owner, String name, Map<String, String> labels) {
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(owner.getMetadata().getNamespace())
        .withLabels(labels)
        .withAnnotations(Map.of(Api.OWNER_ANNOTATION, owner.getMetadata().getUid()))
        .withOwnerReferences(controller(owner))
        .build();
  }

  private static OwnerReference controller(HasMetadata owner) {
    return new OwnerReferenceBuilder()
        .withApiVersion(owner.getApiVersion())
        .withKind(owner.getKind())
        .withName(owner.getMetadata().getName())
        .withUid(owner.getMetadata().getUid())
        .withController(true)
        .withBlockOwnerDeletion(false)
        .build();
  }
}
