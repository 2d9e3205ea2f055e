package dev.toolrack.bench.bed;

import dev.toolrack.bench.BenchException;
import dev.toolrack.bench.bed.OperatorProcess.Launch;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A bed, an organisation on it, and the operator, which may be stopped and started again. */
public final class Stage implements AutoCloseable {
  private final Bed bed;
  private final Fleet fleet;
  private final Launch launch;
  private @Nullable OperatorProcess operator;
  private int round;

  /**
   * With the organisation's servers and namespaces, but no agents, and the operator not started.
   *
   * @param root of the source tree
   */
  public Stage(Path root, Shape shape, Launch launch) {
    this.launch = launch;
    bed = new Bed(root);
    fleet = bed.fleet(shape);
    fleet.declare(bed.parallel());
  }

  /** Starts the operator and creates the agents; returns when nothing is left to be written. */
  public void settle() {
    start();
    fleet.awaitIntegrations();
    int bindings = shape().bindings();
    try (Expectation toolsets = bed.configMaps().expect(bindings, Fleet::isToolset)) {
      createBindings();
      toolsets.await(Patience.of(bindings));
    }
    quiet();
  }

  /**
   * Waits until nobody writes any more and the operator has nothing left to decide. That nothing is
   * written does not say so: of agents that are as they should be, ten thousand are looked at
   * without any write.
   */
  public void quiet() {
    OperatorProcess running = operator();
    running.process().awaitRest(Patience.of(shape().bindings()));
    bed.calm();
  }

  /** Creates the agents as fast as one client can. */
  public void createBindings() {
    bed.parallel().each(fleet.bindings(), binding -> bed.client().resource(binding).create());
  }

  /** Starts the operator and waits until it is ready. */
  public OperatorProcess start() {
    return start(launch);
  }

  /** Starts the operator in another way and waits until it is ready. */
  public OperatorProcess start(Launch how) {
    stop();
    var started = new OperatorProcess(how, bed.kubeconfig());
    operator = started;
    return started;
  }

  /** Ends the operator, if it runs. */
  public void stop() {
    if (operator != null) {
      operator.close();
      operator = null;
    }
  }

  /** The running operator. */
  public OperatorProcess operator() {
    if (operator == null) {
      throw new BenchException("The operator does not run.");
    }
    return operator;
  }

  /** A number that no change here has had yet. */
  public int newRound() {
    round++;
    return round;
  }

  /** Where all this is. */
  public Bed bed() {
    return bed;
  }

  /** The organisation. */
  public Fleet fleet() {
    return fleet;
  }

  /** Its size. */
  public Shape shape() {
    return fleet.shape();
  }

  @Override
  public void close() {
    stop();
    bed.close();
  }
}
