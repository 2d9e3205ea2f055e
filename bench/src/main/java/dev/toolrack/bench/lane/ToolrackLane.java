package dev.toolrack.bench.lane;

import dev.toolrack.bench.BenchException;
import dev.toolrack.bench.bed.Bed;
import dev.toolrack.bench.bed.Fleet;
import dev.toolrack.bench.bed.OperatorProcess;
import dev.toolrack.bench.bed.OperatorProcess.Launch;
import dev.toolrack.bench.bed.Patience;
import dev.toolrack.bench.bed.RunningProcess;
import dev.toolrack.bench.bed.Sightings.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operator: a rule of an integration that every agent has gets another name. */
public final class ToolrackLane implements Lane {
  private static final String RULE = "round-";

  private final Bed bed;
  private final Fleet fleet;
  private final Launch launch;
  private final Toolsets toolsets;
  private @Nullable OperatorProcess operator;

  /** Not started yet. */
  public ToolrackLane(Bed bed, Fleet fleet, Launch launch) {
    this.bed = bed;
    this.fleet = fleet;
    this.launch = launch;
    toolsets = new Toolsets(bed.client());
  }

  @Override
  public String name() {
    return "toolrack";
  }

  @Override
  public void prepare() {
    fleet.declare(bed.parallel());
    start();
    fleet.awaitIntegrations();
    bed.configMaps().expect(outputs(), this::isOutput);
    bed.parallel().each(fleet.bindings(), binding -> bed.client().resource(binding).create());
    bed.configMaps().awaitAll(Patience.of(outputs()));
    bed.calm();
  }

  /** Starts the operator and waits until it is ready. */
  public OperatorProcess start() {
    var started = new OperatorProcess(launch, bed.kubeconfig());
    operator = started;
    return started;
  }

  /** Its process. */
  public OperatorProcess operator() {
    if (operator == null) {
      throw new BenchException("The operator does not run.");
    }
    return operator;
  }

  /** What it has delivered. */
  public Toolsets toolsets() {
    return toolsets;
  }

  @Override
  public void arm(int round) {
    // A declaration of a few lines needs nothing.
  }

  @Override
  public void change(int round) {
    fleet.changeRule(Fleet.SHARED, RULE + round);
  }

  @Override
  public int causes() {
    return 1;
  }

  @Override
  public boolean isOutput(Place place) {
    return Fleet.isToolset(place);
  }

  @Override
  public int outputs() {
    return fleet.shape().bindings();
  }

  @Override
  public int showing(int round) {
    return toolsets.count(text -> Fleet.isDecidedBy(text, RULE + round));
  }

  @Override
  public List<RunningProcess> processes() {
    return operator == null ? List.of() : List.of(operator.process());
  }

  @Override
  public void close() {
    if (operator != null) {
      operator.close();
      operator = null;
    }
  }
}
