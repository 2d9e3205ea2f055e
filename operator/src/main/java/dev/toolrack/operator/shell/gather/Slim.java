package dev.toolrack.operator.shell.gather;

import dev.toolrack.crds.AgentToolBindingStatus;
import dev.toolrack.crds.Api;
import dev.toolrack.crds.McpConnector;
import dev.toolrack.crds.McpIntegration;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the caches keep of objects: what decisions need and nothing else, and what many objects have
 * in common once.
 */
public final class Slim {
  /** Distinct texts, specs, conditions and lists of servers that are kept in memory once. */
  private static final int VALUES = 8192;

  private static final String OURS = Api.GROUP + "/";

  private final Shared values = new Shared(VALUES);

  /**
   * An object that is decided about: what it declares, its status, and of its metadata what tells
   * it apart; of annotations only this API's.
   */
  public <P extends CustomResource<?, ?>> P primary(P full) {
    ObjectMeta metadata = full.getMetadata();
    ObjectMeta slim = metadata(metadata);
    slim.setCreationTimestamp(values.ofNullable(metadata.getCreationTimestamp()));
    slim.setFinalizers(List.copyOf(metadata.getFinalizers()));
    slim.setAnnotations(ours(metadata.getAnnotations()));
    full.setMetadata(slim);
    return named(full);
  }

  /** The status of a binding. */
  @Nullable AgentToolBindingStatus status(@Nullable AgentToolBindingStatus status) {
    return status == null
        ? null
        : new AgentToolBindingStatus(
            same(status.observedGeneration()),
            same(status.path()),
            same(status.servers()),
            same(status.tools()),
            same(status.contextBytes()),
            values.of(List.copyOf(status.integrations())),
            status.conditions().stream().map(this::condition).toList());
  }

  /** One instance of equal texts. */
  String text(String text) {
    return values.of(text);
  }

  /**
   * One instance of equal values.
   *
   * @param value nobody may change it any more
   */
  <T> @Nullable T same(@Nullable T value) {
    return values.ofNullable(value);
  }

  /** Name and labels. */
  public Namespace namespace(Namespace full) {
    var slim = new Namespace();
    slim.setMetadata(labelled(full.getMetadata()));
    return slim;
  }

  /** The spec. */
  public McpConnector connector(McpConnector full) {
    var slim = new McpConnector();
    slim.setMetadata(metadata(full.getMetadata()));
    slim.setSpec(full.getSpec());
    return slim;
  }

  /** The spec. */
  public McpIntegration integration(McpIntegration full) {
    var slim = new McpIntegration();
    slim.setMetadata(metadata(full.getMetadata()));
    slim.setSpec(full.getSpec());
    return slim;
  }

  /**
   * Values, consent and destinations. Only Secrets whose owner put the consent label on them get
   * here; their values are kept because every delivery needs them.
   */
  public Secret secret(Secret full) {
    var slim = new Secret();
    ObjectMeta metadata = labelled(full.getMetadata());
    metadata.setAnnotations(ours(full.getMetadata().getAnnotations()));
    slim.setMetadata(metadata);
    slim.setData(full.getData());
    return slim;
  }

  /** A token Secret: values, what is said of them, and whose it is. */
  public Secret token(Secret full) {
    Secret slim = secret(full);
    slim.getMetadata().setOwnerReferences(full.getMetadata().getOwnerReferences());
    slim.setImmutable(full.getImmutable());
    return slim;
  }

  /** What the connect page remembers: what is said of it, and whose it is. */
  public Secret connect(Secret full) {
    Secret slim = token(full);
    slim.setData(Map.of());
    return slim;
  }

  /** Labels and values. Only ConfigMaps whose owner put the label for it on them get here. */
  public ConfigMap config(ConfigMap full) {
    var slim = new ConfigMap();
    slim.setMetadata(labelled(full.getMetadata()));
    slim.setData(full.getData());
    return slim;
  }

  private ObjectMeta labelled(ObjectMeta full) {
    ObjectMeta slim = metadata(full);
    slim.setLabels(texts(full.getLabels(), _ -> true));
    return slim;
  }

  private ObjectMeta metadata(ObjectMeta full) {
    var slim = new ObjectMeta();
    slim.setName(full.getName());
    slim.setNamespace(same(full.getNamespace()));
    slim.setUid(full.getUid());
    slim.setGeneration(full.getGeneration());
    slim.setResourceVersion(full.getResourceVersion());
    slim.setDeletionTimestamp(full.getDeletionTimestamp());
    slim.setLabels(Map.of());
    slim.setAnnotations(Map.of());
    slim.setFinalizers(List.of());
    slim.setManagedFields(List.of());
    slim.setOwnerReferences(List.of());
    slim.setAdditionalProperties(Map.of());
    return slim;
  }

  private <P extends CustomResource<?, ?>> P named(P object) {
    object.setKind(values.of(object.getKind()));
    object.setApiVersion(values.of(object.getApiVersion()));
    return object;
  }

  private Condition condition(Condition full) {
    var slim = new Condition();
    slim.setType(same(full.getType()));
    slim.setStatus(same(full.getStatus()));
    slim.setReason(same(full.getReason()));
    slim.setMessage(same(full.getMessage()));
    slim.setLastTransitionTime(same(full.getLastTransitionTime()));
    slim.setObservedGeneration(full.getObservedGeneration());
    slim.setAdditionalProperties(Map.of());
    return values.of(slim);
  }

  private Map<String, String> ours(@Nullable Map<String, String> annotations) {
    return texts(annotations, key -> key.startsWith(OURS));
  }

  private Map<String, String> texts(@Nullable Map<String, String> texts, Predicate<String> which) {
    var kept = new LinkedHashMap<String, String>();
    if (texts != null) {
      texts.forEach((key, value) -> {
        if (which.test(key)) {
          kept.put(values.of(key), values.of(value));
        }
      });
    }
    return kept.size() > 1 ? kept : Map.copyOf(kept);
  }
}
