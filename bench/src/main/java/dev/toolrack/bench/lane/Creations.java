package dev.toolrack.bench.lane;

import dev.toolrack.bench.bed.Expectation;
import dev.toolrack.bench.bed.Fleet;
import dev.toolrack.bench.bed.Sightings.Place;
import dev.toolrack.bench.bed.Stage;
import dev.toolrack.bench.bed.Waiting;
import dev.toolrack.bench.stat.Samples;
import dev.toolrack.crds.AgentToolBinding;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** New agents, in turns with ConfigMaps of the same size that a plain client creates. */
public final class Creations {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Stage stage;
  private final List<HasMetadata> created = new ArrayList<>();
  private Map<String, String> data = Map.of("toolset.json", "");
  private int number;

  /**
   * How long they took, in milliseconds.
   *
   * @param bindings from before the request until the ConfigMap was seen
   * @param raw the same for ConfigMaps that the client created itself
   * @param chain the same for a plain client that does what the operator does, without deciding:
   *     one object is created, and when it is seen two more, one after the other, the last of which
   *     is awaited
   */
  public record Times(Samples bindings, Samples raw, Samples chain) {
    /** As if they had been taken together. */
    public static Times all(List<Times> parts) {
      return new Times(
          new Samples(parts.stream().flatMap(t -> t.bindings().values().stream()).toList()),
          new Samples(parts.stream().flatMap(t -> t.raw().values().stream()).toList()),
          new Samples(parts.stream().flatMap(t -> t.chain().values().stream()).toList()));
    }
  }

  /** On a stage whose operator is running. */
  public Creations(Stage stage) {
    this.stage = stage;
  }

  /** Creates so many of both, one after the other. */
  public Times run(int count) {
    var bindings = new ArrayList<Double>();
    var raw = new ArrayList<Double>();
    var chain = new ArrayList<Double>();
    for (int i = 0; i < count; i++) {
      number++;
      AgentToolBinding binding = stage.fleet().newcomer("new-" + number);
      bindings.add(millis(binding, Fleet.toolset(binding)));
      String namespace = binding.getMetadata().getNamespace();
      ConfigMap map = raw("raw-" + number, namespace);
      raw.add(millis(map, place(map)));
      chain.add(chain(namespace));
      if (number == 1) {
        data = stage.bed().client().resource(toolset(binding)).require().getData();
      }
    }
    return new Times(new Samples(bindings), new Samples(raw), new Samples(chain));
  }

  /** Takes all of them away again. */
  public void remove() {
    stage.bed().parallel().each(created, item -> stage.bed().client().resource(item).delete());
    stage.bed().calm();
  }

  private double millis(HasMetadata item, Place awaited) {
    try (Expectation seen = stage.bed().configMaps().expect(1, awaited::equals)) {
      long begun = System.nanoTime();
      create(item);
      seen.await(PATIENCE);
      return Waiting.millis(begun, seen.last());
    }
  }

  private double chain(String namespace) {
    ConfigMap cause = raw("cause-" + number, namespace);
    ConfigMap first = raw("first-" + number, namespace);
    ConfigMap last = raw("last-" + number, namespace);
    try (Expectation caused = stage.bed().configMaps().expect(1, place(cause)::equals);
        Expectation seen = stage.bed().configMaps().expect(1, place(last)::equals)) {
      long begun = System.nanoTime();
      create(cause);
      caused.await(PATIENCE);
      create(first);
      create(last);
      seen.await(PATIENCE);
      return Waiting.millis(begun, seen.last());
    }
  }

  private void create(HasMetadata item) {
    stage.bed().client().resource(item).create();
    created.add(item);
  }

  private static Place place(HasMetadata item) {
    return new Place(item.getMetadata().getNamespace(), item.getMetadata().getName());
  }

  private ConfigMap raw(String name, String namespace) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(namespace)
        .endMetadata()
        .withData(data)
        .build();
  }

  private static ConfigMap toolset(AgentToolBinding binding) {
    Place place = Fleet.toolset(binding);
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(place.name())
        .withNamespace(place.namespace())
        .endMetadata()
        .build();
  }
}
