package dev.toolrack.bench.cases;

import dev.toolrack.bench.bed.Shape;
import dev.toolrack.bench.bed.Stage;
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

  /** With everything but the agents; the operator is not started. */
  Stage empty(Shape shape) {
    close();
    return new Stage(Options.root(), shape, how.launch());
  }

  /** With all agents and their outputs; the operator is running. */
  Stage settled(Shape shape) {
    Stage earlier = kept;
    if (earlier != null && earlier.shape().equals(shape)) {
      kept = null;
      return earlier;
    }
    Stage stage = empty(shape);
    try {
      stage.settle();
    } catch (RuntimeException e) {
      stage.close();
      throw e;
    }
    return stage;
  }

  /** A case needs its stage no longer; its operator is running and settled. */
  void done(Stage stage) {
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
