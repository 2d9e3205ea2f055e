package dev.toolrack.operator.shell.walls;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Watches the admission policies that Toolrack relies on, and tells people which are missing. */
public final class AdmissionWalls implements AutoCloseable {
  private final Map<Wall, PolicyWatch> watches = new EnumMap<>(Wall.class);

  /**
   * @param onChange told of each policy that comes into force or leaves it
   */
  public AdmissionWalls(Consumer<Wall> onChange) {
    for (Wall wall : Wall.values()) {
      watches.put(wall, new PolicyWatch(wall, () -> onChange.accept(wall)));
    }
  }

  /** Reads the policies and their bindings and watches them from then on. */
  public void start(KubernetesClient client) {
    watches.values().forEach(watch -> watch.start(client));
  }

  /** Whether the policy and its binding are there, see all that they have to, and deny. */
  public boolean inForce(Wall wall) {
    return watch(wall).inForce();
  }

  /** Whether its expressions are those that this version ships. */
  public boolean asShipped(Wall wall) {
    return watch(wall).asShipped();
  }

  @Override
  public void close() {
    watches.values().forEach(PolicyWatch::close);
  }

  private PolicyWatch watch(Wall wall) {
    return Objects.requireNonNull(watches.get(wall));
  }
}
