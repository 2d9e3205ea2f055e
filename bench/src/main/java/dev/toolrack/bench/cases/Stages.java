package dev.toolrack.bench.cases;

import dev.toolrack.bench.bed.Shape;
import dev.toolrack.bench.bed.Stage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the cases of one run play. Each has a control plane of its own, so that none depends on
 * what another one left behind; only {@code --quick} saves the time.
 */
final class Stages implements AutoCloseable {
  private final Options how;
  private @Nullable Stage kept;

  Stages(Options how) {
    this.how = how;
  }

  /**
   * Plays on a stage with everything but the agents; the operator is not started.
   *
   * @param play ends with a running, settled operator
   */
  void onEmpty(Shape shape, Consumer<Stage> play) {
    play(empty(shape), play);
  }

  /** Plays on a stage with all agents and their outputs; the operator is running. */
  void onSettled(Shape shape, Consumer<Stage> play) {
    Stage earlier = kept;
    if (earlier != null && earlier.shape().equals(shape)) {
      kept = null;
      play(earlier, play);
    } else {
      play(
          empty(shape),
          stage -> {
            stage.settle();
            play.accept(stage);
          });
    }
  }

  private Stage empty(Shape shape) {
    close();
    return new Stage(Options.root(), shape, how.launch());
  }

  private void play(Stage stage, Consumer<Stage> play) {
    try {
      play.accept(stage);
    } catch (RuntimeException e) {
      stage.close();
      throw e;
    }
    if (how.quick()) {
      kept = stage;
    } else {
      stage.close();
    }
  }

  @Override
  public void close() {
    if (kept != null) {
      kept.close();
      kept = null;
    }
  }
}
