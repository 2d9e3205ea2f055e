package dev.toolrack.bench.lane;

import dev.toolrack.bench.bed.Fleet;
import dev.toolrack.bench.bed.RunningProcess;
import dev.toolrack.bench.bed.Sightings.Place;
import dev.toolrack.bench.bed.Stage;
import java.util.List;

/** The operator: a declaration of an organisation-wide integration changes. */
public final class ToolrackLane implements Lane {
  /**
   * What the operator writes for the integration that was changed: its catalog and its status. All
   * its other writes are for agents.
   */
  public static final int FOR_THE_INTEGRATION = 2;

  private static final String RULE = "round-";

  private final Stage stage;
  private final Change change;
  private final Toolsets toolsets;

  /** Whether agents have the tool that is switched. */
  private boolean on = true;

  /** What changes. */
  public enum Change {
    /** A rule that every agent's toolset tells as a reason gets another name: one output each. */
    RULE(""),
    /**
     * A tool is taken from every agent, the next time given back: one output and one status each.
     */
    SWITCH(", tool switched"),
    /** The rule of a server that most agents exclude: nothing changes for these. */
    RARE(", rare server");

    private final String suffix;

    Change(String suffix) {
      this.suffix = suffix;
    }
  }

  /** On a stage that is settled, or is settled by {@link #prepare}. */
  public ToolrackLane(Stage stage, Change change) {
    this.stage = stage;
    this.change = change;
    toolsets = new Toolsets(stage.bed().client());
  }

  @Override
  public String name() {
    return "toolrack" + change.suffix;
  }

  @Override
  public void prepare() {
    stage.settle();
  }

  @Override
  public void arm(int round) {
    // A declaration of a few lines needs nothing.
  }

  @Override
  public void change(int round) {
    switch (change) {
      case RULE -> stage.fleet().changeRule(Fleet.SHARED, RULE + round);
      case SWITCH -> {
        on = !on;
        stage.fleet().switchTool(on);
      }
      case RARE -> stage.fleet().changeRule(Fleet.RARE, RULE + round);
    }
  }

  @Override
  public int causes() {
    return 1;
  }

  @Override
  public boolean isOutput(Place place) {
    return change == Change.RARE ? Fleet.isRareToolset(place) : Fleet.isToolset(place);
  }

  @Override
  public int outputs() {
    return change == Change.RARE ? stage.shape().rare() : stage.shape().bindings();
  }

  @Override
  public int showing(int round) {
    return toolsets.count(text ->
        change == Change.SWITCH
            ? on == Fleet.listsSwitchedTool(text)
            : Fleet.isDecidedBy(text, RULE + round));
  }

  @Override
  public List<RunningProcess> processes() {
    return List.of(stage.operator().process());
  }

  @Override
  public void close() {
    stage.stop();
  }
}
