package dev.toolrack.operator.shell;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.Cloner;
import java.lang.reflect.Constructor;

/**
 * Copies an object before it is decided about. Spec and status are records, which nobody can
 * change, so they are shared; the framework's own way writes the whole object as JSON and reads it
 * back.
 */
final class RecordCloner implements Cloner {
  private final KubernetesClient client;

  RecordCloner(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public <T extends HasMetadata> T clone(T object) {
    if (!(object instanceof CustomResource<?, ?> resource)) {
      return client.getKubernetesSerialization().clone(object);
    }
    @SuppressWarnings("unchecked") // the class of the copy is that of the original
    T copy = (T) copy(resource);
    return copy;
  }

  private static <S, T> CustomResource<S, T> copy(CustomResource<S, T> original) {
    CustomResource<S, T> copy = empty(original);
    copy.setMetadata(original.getMetadata().toBuilder().build());
    copy.setSpec(original.getSpec());
    copy.setStatus(original.getStatus());
    return copy;
  }

  @SuppressWarnings("unchecked") // the class of the result is that of the argument
  private static <S, T> CustomResource<S, T> empty(CustomResource<S, T> original) {
    try {
      Constructor<?> constructor = original.getClass().getConstructor();
      return (CustomResource<S, T>) constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("every custom resource can be made empty", e);
    }
  }
}
