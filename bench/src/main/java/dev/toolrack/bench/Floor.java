package dev.toolrack.bench;

import dev.toolrack.crds.Api;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The same objects with the same bytes, written by a plain client that decides nothing. */
final class Floor {
  /** Label of the copies, with the values of the operator's own label. */
  static final String LABEL = "bench.toolrack.dev/copy";

  /** How often the creation is repeated; the last copies are those that are replaced later. */
  static final int COPIES = 3;

  static final String PREFIX = "copy-";

  private final KubernetesClient client;
  private final ParallelClient parallel;
  private final Map<String, ConfigMap> toolsets = new ConcurrentHashMap<>();

  Floor(KubernetesClient client, ParallelClient parallel) {
    this.client = client;
    this.parallel = parallel;
  }

  /** Every toolset that the operator has delivered to an agent of the organisation. */
  List<ConfigMap> delivered() {
    return client
        .configMaps()
        .inAnyNamespace()
        .withLabel(Api.MANAGED_LABEL, "toolset")
        .list()
        .getItems()
        .stream()
        .filter(map -> !map.getMetadata().getNamespace().equals(Fleet.ALONE))
        .toList();
  }

  /** Creates copies of both outputs of every agent; the time it took. */
  double create(String prefix) {
    var copies = new ArrayList<HasMetadata>();
    for (Secret secret : credentials()) {
      copies.add(
          new SecretBuilder()
              .withMetadata(copied(prefix, secret))
              .withType(secret.getType())
              .withData(secret.getData())
              .build());
    }
    for (ConfigMap toolset : delivered()) {
      copies.add(copy(prefix, toolset));
    }
    toolsets.clear();
    long begun = System.nanoTime();
    parallel.each(
        copies,
        copy -> {
          HasMetadata created = client.resource(copy).create();
          if (created instanceof ConfigMap map) {
            toolsets.put(key(map), map);
          }
        });
    return Figures.millis(begun, System.nanoTime());
  }

  /** Replaces the data of the latest copies of the toolsets; the time it took. */
  double put() {
    String prefix = PREFIX + (COPIES - 1);
    var next = new HashMap<String, ConfigMap>();
    for (ConfigMap toolset : delivered()) {
      ConfigMap copy = copy(prefix, toolset);
      next.put(key(copy), copy);
    }
    long begun = System.nanoTime();
    parallel.each(
        next.entrySet(),
        entry -> {
          ConfigMap last = toolsets.get(entry.getKey());
          if (last == null) {
            throw new BenchException("There is no copy of " + entry.getKey());
          }
          toolsets.put(
              entry.getKey(),
              client
                  .resource(entry.getValue())
                  .lockResourceVersion(last.getMetadata().getResourceVersion())
                  .update());
        });
    return Figures.millis(begun, System.nanoTime());
  }

  /** Bytes of data in one agent's two outputs. */
  long bytesPerAgent() {
    long toolset =
        delivered().getFirst().getData().values().stream().mapToLong(String::length).sum();
    long credentials =
        credentials().getFirst().getData().values().stream().mapToLong(String::length).sum();
    return toolset + credentials;
  }

  private List<Secret> credentials() {
    return client
        .secrets()
        .inAnyNamespace()
        .withLabel(Api.MANAGED_LABEL, "credentials")
        .list()
        .getItems()
        .stream()
        .filter(secret -> !secret.getMetadata().getNamespace().equals(Fleet.ALONE))
        .toList();
  }

  private static ConfigMap copy(String prefix, ConfigMap toolset) {
    return new ConfigMapBuilder()
        .withMetadata(copied(prefix, toolset))
        .withData(toolset.getData())
        .build();
  }

  private static ObjectMeta copied(String prefix, HasMetadata original) {
    ObjectMeta metadata = original.getMetadata();
    return new ObjectMetaBuilder()
        .withName(prefix + "-" + metadata.getName())
        .withNamespace(metadata.getNamespace())
        .withLabels(Map.of(LABEL, metadata.getLabels().getOrDefault(Api.MANAGED_LABEL, "")))
        .build();
  }

  private static String key(ConfigMap map) {
    return map.getMetadata().getNamespace() + "/" + map.getMetadata().getName();
  }
}
