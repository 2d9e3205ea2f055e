package dev.toolrack.bench.lane;

import dev.toolrack.bench.bed.Bed;
import dev.toolrack.bench.bed.Waiting;
import dev.toolrack.crds.Api;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.ArrayList;
import java.util.Map;

/**
 * The outputs of all agents, created once more under other names by a plain client.
 *
 * @param bed where they are
 */
public record Copies(Bed bed) {
  private static final String LABEL = "bench.toolrack.dev/copy";

  /**
   * Creates a ConfigMap and a Secret for each agent.
   *
   * @param prefix of their names, another one each time
   * @return how long it takes, in milliseconds
   */
  public double create(String prefix) {
    var copies = new ArrayList<HasMetadata>();
    for (ConfigMap toolset : new Toolsets(bed.client()).all()) {
      copies.add(
          new ConfigMapBuilder()
              .withMetadata(metadata(prefix, toolset))
              .withData(toolset.getData())
              .build());
    }
    for (Secret secret :
        bed.client()
            .secrets()
            .inAnyNamespace()
            .withLabel(Api.MANAGED_LABEL, "credentials")
            .list()
            .getItems()) {
      copies.add(
          new SecretBuilder()
              .withMetadata(metadata(prefix, secret))
              .withType(secret.getType())
              .withData(secret.getData())
              .build());
    }
    System.gc();
    long begun = System.nanoTime();
    bed.parallel().each(copies, copy -> bed.client().resource(copy).create());
    return Waiting.millis(begun, System.nanoTime());
  }

  private static ObjectMeta metadata(String prefix, HasMetadata original) {
    return new ObjectMetaBuilder()
        .withName(prefix + "-" + original.getMetadata().getName())
        .withNamespace(original.getMetadata().getNamespace())
        .withLabels(Map.of(LABEL, prefix))
        .build();
  }
}
