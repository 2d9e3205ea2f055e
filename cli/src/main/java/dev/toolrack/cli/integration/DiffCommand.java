package dev.toolrack.cli.integration;

import dev.toolrack.cli.kubectl.Cluster;
import dev.toolrack.cli.kubectl.ClusterCommand;
import dev.toolrack.cli.kubectl.ExitCode;
import dev.toolrack.cli.kubectl.ObjectRef;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code kubectl toolrack diff INTEGRATION}. */
@Command(
    name = "diff",
    description = {
      "Shows what a server lists that nobody has approved, against what is approved.",
      "Like kubectl diff: 0 = nothing is held, 1 = something is."
    })
public final class DiffCommand extends ClusterCommand {
  @Parameters(
      index = "0",
      paramLabel = "INTEGRATION",
      description = "NAME or NAMESPACE/NAME of an McpIntegration.")
  private String integration = "";

  @Override
  protected int run(Cluster cluster) {
    ObjectRef ref = ObjectRef.parse(integration, cluster);
    HeldChange held = Held.look(cluster, ref).change();
    output().print(Held.report(ref, held));
    return held instanceof HeldChange.Waiting ? ExitCode.BAD_NEWS : ExitCode.DONE;
  }
}
