package dev.toolrack.bench.lane;

import dev.toolrack.bench.BenchException;
import dev.toolrack.bench.bed.Bed;
import dev.toolrack.bench.bed.RunningProcess;
import dev.toolrack.bench.bed.Sightings.Place;
import dev.toolrack.crds.Api;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A floor: the ConfigMaps that the operator has delivered, with the same bytes of data, written by
 * a plain client with {@link dev.toolrack.bench.bed.ParallelClient#THREADS} threads that decides
 * nothing. Each round's copies differ by an annotation, so that each write is one.
 */
public final class FloorLane implements Lane {
  private static final String COPY_LABEL = "bench.toolrack.dev/copy";
  private static final String ROUND = "bench.toolrack.dev/round";

  private final Bed bed;
  private final Toolsets source;
  private final int outputs;
  private final How how;
  private final Map<Place, String> versions = new ConcurrentHashMap<>();
  private List<ConfigMap> armed = List.of();

  /** How a plain client changes an object. */
  public enum How {
    /** Server-side apply of the whole object. */
    APPLY {
      @Override
      ConfigMap write(KubernetesClient client, ConfigMap next, String version) {
        return client.resource(next).forceConflicts().serverSideApply();
      }
    },
    /** PUT of the whole object with the resourceVersion of its last write. */
    PUT {
      @Override
      ConfigMap write(KubernetesClient client, ConfigMap next, String version) {
        return client.resource(next).lockResourceVersion(version).update();
      }
    };

    abstract ConfigMap write(KubernetesClient client, ConfigMap next, String version);

    /** As it is called in tables. */
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A floor under the same number of objects.
   *
   * @param outputs how many there are
   */
  public FloorLane(Bed bed, int outputs, How how) {
    this.bed = bed;
    source = new Toolsets(bed.client());
    this.outputs = outputs;
    this.how = how;
  }

  @Override
  public String name() {
    return how.label();
  }

  @Override
  public void prepare() {
    bed.parallel()
        .each(
            source.all(),
            toolset -> {
              ConfigMap copy = copy(toolset, 0);
              note(
                  how == How.APPLY
                      ? bed.client().resource(copy).serverSideApply()
                      : bed.client().resource(copy).create());
            });
    bed.calm();
  }

  @Override
  public void arm(int round) {
    armed = source.all().stream().map(toolset -> copy(toolset, round)).toList();
  }

  @Override
  public void change(int round) {
    bed.parallel().each(armed, next -> note(how.write(bed.client(), next, version(next))));
  }

  @Override
  public int causes() {
    return 0;
  }

  @Override
  public boolean isOutput(Place place) {
    return place.name().startsWith(how.label() + "-");
  }

  @Override
  public int outputs() {
    return outputs;
  }

  /** Each write was answered with success, or {@link #change} would have failed. */
  @Override
  public int showing(int round) {
    int written = armed.size();
    armed = List.of();
    return written;
  }

  @Override
  public List<RunningProcess> processes() {
    return List.of();
  }

  @Override
  public void close() {
    armed = List.of();
  }

  private void note(ConfigMap written) {
    versions.put(place(written), written.getMetadata().getResourceVersion());
  }

  private String version(ConfigMap next) {
    String version = versions.get(place(next));
    if (version == null) {
      throw new BenchException("There is no copy " + place(next));
    }
    return version;
  }

  private ConfigMap copy(ConfigMap toolset, int round) {
    ObjectMeta original = toolset.getMetadata();
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(how.label() + "-" + original.getName())
        .withNamespace(original.getNamespace())
        .withLabels(
            Map.of(
                COPY_LABEL,
                how.label(),
                Api.BINDING_LABEL,
                original.getLabels().getOrDefault(Api.BINDING_LABEL, "")))
        .withAnnotations(Map.of(ROUND, Integer.toString(round)))
        .endMetadata()
        .withData(toolset.getData())
        .build();
  }

  private static Place place(ConfigMap map) {
    return new Place(map.getMetadata().getNamespace(), map.getMetadata().getName());
  }
}
