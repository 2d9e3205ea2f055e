package dev.toolrack.bench.lane;

import dev.toolrack.bench.bed.Fleet;
import dev.toolrack.bench.bed.Sightings.Place;
import dev.toolrack.crds.Api;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The ConfigMaps that the operator has delivered to the agents.
 *
 * @param client to read with, page by page
 */
public record Toolsets(KubernetesClient client) {
  private static final long PAGE = 250;

  /** Bytes of data in the first one. */
  public int bytesOfOne() {
    return client
        .configMaps()
        .inAnyNamespace()
        .withLabel(Api.MANAGED_LABEL, "toolset")
        .list(new ListOptionsBuilder().withLimit(1L).build())
        .getItems()
        .getFirst()
        .getData()
        .values()
        .stream()
        .mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length)
        .sum();
  }

  /** All of them. */
  List<ConfigMap> all() {
    var all = new ArrayList<ConfigMap>();
    each(all::add);
    return all;
  }

  /** How many texts of toolsets are as wanted. */
  int count(Predicate<String> wanted) {
    var matching = new int[1];
    each(map -> {
      if (wanted.test(map.getData().getOrDefault("toolset.json", ""))) {
        matching[0]++;
      }
    });
    return matching[0];
  }

  private void each(Consumer<ConfigMap> action) {
    @Nullable String next = null;
    do {
      ListOptions options = new ListOptionsBuilder().withLimit(PAGE).withContinue(next).build();
      ConfigMapList page =
          client
              .configMaps()
              .inAnyNamespace()
              .withLabel(Api.MANAGED_LABEL, "toolset")
              .list(options);
      page.getItems().stream().filter(Toolsets::isOfTheFleet).forEach(action);
      next = page.getMetadata().getContinue();
    } while (next != null && !next.isEmpty());
  }

  private static boolean isOfTheFleet(ConfigMap map) {
    return Fleet.isToolset(
        new Place(map.getMetadata().getNamespace(), map.getMetadata().getName()));
  }
}
