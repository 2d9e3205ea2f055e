package dev.toolrack.cli.kubectl;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that asks a cluster. */
public abstract class ClusterCommand implements Callable<Integer> {
  @Mixin private ClusterOptions options = new ClusterOptions();
  @Mixin private ReportOptions output = new ReportOptions();

  @Override
  public final Integer call() throws Exception {
    try (Cluster cluster = options.connect()) {
      return run(cluster);
    }
  }

  /** Does it; returns an {@link ExitCode}. */
  protected abstract int run(Cluster cluster) throws Exception;

  /** How and where to print. */
  protected ReportOptions output() {
    return output;
  }
}
